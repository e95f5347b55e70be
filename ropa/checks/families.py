"""What the families of checks are about, so that nobody takes silence for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

#: By the first letter of a code.
FAMILIES: Final = MappingProxyType(
    {
        "A": "content of the record (Article 30)",
        "B": "legal bases and conditions",
        "C": "consistency of the facts",
        "D": "processors and agreements",
        "I": "impact assessments",
        "N": "information and rights of people",
        "P": "promises",
        "R": "retention in depth",
        "S": "security measures in depth",
        "T": "transfers",
        "V": "words and citations",
    }
)


def scope_text(codes: Iterable[str], *, chosen: bool = False) -> str:
    """Return one sentence on what was looked at, and one on what was not.

    Args:
        codes: of the checks that ran. chosen: True when somebody asked for these codes only.
    """
    ran = sorted(set(codes))
    if chosen:
        return f"Looked at: {', '.join(ran)} only."
    there = {code[0] for code in ran}
    seen = "; ".join(what for family, what in FAMILIES.items() if family in there)
    unseen = "; ".join(what for family, what in FAMILIES.items() if family not in there)
    more = f" Not looked at: {unseen}." if unseen else ""
    return f"Looked at: {seen}.{more}"
