"""What a synthetic activity says of legal bases, retention, impact assessments and information to people."""

from __future__ import annotations

import datetime as dt

from ropa.synth import shares
from ropa.synth.catalogue import Template
from ropa.synth.dice import Dice
from ropa.synth.yaml_out import Value

_FORMS = (("opt-in", 70), ("explicit", 18))
_DOUBTFUL = ("bundled", "browsing")
_DISPOSAL = (("erase", 80), ("anonymise", 14), ("archive", 4), ("restrict", 2))
_WHY_NOT = ("small scale, no profiling", "known technology and few people", "no criterion of the screening is met")


def bases(dice: Dice, template: Template, role: str, *, special: bool, as_of: dt.date) -> dict[str, Value]:
    """Return legal bases, and what goes with them; nothing of a processor, whose controllers have theirs.

    Args:
        special: True where data of Articles 9 or 10 are among the categories.
    """
    if role == "processor" or dice.chance(shares.NO_BASIS):
        return {}
    chosen = dice.some(template.bases, 2 if dice.chance(0.25) else 1)
    fields: dict[str, Value] = {"legal_basis": [_basis(dice, basis, template) for basis in chosen]}
    if "legitimate-interests" in chosen and not dice.chance(shares.NO_INTEREST):
        interest: dict[str, Value] = {"interest": f"{template.name.lower()} without needless effort"}
        if dice.chance(0.6):
            day = as_of - dt.timedelta(days=dice.whole(30, 1500))
            interest |= {"assessment": f"assessments/{template.key}.pdf", "date": day}
        fields["legitimate_interests"] = interest
    if special and not dice.chance(shares.NO_CONDITION):
        fields["special_category_condition"] = template.condition or "explicit-consent"
    return fields


def _basis(dice: Dice, basis: str, template: Template) -> Value:
    entry: dict[str, Value] = {"basis": basis}
    if basis == "consent":
        doubtful = dice.chance(shares.DOUBTFUL_CONSENT)
        entry["form"] = dice.pick(_DOUBTFUL) if doubtful else dice.weighted(_FORMS)
        if not doubtful and dice.chance(0.6):
            entry |= {"evidence": "consent log", "withdrawal": "link in every message, or in the account"}
    if basis == "legal-obligation" and template.law and not dice.chance(shares.NO_LAW):
        entry["law"] = template.law
    return entry if len(entry) > 1 else basis


def retention(dice: Dice, template: Template, data: tuple[str, ...]) -> list[Value]:
    """Return the rules on how long these categories of data are kept."""
    if dice.chance(shares.NO_RETENTION):
        return []
    rules = [_rule(dice, dice.pick(template.retention), data)]
    if dice.chance(0.2) and len(template.retention) > 1 and len(data) > 1:
        part = dice.some(data, 1 + len(data) // 3)
        rules.append({**_rule(dice, dice.pick(template.retention), data), "data": part})
    return list(rules)


def _rule(dice: Dice, written: str, data: tuple[str, ...]) -> dict[str, Value]:
    rule: dict[str, Value] = {"data": data if data and dice.chance(0.35) else "everything"}
    trigger, _, period = written.partition("=")
    if written.startswith("~") or dice.chance(shares.CRITERION):
        words = written[1:] if written.startswith("~") else f"as long as needed after: {trigger}"
        return {**rule, "criterion": words}
    if not dice.chance(shares.NO_TRIGGER):
        rule["trigger"] = trigger
    return {**rule, "period": period, "disposal": dice.weighted(_DISPOSAL)}


def duties(dice: Dice, template: Template, role: str, *, as_of: dt.date) -> dict[str, Value]:
    """Return what a controller owes beside the record: automated decisions, impact assessment, information."""
    fields: dict[str, Value] = {}
    if {"prevents-rights", "evaluation"} <= set(template.screening) and dice.chance(0.5):
        fields["automated_decisions"] = {
            "description": f"{template.name.lower()} by score", "logic": "weighted sum of past payments",
            "article_22": True, "consequences": "refusal, or another way to pay", "ground": "contract",
            "safeguards": "a person looks at it again on request",
        }  # fmt: skip
    elif dice.chance(0.25):
        fields["automated_decisions"] = "none"
    since = as_of - dt.timedelta(days=dice.whole(60, 3600))
    if role != "processor":
        fields |= _assessment(dice, template, since, as_of)
        if dice.chance(shares.INFORMATION):
            fields["information"] = {
                "document": "policy",
                "when": dice.pick(("at sign-up", "with the form", "on the site")),
            }
    if dice.chance(0.3):
        fields["since"] = since
    return fields


def _assessment(dice: Dice, template: Template, since: dt.date, as_of: dt.date) -> dict[str, Value]:
    drawn = dice.share()
    if not template.screening:
        return {"dpia": {"required": False, "why": dice.pick(_WHY_NOT)}} if drawn < 0.3 else {}
    if drawn >= shares.SCREENED:
        return {}
    why = f"by the nature of {template.name.lower()}"
    met: dict[str, Value] = {criterion: {"met": True, "why": why} for criterion in template.screening}
    if drawn >= shares.ASSESSED:
        return {"dpia": {"required": len(met) > 1, "screening": met, "why": "screened; see the criteria"}}
    day = since - dt.timedelta(days=dice.whole(10, 200))
    if not dice.chance(shares.ASSESSED_BEFORE):
        day = min(since + dt.timedelta(days=dice.whole(20, 400)), as_of)
    made: dict[str, Value] = {
        "required": True, "screening": met, "document": f"dpia/{template.key}.pdf", "date": day,
        "sections": ["description", "necessity", "risks", "measures"],
        "residual_risk": dice.weighted((("low", 60), ("medium", 35), ("high", 5))),
    }  # fmt: skip
    if dice.chance(0.7):
        made |= {
            "review_by": max(day, as_of - dt.timedelta(days=dice.whole(200, 1200))) + dt.timedelta(days=1095),
            "dpo_advice": "proceed with the measures listed",
        }
    return {"dpia": made}
