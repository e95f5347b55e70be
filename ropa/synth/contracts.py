"""Agreements and safeguards of a synthetic register: most in order, some thin, some missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ropa.law import Law
from ropa.model.words import AgreementContent
from ropa.synth import shares
from ropa.synth.dice import Dice
from ropa.synth.yaml_out import Value

_CONTENTS = tuple(content.value for content in AgreementContent)
#: Modules of the standard contractual clauses by the role of the importer; the exporter is a controller.
_MODULES = {"processor": 2, "controller": 1, "joint-controller": 1, "mixed": 2}
#: The part of the Data Privacy Framework that serves a country; the first one where none is named.
_FRAMEWORKS = {"GB": "UK Extension to the EU-US DPF", "CH": "Swiss-US DPF"}


@dataclass(frozen=True, slots=True)
class Contracts:
    """Entries of the sections `agreements` and `safeguards`, by key."""

    agreements: Mapping[str, Value]
    safeguards: Mapping[str, Value]


def contracts_of(
    dice: Dice, law: Law, *, own: tuple[str, str], other: tuple[str, str], entity: str, role: str, as_of: dt.date
) -> Contracts:
    """Return what the organisation has signed with another: at most one agreement and one safeguard.

    Args:
        own, other: key and country (alpha-2) of each. entity: legal name of the other. role: of the other as
            recipient; empty for a client.
    """
    agreements: dict[str, Value] = {}
    safeguards: dict[str, Value] = {}
    between = [own[0], other[0]]
    if role in ("processor", "mixed") and not dice.chance(shares.NO_CONTRACT):
        agreements[f"{other[0]}-dpa"] = _processing(dice, between, as_of)
    elif role == "joint-controller" and dice.chance(0.8):
        agreements[f"{other[0]}-arrangement"] = _joint(dice, between, as_of)
    elif role == "" and dice.chance(0.85):
        agreements[f"{other[0]}-dpa"] = _processing(dice, [other[0], own[0]], as_of)
    tool = _tool(dice, law, own[1], other[1], as_of) if role else ""
    if tool:
        made = (
            _framework(dice, own[1], entity, as_of) if tool == "dpf" else _safeguard(dice, tool, between, role, as_of)
        )
        safeguards[f"{other[0]}-{tool}"] = made
    return Contracts(agreements, safeguards)


def _before(dice: Dice, as_of: dt.date, *, least: int, most: int) -> dt.date:
    """Return a day that many days before."""
    return as_of - dt.timedelta(days=dice.whole(least, most))


def _processing(dice: Dice, between: list[str], as_of: dt.date) -> Value:
    entry: dict[str, Value] = {
        "kind": "data-processing", "between": between, "signed": _before(dice, as_of, least=40, most=2400),
    }  # fmt: skip
    if dice.chance(0.6):
        entry["document"] = f"contracts/{between[1]}.pdf"
    kept = dice.share()
    if kept < shares.ALL_CONTENTS:
        entry["contents"] = _CONTENTS
    elif kept < shares.ALL_CONTENTS + shares.SOME_CONTENTS:
        entry["contents"] = dice.some(_CONTENTS, dice.whole(6, len(_CONTENTS) - 1))
    if dice.chance(0.7):
        rules: dict[str, Value] = {"authorisation": dice.weighted((("general", 4), ("specific", 1)))}
        if rules["authorisation"] == "general":
            rules |= {"objection": dice.pick(("P14D", "P30D")), "list_dated": _before(dice, as_of, least=20, most=900)}
        entry["sub_processing"] = {**rules, "flow_down": dice.chance(0.9)}
    if dice.chance(0.5):
        examined = _before(dice, as_of, least=20, most=900)
        entry["guarantees"] = {"date": examined, "result": dice.pick(("certificate seen", "questionnaire answered"))}
    return entry


def _joint(dice: Dice, between: list[str], as_of: dt.date) -> Value:
    entry: dict[str, Value] = {
        "kind": "joint-controller", "between": between, "signed": _before(dice, as_of, least=40, most=2000),
        "duties": [f"{between[0]} informs people and answers requests", f"{between[1]} runs the platform"],
    }  # fmt: skip
    if dice.chance(0.7):
        entry |= {"contact_point": f"privacy@{between[0]}.example", "essence": "privacy notice, section on partners"}
    return entry


def _tool(dice: Dice, law: Law, home: str, country: str, as_of: dt.date) -> str:
    """Return what a transfer to that country relies on; empty where nothing is needed, or nothing is there."""
    regimes = [key for key in law.regimes if law.area_row(key, home, as_of)]
    if not country or not regimes or law.area_row(regimes[0], country, as_of):
        return ""
    decisions = law.decisions_on(regimes[0], country, as_of)
    if any(not decision.recipient_condition for decision in decisions):
        return ""
    drawn = dice.share()
    if country == "US" and decisions:
        if drawn < shares.ON_DECISION:
            return "dpf"
        return "scc-2021" if drawn < shares.ON_DECISION + shares.ON_CLAUSES else ""
    if drawn < shares.ON_CLAUSES_ELSEWHERE:
        return "scc-2021"
    return "bcr" if drawn < shares.ON_CLAUSES_ELSEWHERE + shares.ON_BINDING_RULES else ""


def _framework(dice: Dice, home: str, entity: str, as_of: dt.date) -> Value:
    entry: dict[str, Value] = {
        "tool": "dpf", "organisation": entity, "checked": _before(dice, as_of, least=10, most=700),
    }  # fmt: skip
    if dice.chance(shares.LISTING_EVIDENCED):
        entry["covers"] = [_FRAMEWORKS.get(home, "EU-US DPF"), "non-HR data"]
    return entry


def _safeguard(dice: Dice, tool: str, between: list[str], role: str, as_of: dt.date) -> Value:
    if tool == "bcr":
        approved: dict[str, Value] = {"reference": f"BCR-{dice.whole(100, 999)}", "date": dt.date(2021, 5, 3)}
        return {"tool": tool, "organisation": between[1], "approval": approved}
    entry: dict[str, Value] = {"tool": tool, "module": _MODULES[role], "between": between}
    lacking = "" if dice.chance(shares.CLAUSES_EVIDENCED) else dice.pick(("signed", "module", "tia"))
    entry["signed"] = _before(dice, as_of, least=60, most=1800)
    made = _before(dice, as_of, least=30, most=900)
    entry["tia"] = {"date": made, "review_by": made + dt.timedelta(days=730), "document": f"tia/{between[1]}.pdf"}
    return {name: value for name, value in entry.items() if name != lacking}
