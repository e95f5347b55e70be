"""Every label by key; English now, other languages as further modules."""

from ropa.language.english import LABELS

__all__ = ["LABELS", "label"]


def label(key: str) -> str:
    """Return the label of `key`, or the key with its hyphens opened when no label is kept for it."""
    return LABELS.get(key, key.replace("-", " ").replace("_", " "))
