"""Which values of a database are the register's own statements, and which are the shipped data's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from ropa.model import ActivityRole, OrganisationKind, Source
from ropa.store.rawrows import Raw, RawRows
from ropa.vocabulary import Term, Vendor, Vocabulary

#: Columns of an organisation that the directory can fill, with the same names there.
_FROM_DIRECTORY = ("name", "legal_name", "country")

#: Columns that say nothing of what a thing is.
_ROW = ("row_id", "at_file", "at_line", "at_column", "certainty", "stated_as", "marks", "extra", "key", "source")


class Shipped:
    """Compares rows with the shipped data."""

    def __init__(self, rows: RawRows, vocabulary: Vocabulary) -> None:
        self._rows = rows
        self._vocabulary = vocabulary

    def own_words(self, section: str) -> Mapping[str, str]:
        """Return the words behind the keys that were made of words, for a section of terms."""
        return self._own_words.get(section, {})

    @cached_property
    def _own_words(self) -> Mapping[str, Mapping[str, str]]:
        terms = {
            section: {raw.values["key"]: raw.values["name"] for raw in self._rows.of(table) if raw.values["own_words"]}
            for section, table in (("data_categories", "data_category"), ("purposes", "purpose"))
        }
        holders = (*self._rows.of("activity"), *self._rows.of("system"))
        uses = (use for raw in holders for use in raw.parts.get("measures", ()) if use.values["own_words"])
        return {**terms, "measures": {use.values["item"]: use.values["label"] for use in uses}}

    @cached_property
    def _undeclared(self) -> frozenset[str]:
        notices = (raw.values for raw in self._rows.of("notice"))
        return frozenset(values["at"] for values in notices if values["kind"] == "directory-party")

    def stated(self, section: str, raw: Raw) -> Raw | None:
        """Return what the register itself says in a row, None where that is nothing."""
        if section == "organisations":
            return self._organisation(raw)
        if section == "activities":
            return self._activity(raw)
        terms: Mapping[str, Mapping[str, Term]] = {
            "data_categories": self._vocabulary.data_categories, "purposes": self._vocabulary.purposes,
            "data_subjects": self._vocabulary.data_subjects, "measures": self._vocabulary.measures,
        }  # fmt: skip
        if section not in terms:
            return raw
        if raw.values["key"] in self.own_words(section) and raw.values.get("own_words", True):
            return None
        term = terms[section].get(raw.values["key"])
        is_shipped = raw.values["source"] == Source.DIRECTORY.value
        return None if is_shipped and term is not None and _is_as_shipped(raw, term) else raw

    def _activity(self, raw: Raw) -> Raw:
        if _source(raw, "role") != Source.DEFAULT.value or raw.values["role"] != ActivityRole.CONTROLLER.value:
            return raw
        return replace(raw, values={**raw.values, "role": None})

    def _organisation(self, raw: Raw) -> Raw | None:
        vendor = self._vocabulary.vendors.get(raw.values["directory"])
        if vendor is None:
            return raw
        filled = [
            name for name in _FROM_DIRECTORY
            if _source(raw, name) == Source.DIRECTORY.value and raw.values[name] == getattr(vendor, name)
        ]  # fmt: skip
        parts = dict(raw.parts)
        if _source(raw, "parent_company") == Source.DIRECTORY.value and _is_parent(raw, vendor):
            parts.pop("parent_company", None)
        left = replace(raw, values={**raw.values, **dict.fromkeys(filled)}, parts=parts)
        undeclared = f"organisations/{raw.values['key']}" in self._undeclared
        said = _said(left, ("directory", "kind")) or parts or raw.values["kind"] != OrganisationKind.COMPANY.value
        return None if undeclared and not said else left


def _source(raw: Raw, field: str) -> str | None:
    """Return who says a value, by its mark; None where it has none or it cannot be read."""
    try:
        mark = json.loads(raw.values["marks"] or "{}").get(field)
    except (ValueError, TypeError, AttributeError):
        return None
    return mark.get("source", Source.REGISTER.value) if isinstance(mark, dict) else None


def _is_parent(raw: Raw, vendor: Vendor) -> bool:
    rows = raw.parts.get("parent_company", [])
    there = [(row.values["name"], row.values["country"], row.values["parent"]) for row in rows]
    return there == [(vendor.parent_company or None, vendor.parent_country or None, None)]


def _is_as_shipped(raw: Raw, term: Term) -> bool:
    """Tell whether a row says what the shipped term says and nothing else."""
    shipped: dict[str, Any] = {
        "name": term.label, "definition": term.definition, "parent": term.parent, "mark_of_law": term.mark,
        "dpv": term.dpv, "aliases": list(term.aliases),
    }  # fmt: skip
    if raw.plan.table == "measure":
        shipped["kind"] = term.kind
    same = all(_value(raw, name) == (value or None) for name, value in shipped.items() if name in raw.values)
    return same and not _said(raw, (*shipped, "own_words")) and not raw.parts and not raw.lists


def _value(raw: Raw, name: str) -> Any:
    value = raw.values[name]
    try:
        return json.loads(value) if name == "aliases" and value is not None else value
    except ValueError:
        return ...


def _said(raw: Raw, besides: Iterable[str]) -> bool:
    """Tell whether a row says anything but these columns."""
    return any(value is not None for name, value in raw.values.items() if name not in (*_ROW, *besides))
