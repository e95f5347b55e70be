"""The page of purposes: each that the register names, with what serves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from ropa.language import label, listing, plural
from ropa.model.activities import Promise
from ropa.model.words import Certainty, Source
from ropa.questions.promises_words import promise_name
from ropa.reports.base import Cell, Chip, Value, cell, columns, row, table_or_note
from ropa.reports.values import mark_chips, own_mark
from ropa.site.base import Name, Page, Section
from ropa.site.linking import purpose_anchor
from ropa.site.material import Material
from ropa.site.movements import activity_names
from ropa.site.parts import names_cell
from ropa.site.sections import matter_section

_ACTIVITIES: Final = ("activities", "Activities")
_COOKIES: Final = ("cookies", "Cookies")
_PROMISES: Final = ("promises", "Promises")


class _Found(NamedTuple):
    """Purpose to its name, and to the keys or names of what names it, in the order of the register."""

    titles: dict[str, str]
    activities: dict[str, dict[str, tuple[Chip, ...]]]
    cookies: dict[str, dict[str, None]]
    promises: dict[str, dict[str, None]]


def purposes_page(material: Material) -> Page:
    """Return the purposes, each with the activities, cookies and promises that name it, by name.

    Listed are the purposes that something names and those that the register brings of its own.
    """
    titles, activities, cookies, promises = _found(material)
    # A column that would be empty is left out.
    uses: dict[tuple[str, str], dict[str, Cell]] = {
        _ACTIVITIES: {key: _activities(material, found) for key, found in activities.items()},
        _COOKIES: {key: cell(Value(text=listing(list(found)))) for key, found in cookies.items()},
        _PROMISES: {key: cell(*_promises(found)) for key, found in promises.items()},
    }
    shown = [head for head in uses if uses[head] or head == _ACTIVITIES]
    rows = [
        row(
            Value(text=titles[key], key=key, note=_meaning(material, key)),
            *(uses[head].get(key) or _dash() for head in shown),
            anchor=purpose_anchor(key),
        )
        for key in sorted(titles, key=lambda key: (titles[key].casefold(), key))
    ]
    heads = columns(("purpose", "Purpose", 34), *((*head, 66 // len(shown)) for head in shown))
    block = table_or_note("purposes", heads, rows, "No activity states a purpose.")
    return Page(path="purposes.html", nav="purposes.html", kicker=_count(titles, uses), title="Purposes",
                sections=(Section(key="all", title="All purposes", blocks=(block,)),
                          matter_section(material, "purposes.html")))  # fmt: skip


def _count(titles: Mapping[str, str], uses: Mapping[tuple[str, str], Mapping[str, Cell]]) -> str:
    """Return how many purposes there are; one that only a promise names is perhaps never pursued."""
    only = [key for key in uses[_PROMISES] if key not in uses[_ACTIVITIES] and key not in uses[_COOKIES]]
    further = f", {len(only):,} named only in promises" if only else ""
    return f"{plural(len(titles) - len(only), 'purpose')}{further}"


def _found(material: Material) -> _Found:
    register = material.register
    own = {key: item.title for key, item in register.purposes.items() if item.source is not Source.DIRECTORY}
    found = _Found(own, {}, {}, {})
    general = [("general", register.general)] if register.general else []
    for key, activity in (*register.activities.items(), *general):
        for use in activity.purposes:
            found.titles.setdefault(use.key, material.given.used(use).text)
            found.activities.setdefault(use.key, {})[key] = mark_chips(own_mark(use))
        for further in activity.further_purposes:
            found.titles.setdefault(further.purpose, register.title(further.purpose))
            found.activities.setdefault(further.purpose, {})[key] = mark_chips(own_mark(further))
    for cookie in register.cookies:
        for use in cookie.purposes:
            found.titles.setdefault(use.key, material.given.used(use).text)
            sure = cookie.certainty.at_most(use.certainty)
            mark = f" ({label(sure.value)})" if sure is not Certainty.STATED else ""
            found.cookies.setdefault(use.key, {})[f"{cookie.name or 'name not stated'}{mark}"] = None
    for promise in register.promises.values():
        for key in _named(promise):
            found.titles.setdefault(key, register.title(key))
            found.promises.setdefault(key, {})[promise_name(promise)] = None
    return found


def _named(promise: Promise) -> Iterable[str]:
    """Yield the purposes that a promise names, its exceptions included."""
    for terms in (promise.never, promise.only, promise.exceptions):
        if terms is not None:
            yield from terms.purposes


def _activities(material: Material, marks: Mapping[str, tuple[Chip, ...]]) -> Cell:
    """Return activities, each marked where it is less than stated that it has the purpose."""
    return names_cell([replace(name, chips=marks[name.key]) for name in activity_names(material, marks)])


def _promises(titles: Iterable[str]) -> list[Name]:
    return [Name(text=title, href="statements.html#promises") for title in titles]


def _meaning(material: Material, key: str) -> str:
    found = material.register.purposes.get(key)
    return found.definition if found is not None else ""


def _dash() -> Cell:
    return cell(Value(text="–", tone="aside dash"))
