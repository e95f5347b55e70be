"""`ropa vocabulary`: the shipped words, by key, label or alias."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from ropa.cli.output import terminal_width, write
from ropa.errors import UsageError

if TYPE_CHECKING:
    from ropa.vocabulary import Term, Vendor, Vocabulary

#: What people type, and the name of the table.
KINDS = {
    "data": "data_categories",
    "purposes": "purposes",
    "subjects": "data_subjects",
    "bases": "legal_bases",
    "conditions": "conditions",
    "measures": "measures",
    "rights": "rights",
}
VENDORS = "vendors"


@click.command(name="vocabulary", epilog="Example: ropa vocabulary data email")
@click.argument("kind", type=click.Choice([*KINDS, VENDORS]))
@click.argument("words", required=False)
def command(kind: str, words: str | None) -> None:
    """List the shipped words of one kind, or those that hold WORDS; an exact key, label or alias shows its page.

    All of it is outside knowledge with sources, and nothing that your register states.
    """
    from ropa.vocabulary import load_vocabulary

    vocabulary = load_vocabulary()
    text = _vendors(vocabulary, words) if kind == VENDORS else _terms(vocabulary, KINDS[kind], words)
    write(text, None)


def _terms(vocabulary: Vocabulary, kind: str, words: str | None) -> str:
    from ropa.formats import text_table

    terms = vocabulary.terms(kind)
    exact = vocabulary.find(kind, words) if words else None
    if exact is not None:
        return _term_page(exact, vocabulary.ancestors(kind, exact.key))
    rows = [
        (term.key, term.label, term.parent or "", term.mark or term.article, term.definition)
        for term in terms.values()
        if _holds(words, term.key, term.label, *term.aliases)
    ]
    if not rows:
        raise _nothing(words or "", terms)
    return text_table(("key", "label", "under", "law", "definition"), rows, width=terminal_width())


def _term_page(term: Term, ancestors: tuple[str, ...]) -> str:
    law = " ".join(part for part in (term.mark, term.article) if part)
    lines = [
        f"{term.key}: {term.label}",
        term.definition,
        f"under:    {' < '.join(ancestors)}" if ancestors else "",
        f"law:      {law}" if law else "",
        f"also:     {', '.join(term.aliases)}" if term.aliases else "",
        f"DPV:      {term.dpv}" if term.dpv else "",
        f"fides:    {term.fides}" if term.fides else "",
        f"source:   {term.source} (verified: {term.verified})",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _vendors(vocabulary: Vocabulary, words: str | None) -> str:
    from ropa.formats import text_table

    exact = vocabulary.find_vendor(words) if words else None
    if exact is not None:
        return _vendor_page(exact)
    rows = [
        (vendor.key, vendor.name, vendor.legal_name, vendor.country, vendor.parent_country, vendor.verified)
        for vendor in vocabulary.vendors.values()
        if _holds(words, vendor.key, vendor.name, vendor.legal_name, *vendor.aliases)
    ]
    if not rows:
        raise _nothing(words or "", vocabulary.vendors)
    heads = ("key", "name", "entity", "country", "parent in", "verified")
    return text_table(heads, rows, width=terminal_width())


def _vendor_page(vendor: Vendor) -> str:
    parent = f"{vendor.parent_company} ({vendor.parent_country})" if vendor.parent_company else ""
    facts = (
        ("entity", "legal_name", f"{vendor.legal_name} ({vendor.country})" if vendor.legal_name else ""),
        ("parent", "parent_company", parent),
        ("role", "role", f"{vendor.role}{f'; {vendor.role_note}' if vendor.role_note else ''}"),
        ("service", "service", vendor.service),
        ("data", "data", ", ".join(vendor.data)),
        ("note", "note", vendor.note),
    )
    lines = [f"{vendor.key}: {vendor.name}"]
    lines += [f"{name + ':':9} {text} [verified: {vendor.verified_of(field)}]" for name, field, text in facts if text]
    lines.append(f"source:   {vendor.source} ({vendor.checked_on.isoformat()})")
    lines.append("No entry proves a certification; look it up, and record the date.")
    return "\n".join(lines) + "\n"


def _holds(words: str | None, *names: str) -> bool:
    return words is None or any(words.casefold() in name.casefold() for name in names)


def _nothing(words: str, known: Mapping[str, object]) -> UsageError:
    from ropa.resolver.near import nearest

    return UsageError(
        f"nothing shipped is called `{words}`", near=nearest(words, known),
        next_step="Without words everything of the kind is listed; own words are welcome in a register.",
    )  # fmt: skip
