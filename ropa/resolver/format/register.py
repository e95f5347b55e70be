"""The section `register`: whose record this is, when it was true, and the documents it cites."""

from __future__ import annotations

from dataclasses import dataclass

from ropa import model
from ropa.model import Completeness
from ropa.resolver import messages
from ropa.resolver import references as to
from ropa.resolver.context import Context
from ropa.resolver.draft import Mapping, Node
from ropa.resolver.format.activities import LEGAL_BASIS
from ropa.resolver.kinds import Choice, Date, FilePath, Kind, Schema, Text
from ropa.resolver.references import Many, RegimeKey
from ropa.resolver.shapes import Field, Nested, NestedList, Shape

DOCUMENT = Shape(
    "a document", "document", model.Document,
    (
        Field("title", Text(), "Its title.", attr="name"),
        Field("file", FilePath(), "Its file in the folder of the register; it need not be at hand."),
        Field("url", Text(), "Where it was published."),
        Field("sha256", Text(), "Hash of the file."),
        Field("date", Date(), "Its date."),
    ),
    short="file", doc="A source that facts cite.", example="policy: {title: Privacy policy, file: policy.txt}",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Documents(Kind):
    """Documents by key."""

    wraps = False

    def read(self, node: Node, context: Context, place: str) -> dict[str, model.Document] | None:
        """Return the documents in file order."""
        if not isinstance(node, Mapping):
            context.problem(messages.wrong_kind(node, "a mapping", place, DOCUMENT.example))
            return None
        made = {entry.key: DOCUMENT.read(entry.value, context, key=entry.key) for entry in node.entries}
        return {key: document for key, document in made.items() if document is not None}

    def schema(self) -> Schema:
        """Return a mapping from key to document."""
        return {"type": "object", "additionalProperties": Nested(DOCUMENT).schema()}


SIGN = Shape(
    "an approval of the record", "sign", model.Sign,
    (Field("name", Text(), "Who."), Field("date", Date(), "When.")),
    short="name", example="approved_by: {name: A. Officer, date: 2026-11-01}",
)  # fmt: skip

LOST = Shape(
    "a loss", "lost", model.Lost, (Field("what", Text(), "What the source has lost.", required=True),),
    short="what", example="lost: [{what: list of purposes, cite: policy:20}]",
)  # fmt: skip

REGISTER = Shape(
    "`register`", "register", model.Register,
    (
        Field("name", Text(), "Name of the register."),
        Field("organisation", to.ORGANISATION, "Whose record this is.", required=True),
        Field("as_of", Date(), "When these facts were true."),
        Field("regimes", Many(RegimeKey()), "By the organisation's country where not written, else eu-gdpr."),
        Field("complete", Many(Choice(Completeness)), "Lists that are exhaustive."),
        Field("legal_basis", NestedList(LEGAL_BASIS), "A blanket statement; never fills in for an activity's own."),
        Field("documents", Documents(), "The sources that facts cite."),
        Field("version", Text(), "Version of the record."),
        Field("prepared_by", Text(), "Who prepared it."),
        Field("approved_by", Nested(SIGN), "Who approved it, and when."),
        Field("exemption", Text(), "Why no record would have to be kept, Article 30(5)."),
        Field("lost", NestedList(LOST), "What the source has lost."),
    ),
    doc="Whose record this is.", example="register: {organisation: corner-books}",
)  # fmt: skip
