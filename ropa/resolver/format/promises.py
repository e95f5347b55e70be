"""Sections of promises, rights, cookies, observations and waivers."""

from __future__ import annotations

from ropa import model
from ropa.resolver import references as to
from ropa.resolver.kinds import Country, Date, Period, Text, YesNo
from ropa.resolver.references import CITES, Many, Reference, TermOf
from ropa.resolver.shapes import Field, Nested, Shape
from ropa.resolver.uses import Claims, Uses

_DATA = TermOf("data category", "data_categories", ("everything",))
_OUTSIDE = Reference("an organisation", ("organisations",), ("outside",))
_OWN_SYSTEMS = Reference("a system", ("systems",), ("own-systems",))

TERMS = Shape(
    "the terms of a promise", "terms", model.Terms,
    (
        Field("data", Many(_DATA), "Data categories, or `everything`."),
        Field("to", Many(_OUTSIDE), "Organisations, or `outside`."),
        Field("in", Many(_OWN_SYSTEMS), "Systems, or `own-systems`.", attr="held_in"),
        Field("read_by", Many(to.ORGANISATION), "Organisations or internal parts."),
        Field("purpose", Many(to.PURPOSE), "Purposes.", attr="purposes"),
        Field("subjects", Many(to.SUBJECT), "Data subjects."),
        Field("automated_decisions", YesNo(), "Automated decisions."),
        Field("countries", Many(Country()), "For `only`: countries or groups."),
        Field("recipients", Many(to.ORGANISATION), "For `only`: recipients."),
        Field("sources", Many(to.NODE), "For `only`: where data come from."),
        Field("purposes", Many(to.PURPOSE), "For `only`: purposes."),
    ),
    doc="Conditions that apply together.", example="never: {data: phone-number, to: outside}",
    flags=(
        ("data", "everything", "everything"),
        ("to", "outside", "outside"),
        ("held_in", "own-systems", "own_systems"),
    ),
)  # fmt: skip

PROMISE = Shape(
    "a promise", "promise", model.Promise,
    (
        Field("name", Text(), "What people call it."),
        Field("never", Nested(TERMS), "What it does not do."),
        Field("only", Nested(TERMS), "What it does only so."),
        Field("except", Nested(TERMS), "Exceptions, in the same terms.", attr="exceptions"),
        Field("unless", Text(), "A condition in words, such as consent, that no fact can show to be met."),
    ),
    doc="What the organisation says it does not do, or does only so.",
    example="no-phone-sharing: {never: {data: phone-number, to: outside}}",
)  # fmt: skip

RIGHT = Shape(
    "a right", "right", model.Right,
    (
        Field("name", Text(), "What people call it."),
        Field("right", Text(), "Which right, where the key does not say so."),
        Field("channel", Text(), "How it is exercised."),
        Field("within", Period(), "In what time."),
        Field("except", Text(), "Exceptions in words.", attr="exceptions"),
        Field("except_data", Many(to.DATA), "Data it does not cover."),
        Field("subjects", Many(to.SUBJECT), "Whose right."),
        Field("offered", YesNo(), "`no` records a refusal."),
    ),
    short="channel", doc="How a right is offered, Articles 12 to 22.",
    example="erasure: {channel: privacy@shop.example}",
)  # fmt: skip

COOKIE = Shape(
    "a cookie", "cookie", model.Cookie,
    (
        Field("name", Text(), "Its name; absent means not stated."),
        Field("set_by", to.HOLDER, "Who sets it."),
        Field("subjects", Many(to.SUBJECT), "On whose devices."),
        Field("data", Many(to.DATA), "What it holds or reveals."),
        Field("purpose", Uses(to.PURPOSE), "What for.", attr="purposes"),
        Field("lifetime", Period(("session",)), "ISO 8601 duration, or `session`."),
        Field("declared", Claims(), "What the organisation calls it, such as necessary."),
    ),
    short="name", doc="A cookie or similar storage.", example="- {name: session, set_by: shop, lifetime: P1D}",
)  # fmt: skip

OBSERVATION = Shape(
    "an observation", "observation", model.Observation,
    (
        Field("kind", Text(), "contradiction, gap, error ...", required=True),
        Field("says", CITES, "Where the source says one thing."),
        Field("but", CITES, "Where it says another."),
        Field("why", Text(), "What is noticed."),
        Field("articles", Many(Text()), "Articles concerned."),
    ),
    doc="What a reader noticed.", example="- {kind: contradiction, says: policy:12, but: policy:41, why: ...}",
)  # fmt: skip

WAIVER = Shape(
    "a waiver", "waiver", model.Waiver,
    (
        Field("code", Text(), "Code of the check.", required=True),
        Field("at", Text(), "Address of the thing.", required=True),
        Field("why", Text(), "The reason.", required=True),
        Field("until", Date(), "The day on which it ends."),
    ),
    doc="Moves a finding aside, never away.",
    example="- {code: A106, at: activities/payments, why: ..., until: 2027-01-31}",
)  # fmt: skip
