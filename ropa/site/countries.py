"""The page of countries: who is seated and what is hosted there, and how the worst flow to it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from ropa.language import plural
from ropa.model.parties import Hosting
from ropa.model.words import OrganisationKind
from ropa.reports.base import Cell, Chip, Row, Value, cell, columns, not_stated, row, table_or_note
from ropa.reports.values import country_text, mark_chips
from ropa.site.base import Name, Page, Section
from ropa.site.material import Material
from ropa.site.parts import graded_cell, names_cell
from ropa.site.sections import matter_section
from ropa.transfers.base import Transfer, worst_transfer

_LEAD: Final = (
    "Where organisations are seated and systems are hosted, and where receivers store or read what they get. The grade "
    "is that of the worst flow to the place; what is not stated may lie anywhere."
)
_HEADS: Final = columns(
    ("country", "Country or area", 24), ("transfer", "Worst transfer to it", 20),
    ("organisations", "Organisations", 32), ("systems", "Systems hosted there", 24),
)  # fmt: skip
#: Of whom no country is asked: parts of the organisation, and everybody.
_NOWHERE: Final = frozenset({OrganisationKind.INTERNAL, OrganisationKind.PUBLIC})


def countries_page(material: Material) -> Page:
    """Return the countries and areas by name, then everybody and everything whose country is not stated."""
    seated, hosted, grades = _seated(material), _hosted(material), _grades(material)
    found = {key: country_text(material.law, key) for key in (*seated, *hosted, *grades) if key}
    rows = [
        _row(material, Value(text=found[key], key=key), grades.get(key, ()), seated.get(key, {}), hosted.get(key, {}))
        for key in sorted(found, key=lambda key: (found[key].casefold(), key))
    ]
    unknown = len(seated.get("", ())) + len(hosted.get("", ()))
    if unknown or "" in grades:
        title = not_stated("Country not stated")
        named = replace(title, note=f"{unknown:,} named beside") if unknown else title
        rows.append(_row(material, named, grades.get("", ()), seated.get("", {}), hosted.get("", {})))
    block = table_or_note("countries", _HEADS, rows, "No country is stated.")
    return Page(path="countries.html", nav="countries.html", kicker=plural(len(found), "country or area",
                "countries and areas"), title="Countries", lead=_LEAD,
                sections=(Section(key="all", title="All countries and areas", blocks=(block,)),
                          matter_section(material, "countries.html")))  # fmt: skip


def _row(
    material: Material,
    place: Value,
    transfers: Iterable[Transfer],
    seated: Mapping[str, Name],
    hosted: Mapping[str, Name],
) -> Row:
    worst = worst_transfer(transfers)
    grade = cell(Value(text="no flow to it", tone="aside"))
    if worst is not None:
        grade = graded_cell(material, ((worst.grade, "", worst.regime, worst.unverified),))
    return row(place, grade, _cell(seated), _cell(hosted))


def _cell(names: Mapping[str, Name]) -> Cell:
    ordered = sorted(names.values(), key=lambda name: (name.text.casefold(), name.key))
    return names_cell(ordered) if ordered else cell(Value(text="–", tone="aside dash"))


def _seated(material: Material) -> dict[str, dict[str, Name]]:
    """Return country, empty for not stated, to the organisations there, with how surely they are."""
    found: dict[str, dict[str, Name]] = {}
    for key, item in material.register.organisations.items():
        if item.country or item.kind not in _NOWHERE:
            chips = mark_chips(item.mark("country")) if item.country else ()
            found.setdefault(item.country, {})[key] = replace(material.node(key), chips=chips)
    return found


def _hosted(material: Material) -> dict[str, dict[str, Name]]:
    """Return country, empty for not stated, to the systems that are hosted there, with how surely they are."""
    found: dict[str, dict[str, Name]] = {}
    for key, system in material.register.systems.items():
        for item in system.hosting:
            for country, chips in (hosting_places(item) or {"": ()}).items():
                found.setdefault(country, {})[key] = replace(material.node(key), chips=chips)
    return found


def hosting_places(item: Hosting) -> dict[str, tuple[Chip, ...]]:
    """Return the countries in which a host stores, with the marks of how surely it does."""
    found: dict[str, tuple[Chip, ...]] = {}
    if item.country:
        mark = item.mark("country")
        found[item.country] = mark_chips(replace(mark, certainty=mark.certainty.at_most(item.certainty)))
    for number, country in enumerate(item.locations.storage):
        mark = item.locations.marks.get(f"storage/{number}") or item.locations.mark("storage")
        found.setdefault(country, mark_chips(replace(mark, certainty=mark.certainty.at_most(item.certainty))))
    return found


def _grades(material: Material) -> dict[str, list[Transfer]]:
    """Return country, empty for not stated, to the graded flows for which it decides, or else to all its places."""
    found: dict[str, list[Transfer]] = {}
    for item in material.context.transfers:
        located = item.locations
        places = (item.country,) if item.country else ("", *located.entity, *located.storage, *located.access)
        for country in dict.fromkeys(places):
            found.setdefault(country, []).append(item)
    return found
