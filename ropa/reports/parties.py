"""Names and contact details: the organisation, joint controllers, representatives, data protection officer."""

from __future__ import annotations

from dataclasses import replace

from ropa.language import day, listing, regime_label
from ropa.model.activities import Activity
from ropa.model.base import Mark
from ropa.model.parties import Contact, Organisation, Representative
from ropa.model.words import ActivityRole, AgreementKind, RecipientRole, Source
from ropa.reports.base import Field, Value, chip, field, not_stated
from ropa.reports.given import Given
from ropa.reports.values import country_text, mark_chips, marked, own_mark, part, said


def organisation_name(organisation: Organisation) -> Value:
    """Return the name, with the citations of the entry; "not stated" where only a key is known."""
    mark = organisation.marks.get("name") or own_mark(organisation)
    return marked(organisation.name, mark, key=organisation.key)


def legal_name(organisation: Organisation) -> Value:
    """Return the name of the legal entity, or "not stated"."""
    return part(organisation, "legal_name", organisation.legal_name)


def country(given: Given, organisation: Organisation) -> Value:
    """Return the country of the contracting entity with its code, or "not stated"."""
    text = country_text(given.law, organisation.country)
    return part(organisation, "country", text, key=organisation.country)


def contact_values(organisation: Organisation) -> tuple[Value, ...]:
    """Return address, e-mail address and telephone number, those that are stated."""
    named = (("address", organisation.address), ("email", organisation.email), ("phone", organisation.phone))
    return tuple(part(organisation, name, text) for name, text in named if text)


def identity_fields(given: Given, organisation: Organisation) -> tuple[Field, ...]:
    """Return who an organisation is and how to reach it, each field stated or "not stated"."""
    return (
        field("name", "Name", organisation_name(organisation)),
        field("legal_name", "Legal entity", legal_name(organisation)),
        field(
            "registration_number",
            "Registration number",
            part(organisation, "registration_number", organisation.registration_number),
        ),
        field("country", "Country", country(given, organisation)),
        field("address", "Postal address", part(organisation, "address", organisation.address)),
        field("email", "Email", part(organisation, "email", organisation.email)),
        field("phone", "Telephone", part(organisation, "phone", organisation.phone)),
    )


def contact_text(contact: Contact) -> str:
    """Return name and contact details of a person or office in one line; empty when nothing is stated."""
    parts = (contact.name, contact.organisation, contact.address, contact.email, contact.phone)
    return ", ".join(text for text in parts if text)


def dpo(organisation: Organisation) -> Value:
    """Return the data protection officer with contact details, or "not stated"."""
    text = contact_text(organisation.dpo) if organisation.dpo else ""
    if not text and organisation.dpo_required is False:
        return part(organisation, "dpo_required", "none; said not to be required (Article 37(1))")
    required = "said to be required (Article 37(1))" if organisation.dpo_required else ""
    return part(organisation, "dpo", text, note=required)


def representatives(organisation: Organisation) -> tuple[Value, ...]:
    """Return the representatives (Article 27), or "not stated"."""
    found = tuple(
        part(organisation, "representative", contact_text(item), note=_details(item))
        for item in organisation.representative
        if contact_text(item)
    )
    why = organisation.representative_exemption
    if not found and why:
        return (part(organisation, "representative_exemption", "none", note=f"Article 27(2): {why}"),)
    return found or (not_stated(),)


def own_representatives(given: Given, own: Organisation) -> tuple[Value, ...]:
    """Return the representatives of whoever keeps the record; where none is stated, why one would be asked for or not.

    Article 27(1) asks for one only of those whose seat is outside the area; from no seat nothing follows.
    """
    found = representatives(own)
    if found[0].stated:
        return found
    if not own.country:
        return (not_stated("not stated; nor is where the seat is"),)
    areas = [given.law.area_row(regime, own.country, given.as_of) for regime in given.register.regimes]
    if not areas or None in areas:
        return found
    text = f"none stated; the seat, {country_text(given.law, own.country)}, is inside the area of the rules"
    chips = mark_chips(own.mark("country"))
    return (Value(text=text, stated=False, tone="optional", chips=chips),)


def _details(representative: Representative) -> str:
    names = [regime_label(regime) for regime in representative.for_regimes]
    texts = (
        f"for {listing(names)}" if names else "",
        f"established in {representative.country}" if representative.country else "",
        f"mandate: {representative.mandate}" if representative.mandate else "",
    )
    return "; ".join(text for text in texts if text)


def party_line(given: Given, key: str) -> str:
    """Return name, legal entity, country and contact details of a party in one line."""
    found = given.register.organisations.get(key)
    if found is None:
        return given.register.title(key)
    legal = found.legal_name if found.legal_name != found.name else ""
    place = country_text(given.law, found.country)
    parts = (found.title, legal, found.address, place, found.email, found.phone)
    return ", ".join(text for text in parts if text)


def joint_controllers(given: Given, activity: Activity) -> tuple[Value, ...]:
    """Return the joint controllers of an activity: those named, then receivers in that role (marked derived)."""
    register = given.register
    found = {
        use.key: said(party_line(given, use.key), use, key=use.key, note=_arrangement(given, use.key))
        for use in activity.joint_with
    }
    for flow in activity.flows:
        key = register.party_of(flow.target)
        if flow.role is RecipientRole.JOINT_CONTROLLER and key not in found and key != register.organisation:
            mark = Mark(certainty=flow.certainty, cites=flow.cites)
            found[key] = marked(
                party_line(given, key), mark, key=key, note=_arrangement(given, key), chips=(chip("derived"),)
            )
    return tuple(found.values()) or (_no_joint_controller(activity),)


def _no_joint_controller(activity: Activity) -> Value:
    """Return that none is stated; a role that is written leaves no room for one, any other role leaves it open."""
    mark = activity.mark("role")
    if activity.role is ActivityRole.JOINT_CONTROLLER:
        return not_stated()
    if mark.source is Source.DEFAULT:
        return not_stated("not stated; nor is the role")
    return Value(text="none stated; the role is controller", stated=False, tone="optional", chips=mark_chips(mark))


def _arrangement(given: Given, key: str) -> str:
    found = [
        agreement
        for agreement in given.register.agreements.values()
        if agreement.kind is AgreementKind.JOINT_CONTROLLER and key in agreement.between
    ]
    if not found:
        return "arrangement (Article 26): not stated"
    names = [f"{item.title}{', signed ' + day(item.signed) if item.signed else ''}" for item in found]
    return f"arrangement (Article 26): {listing(names)}"


def keeper_fields(given: Given, key: str, title: str) -> tuple[Field, ...]:
    """Return who keeps the record: name and entity under `title`, contact, representative, officer."""
    own = given.register.organisations.get(given.register.organisation)
    if own is None:
        own = Organisation(key=given.register.organisation, source=Source.DEFAULT)
    names = [organisation_name(own)]
    if own.legal_name and own.legal_name != own.name:
        names.append(replace(legal_name(own), note="legal entity"))
    return (
        field(key, title, *names),
        field("contact", "Contact details", *contact_values(own)),
        field("representative", "Representative", *own_representatives(given, own)),
        field("data_protection_officer", "Data protection officer", dpo(own)),
    )


def controller_fields(given: Given, activity: Activity) -> tuple[Field, ...]:
    """Return the fields of letter (a) of Article 30(1) for an activity."""
    name, contact, representative, officer = keeper_fields(given, "controller", "Controller")
    joint = field("joint_controllers", "Joint controllers", *joint_controllers(given, activity))
    return (name, contact, joint, representative, officer)
