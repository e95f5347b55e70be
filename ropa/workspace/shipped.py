"""Digests of what this version ships: databases carry them, so that whoever reads one knows what it was made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ropa.law.columns import LAYOUTS

if TYPE_CHECKING:
    from ropa.law import Law, OwnLaw

#: Tables of the law that resolving looks into.
_RESOLVING = ("about.csv", "area.csv", "countries.csv", "regimes.csv")


def shipped_data(own: OwnLaw | None = None) -> str:
    """Return the digest of what this version resolves registers with; exports carry it.

    That is the vocabulary, and of the law what tells countries and areas.

    Args:
        own: own rows of law; where they are of those tables, the digest is one that no other run has, so that what was
            resolved with them is resolved again by whoever reads it without them.
    """
    from ropa.law.load import SHIPPED as LAW
    from ropa.store.base import shipped_digest
    from ropa.vocabulary.load import SHIPPED as WORDS

    digest = shipped_digest((*(LAW / name for name in _RESOLVING), *sorted(WORDS.glob("*.csv"))))
    resolving = [row for row in own.rows if f"{LAYOUTS[row.table].file}.csv" in _RESOLVING] if own else []
    if not resolving:
        return digest
    import hashlib

    told = repr([(row.table, row.id, row.how, row.values) for row in resolving])
    return hashlib.sha256(f"{digest} {told}".encode()).hexdigest()


def law_digest(law: Law) -> str | None:
    """Return the digest of the tables of law that grades follow, None where they are not those of this version."""
    from ropa.law.load import SHIPPED, load_law
    from ropa.store.base import shipped_digest

    return shipped_digest(sorted(SHIPPED.glob("*.csv"))) if law is load_law() else None
