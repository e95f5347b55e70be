"""Registers for the tests of pictures: a small one in text, random ones, and the pictures made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from ropa.diagrams import VIEWS, Picture, draw, scope_of
from ropa.law import load_law
from ropa.model import (
    Activity,
    Certainty,
    DataCategory,
    DataSubject,
    Flow,
    Organisation,
    Pair,
    Register,
    System,
)
from ropa.questions import Context
from ropa.transfers import Grade, Transfer
from ropa.vocabulary import load_vocabulary
from tests.helpers import register_from

AS_OF = dt.date(2026, 11, 22)

#: One of everything that a context picture can show.
CLINIC = """
register: {name: Clinic, organisation: clinic, as_of: 2026-11-01}
organisations:
  clinic: {name: Clinic, country: IE}
  reception: {name: Reception, kind: internal, part_of: clinic}
  lab: {name: Laboratory, country: DE}
  cloud: {name: Cloud, country: US}
  mailer: {name: Mailer}
  firm: {name: Firm of Neverland, country: Neverland}
  tokyo: {name: Tokyo, country: BR}
data_subjects: {patient: {name: Patients, count: 12000}, relative: {name: Relatives}}
data_categories: {genome: {name: Genome, parent: health-data}}
systems:
  files: {name: Patient files, operator: clinic}
  lists: {name: Mailing lists, operator: mailer}
activities:
  care:
    role: controller
    flows:
      - patient -> files: [name, health-data]
      - relative -> files: [name]
      - reception -> files: [name]
      - files -> lab: {pairs: {patient: [genome, name], relative: [name]}, as: processor}
      - lab -> cloud: {data: [genome], subjects: [patient], certainty: possible}
      - files -> firm: {}
      - patient -> cloud: {data: [ip-address], via: files, as: controller}
      - files -> patient: {data: [health-data], subjects: [patient]}
  mail:
    role: controller
    flows:
      - files -> lists: {data: [email-address, name, phone-number, postal-address, username], subjects: [patient]}
      - files -> lists: {data: [ip-address], subjects: [relative], certainty: implied}
      - files -> tokyo: {data: [name], subjects: [patient], certainty: hypothetical}
"""

#: What each view has to be asked for, of the registers that `built` makes.
VIEW_OPTIONS: dict[str, dict[str, Any]] = {
    "context": {},
    "activity": {"activities": ["act"]},
    "data": {"data": ["a"]},
    "borders": {},
    "systems": {},
}

#: Names that break out of careless quoting, in every language a label passes through.
HOSTILE = (
    '<b>bold</b> & "quotes"',
    "back\\slash \\N \\G \\\\ end\\",
    "{record | <port>} []",
    "line\nbreak\r\ttab\x00\x07 null",
    "emoji 🚀 family 👩‍👩‍👧",
    "مرحبا עברית \u202egnirts",
    "]]> <!-- --> <script>alert(1)</script>",
    "&lt;already&gt; &amp; &#0; &nosuch;",
    "lone \ud800 surrogate \ufffe",
    "'; DROP -> {a b} // /* x",
    "   ",
    "x" * 300,
)


def context_of(register: Register, as_of: dt.date = AS_OF) -> Context:
    """Return a register with the law of a day."""
    return Context(register=register, law=load_law(), vocabulary=load_vocabulary(), as_of=as_of)


def picture_of(
    register: Register,
    view: str = "context",
    *,
    graded: bool = True,
    transfers: Sequence[Transfer] | None = None,
    as_of: dt.date = AS_OF,
    max_edges: int | None = None,
    **asked: Any,
) -> Picture:
    """Return the picture of a register on the day of the tests.

    Args:
        transfers: the graded flows, None for those that the law tables give; none at all without `graded`.
        asked: what `scope_of` takes.
    """
    context = context_of(register, as_of)
    rows = transfers if transfers is not None else context.transfers if graded else ()
    chosen = next(item for item in VIEWS if item.name == view)
    return draw(chosen, context, transfers=rows, scope=scope_of(context, **asked), max_edges=max_edges)


def clinic(view: str = "context", **asked: Any) -> Picture:
    """Return a picture of the clinic."""
    return picture_of(register_from(CLINIC), view, **asked)


def built(
    flows: Sequence[Flow],
    *,
    names: Sequence[str] = (),
    countries: Sequence[str] = ("US",),
    organisations: int = 6,
    subjects: int = 3,
) -> Register:
    """Return a register with the organisation `us`, systems `own` and `theirs`, `o1`..., `s1`... and these flows."""
    wanted = iter(names)
    parties = {
        f"o{number}": Organisation(
            key=f"o{number}", name=next(wanted, f"Outside {number}"), country=countries[number % len(countries)]
        )
        for number in range(organisations)
    }
    people = {
        f"s{number}": DataSubject(key=f"s{number}", name=next(wanted, f"People {number}")) for number in range(subjects)
    }
    return Register(
        name=next(wanted, "Us"),
        organisation="us",
        as_of=dt.date(2026, 11, 1),
        regimes=("eu-gdpr",),
        organisations={"us": Organisation(key="us", name=next(wanted, "Us"), country="IE"), **parties},
        data_subjects=people,
        data_categories={
            "a": DataCategory(key="a", name=next(wanted, "Alpha")),
            "b": DataCategory(key="b", name=next(wanted, "Beta"), mark_of_law="special-category"),
        },
        systems={
            "own": System(key="own", name=next(wanted, "Own"), operator="us"),
            "theirs": System(key="theirs", name=next(wanted, "Theirs"), operator="o0"),
        },
        activities={"act": Activity(key="act", name="Activity", flows=tuple(flows))},
    )


@st.composite
def registers(draw: st.DrawFn, *, max_flows: int = 60) -> tuple[Register, tuple[Transfer, ...]]:
    """Return a random register of up to `max_flows` flows with random grades, some flows not graded."""
    ends = st.sampled_from(["us", "own", "theirs", *(f"o{n}" for n in range(6)), *(f"s{n}" for n in range(3))])
    pairs = st.lists(
        st.builds(
            Pair,
            subject=st.sampled_from([None, "s0", "s1"]),
            data=st.sampled_from([None, "a", "b"]),
            certainty=st.sampled_from(Certainty),
        ),
        max_size=4,
    ).map(tuple)
    count = draw(st.integers(0, max_flows))
    flows = [
        Flow(
            id=f"act/{number}->x",
            activity="act",
            source=draw(ends),
            target=draw(ends),
            pairs=draw(pairs),
            certainty=draw(st.sampled_from(Certainty)),
        )
        for number in range(count)
    ]
    countries = draw(st.lists(st.sampled_from(["", "IE", "DE", "US", "GB", "EU", "Neverland"]), min_size=6, max_size=6))
    grades = [draw(st.sampled_from([None, *Grade])) for _ in flows]
    transfers = tuple(
        Transfer(flow=flow, exporter="us", importer="o0", country="US", regime="eu-gdpr", grade=grade)
        for flow, grade in zip(flows, grades, strict=True)
        if grade is not None
    )
    return built(flows, countries=countries), transfers
