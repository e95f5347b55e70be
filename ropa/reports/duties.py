"""What an activity says of duties beside the record: impact assessment, information, later purposes, Article 30(5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ropa.language import day, duration, listing
from ropa.model.activities import Activity
from ropa.model.duties import FurtherPurpose, ImpactAssessment, Information, PolicyDocument, Screening
from ropa.model.words import ActivityRole
from ropa.reports.base import Field, Value, chip, field, not_stated
from ropa.reports.given import Given
from ropa.reports.values import part, parts, said, word


def dpia_values(found: ImpactAssessment | None) -> tuple[Value, ...]:
    """Return whether an impact assessment is required, why, where it is, then all else that is said of it."""
    if found is None:
        return (not_stated(),)
    text = {True: "required", False: "not required", None: "whether it is required is not stated"}[found.required]
    notes = (found.why, found.document, day(found.date))
    listed = {"required": "asks for one", "exempt": "asks for none"}.get(found.authority_list or "", "")
    named = (
        ("authority_list", f"a list of the authority {listed}" if listed else ""),
        ("list_entry", f"entry of the list: {found.list_entry}" if found.list_entry else ""),
        ("dpo_advice", f"advice of the officer: {found.dpo_advice}" if found.dpo_advice else ""),
        ("sections", f"contains: {listing([word(item) for item in found.sections])}" if found.sections else ""),
        ("residual_risk", f"risk that remains: {found.residual_risk}" if found.residual_risk else ""),
        ("consulted", f"authority consulted: {day(found.consulted)}" if found.consulted else ""),
        ("review_by", f"review by {day(found.review_by)}" if found.review_by else ""),
    )
    return (
        said(text, found, note="; ".join(note for note in notes if note)),
        *(_screening(item) for item in found.screening),
        *(part(found, name, said_text) for name, said_text in named if said_text),
    )


def _screening(item: Screening) -> Value:
    met = {True: "met", False: "not met", None: "open"}[item.met]
    return said(f"criterion {word(item.criterion)}: {met}", item, key=item.criterion, note=item.why)


def duty_fields(given: Given, activity: Activity) -> tuple[Field, ...]:
    """Return what is stated of the activity beside its letters, as far as anything is; nothing is shown as missing."""
    yes_no = {True: "yes", False: "no", None: ""}
    told = (*(_information(given, item) for item in activity.information), *_told_generally(given, activity))
    further = (_further(given, item) for item in activity.further_purposes)
    named: tuple[tuple[str, str, Iterable[Value]], ...] = (
        ("law", "Laws that allow or demand it", parts(activity, "law", activity.law)),
        ("since", "Since", (part(activity, "since", day(activity.since)),)),
        ("arrangement", "Arrangement of joint controllers (Article 26)", _arrangements(given, activity)),
        ("occasional", "Occasional (Article 30(5))", (part(activity, "occasional", yes_no[activity.occasional]),)),
        ("risk", "Likely to result in a risk (Article 30(5))", (part(activity, "risk", yes_no[activity.risk]),)),
        ("core", "Core activity (Article 37(1))", (part(activity, "core", yes_no[activity.core]),)),
        ("information", "Information of people (Articles 13, 14)", told),
        ("further_purposes", "Further purposes (Article 6(4))", further),
        ("policy_document", "Policy document (DPA 2018, Schedule 1)", _policy(activity.policy_document)),
    )  # fmt: skip
    found = ((key, title, tuple(value for value in values if value.stated)) for key, title, values in named)
    return tuple(field(key, title, *values) for key, title, values in found if values)


def _arrangements(given: Given, activity: Activity) -> Iterable[Value]:
    known = [given.register.agreements.get(key) for key in activity.arrangement]
    names = [key if item is None else item.title for key, item in zip(activity.arrangement, known, strict=True)]
    return parts(activity, "arrangement", names, keys=activity.arrangement)


def _told_generally(given: Given, activity: Activity) -> Iterable[Value]:
    """Yield how people are told whatever the activity is, marked as said of the organisation as a whole.

    Whom a processor does not know, the controller tells.
    """
    general = given.register.general
    if general is not None and not activity.is_general and activity.role is not ActivityRole.PROCESSOR:
        for item in general.information:
            value = _information(given, item)
            yield replace(value, chips=(*value.chips, chip("general")))


def _information(given: Given, item: Information) -> Value:
    known = given.register.documents.get(item.document)
    text = (known.title if known is not None else item.document) or "document not stated"
    if item.exception is not None:
        text = f"not given: {word(item.exception)}"
    notes = (
        day(item.date),
        item.when,
        f"within {duration(item.within)}" if item.within else "",
        item.why,
    )
    return said(text, item, key=item.document, note="; ".join(note for note in notes if note))


def _further(given: Given, item: FurtherPurpose) -> Value:
    notes = (
        f"since {day(item.since)}" if item.since else "",
        f"compatible: {item.compatible or not_stated().text}",
        f"people informed {day(item.informed)}" if item.informed else "people informed: not stated",
    )
    known = given.vocabulary.purposes.get(item.purpose)
    title = given.register.title(item.purpose)
    if known is not None and title == item.purpose:
        title = known.label
    return said(title, item, key=item.purpose, note="; ".join(note for note in notes if note))


def _policy(found: PolicyDocument | None) -> Iterable[Value]:
    if found is None:
        return
    followed = {True: "followed", False: f"not followed: {found.why_not or 'reason not stated'}", None: ""}
    notes = (found.document, followed[found.followed])
    yield said(found.condition or "condition not stated", found, note="; ".join(note for note in notes if note))
