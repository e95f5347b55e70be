"""Legal bases as a register states them, and for which purposes of their activity they are."""

from __future__ import annotations

from typing import Any

from ropa.graph import Match
from ropa.language import label
from ropa.model.activities import Activity, LegalBasis
from ropa.model.base import Cite, Part, record
from ropa.model.words import Basis, Certainty
from ropa.questions.base import Reach
from ropa.questions.terms import STRONGEST, Purposes, Strength
from ropa.questions.text import cites_text, distinct


@record
class StatedBasis(Part):
    """One legal basis, Article 6(1).

    Attributes:
        form: of consent, empty where not stated; law: that obliges or empowers.
        scope: `purpose` where it names the purposes that it is for, `activity` where it is said of an activity as a
            whole, `blanket` where it is said of no activity; for_purposes: keys of the purposes named.
        match: how the purposes that it is for relate to the one it is listed with, or to what was asked.
        source: `directory` where only the directory says that the data asked about is handled in the activity.
        exceptions: when it is not relied on; evidence: where consent is recorded; withdrawal: how it is taken back.
        interest, assessment: of legitimate interests, Article 13(1)(d); empty where not stated, or for other bases.
    """

    basis: str
    form: str = ""
    law: str = ""
    scope: str
    for_purposes: tuple[str, ...] = ()
    stated_as: str = ""
    match: Match = Match.EXACT
    certainty: Certainty
    source: str = "register"
    exceptions: str = ""
    evidence: str = ""
    withdrawal: str = ""
    interest: str = ""
    assessment: str = ""
    cites: tuple[Cite, ...] = ()

    @property
    def reach(self) -> Reach:
        """Declared, as every statement is."""
        return Reach.DECLARED

    def as_json(self) -> dict[str, Any]:
        """Return the fields; null where nothing is stated."""
        return {
            "basis": self.basis,
            "form": self.form or None,
            "law": self.law or None,
            "scope": self.scope,
            "for": list(self.for_purposes),
            "stated_as": self.stated_as or None,
            "except": self.exceptions or None,
            "evidence": self.evidence or None,
            "withdrawal": self.withdrawal or None,
            "interest": self.interest or None,
            "assessment": self.assessment or None,
            "match": self.match.value,
            "certainty": self.certainty.value,
            "cites": [cite.as_json() for cite in self.cites],
        }

    def cells(self) -> dict[str, str]:
        """Return the cells of a line of text."""
        return {
            "basis": self.basis,
            "form": self.form,
            "scope": self.scope,
            "for": ", ".join(self.for_purposes),
            "match": self.match.value,
            "certainty": self.certainty.value,
            "interest": self.interest,
            "stated_as": self.stated_as,
            "marks": "; ".join(self.remarks()),
            "source": cites_text(self.cites),
        }

    def remarks(self) -> tuple[str, ...]:
        """Return what else is stated of it, each as `what: words`."""
        said = {
            "except": self.exceptions,
            "evidence": self.evidence,
            "withdrawal": self.withdrawal,
            "assessment": self.assessment,
        }
        return tuple(f"{name}: {text}" for name, text in said.items() if text)

    def as_text(self) -> str:
        """Return `consent (opt-in)`, or the basis alone."""
        more = ", ".join(text for text in (self.form, self.law) if text)
        return f"{label(self.basis)}{f' ({more})' if more else ''}"


def stated(
    basis: LegalBasis,
    *,
    scope: str = "",
    limit: Strength = STRONGEST,
    activity: Activity | None = None,
) -> StatedBasis:
    """Return a basis as it is written, answering no better than `limit`; the interest comes from its activity."""
    interests = activity.legitimate_interests if activity and basis.basis is Basis.LEGITIMATE_INTERESTS else None
    cites = [*basis.cites, *basis.mark("basis").cites]
    cites += basis.mark("form").cites if basis.form else ()
    cites += interests.cites if interests else ()
    return StatedBasis(
        basis=basis.basis.value,
        form=basis.form.value if basis.form else "",
        law=basis.law,
        scope=scope or ("purpose" if basis.for_purposes else "activity"),
        for_purposes=basis.for_purposes,
        stated_as=basis.stated_as or basis.mark("basis").stated_as,
        match=limit.match,
        certainty=basis.mark("basis").certainty.at_most(basis.certainty).at_most(limit.certainty),
        source=limit.source,
        exceptions=basis.exceptions,
        evidence=basis.evidence,
        withdrawal=basis.withdrawal,
        interest=interests.interest if interests else "",
        assessment=interests.assessment if interests else "",
        cites=distinct(cites),
    )


def cover(purposes: Purposes, basis: LegalBasis, purpose: str | None) -> Match | None:
    """Return whether a basis is for a purpose of its activity.

    One that names no purpose is for all of the activity; one that is for a broader purpose may or may not be for this
    one (`broader`); None where it is for others.
    """
    if not basis.for_purposes:
        return Match.EXACT
    if purpose is None:
        return None
    found = [purposes.match(purpose, key) for key in basis.for_purposes]
    if Match.EXACT in found:
        return Match.EXACT
    return Match.BROADER if Match.BROADER in found else None
