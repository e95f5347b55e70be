"""Shipped words for a terminal: a page for what was found exactly, else a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.formats.base import Paint, one_line, plain
from ropa.formats.table import text_table, wrap, wrapped
from ropa.reports.vocabulary import VENDORS, VocabularyView, Word
from ropa.vocabulary import Term, Vendor

#: Further keys that a page lists before it says how many more there are.
_MOST_OTHERS = 12

#: Width of the names of the lines of a page.
_NAMES = 11


def vocabulary_text(view: VocabularyView, *, width: int, paint: Paint = plain) -> str:
    """Return the pages or tables, ending in one line feed.

    Args:
        width: columns of the terminal. paint: makes headings stand out.
    """
    if view.match == "exact":
        blocks = [_page(word, width, paint) for word in view.found]
        if view.others:
            blocks.append(wrapped(_others(view), width))
        return "\n\n".join(blocks) + "\n"
    blocks = []
    if view.match == "near":
        blocks.append(wrapped(f"Nothing is called `{one_line(view.asked)}`; nearest to it:", width))
    if view.match == "definition":
        blocks.append(wrapped(f"No name holds `{one_line(view.asked)}`; these definitions do:", width))
    if view.match == "some":
        blocks.append(wrapped(f"Nothing is called `{one_line(view.asked)}`; these have one of the words:", width))
    several = len({word.kind for word in view.found}) > 1
    terms = [word for word in view.found if word.kind != VENDORS]
    vendors = [word for word in view.found if word.kind == VENDORS]
    blocks += [_table(words, several, width, paint) for words in (terms, vendors) if words]
    return "\n\n".join(blocks) + "\n"


def kinds_text(counts: Sequence[tuple[str, int]], compiled: str, *, width: int, paint: Paint = plain) -> str:
    """Return what kinds of words there are, and how to look them up; ends with a line feed."""
    table = text_table(("kind", "words"), [(kind, str(count)) for kind, count in counts], width=width, paint=paint)
    ends = (
        "`ropa vocabulary KIND` lists a kind, `ropa vocabulary WORDS` looks words up in all of them.",
        "All of it is outside knowledge with sources, and nothing that your register states.",
    )
    return f"{wrapped(f'The shipped words, compiled {compiled}.', width)}\n\n{table}\n" + "".join(
        f"{wrapped(end, width)}\n" for end in ends
    )


def _table(words: Sequence[Word], several: bool, width: int, paint: Paint) -> str:
    heads: tuple[str, ...] = ("key", "label", "under", "law", "definition")
    if words[0].kind == VENDORS:
        heads = ("key", "name", "entity", "country", "parent in", "verified")
    rows = [(*((word.kind,) if several else ()), *_cells(word)) for word in words]
    heads = ("kind", *heads) if several else heads
    # Keys are copied into registers: they are cut only where a terminal is narrower than they are.
    return text_table(heads, rows, width=width, keep=heads.index("key") + 1, paint=paint).rstrip("\n")


def _cells(word: Word) -> tuple[str, ...]:
    entry = word.entry
    if isinstance(entry, Vendor):
        return (entry.key, entry.name, entry.legal_name, entry.country, entry.parent_country, entry.verified)
    return (entry.key, entry.label, entry.parent or "", entry.mark or entry.article, entry.definition)


def _page(word: Word, width: int, paint: Paint) -> str:
    lines = _vendor_lines(word.entry) if isinstance(word.entry, Vendor) else _term_lines(word, word.entry)
    head = "\n".join(paint(line, "head") for line in wrapped(f"{word.key}: {word.label}", width).split("\n"))
    shown = [head]
    if isinstance(word.entry, Term):
        shown.append(wrapped(word.entry.definition, width))
    shown += [_line(name, text, width, paint) for name, text in lines if text]
    if isinstance(word.entry, Vendor):
        shown.append(wrapped("No entry proves a certification; look it up, and record the date.", width))
    return "\n".join(shown)


def _line(name: str, text: str, width: int, paint: Paint) -> str:
    first = f"{name + ':':{_NAMES}}"
    lines = wrap(one_line(text), max(width - _NAMES, 20))
    return "\n".join(
        f"{paint(first, 'faint') if not place else ' ' * _NAMES}{line}" for place, line in enumerate(lines)
    )


def _term_lines(word: Word, term: Term) -> Iterable[tuple[str, str]]:
    return (
        ("kind", word.kind),
        ("under", " < ".join(word.parents)),
        ("narrower", ", ".join(word.children)),
        ("law", " ".join(part for part in (term.mark, term.article) if part)),
        ("type", term.kind),
        ("applies", ", ".join(term.applies)),
        ("limits", ", ".join(term.limits)),
        ("screening", f"{', '.join(word.criteria)} (WP 248; a reading)" if word.criteria else ""),
        ("also", ", ".join(term.aliases)),
        ("DPV", term.dpv),
        ("fides", term.fides),
        ("source", f"{term.source} (verified: {term.verified})"),
    )


def _vendor_lines(vendor: Vendor) -> Iterable[tuple[str, str]]:
    parent = f"{vendor.parent_company} ({vendor.parent_country})" if vendor.parent_company else ""
    facts = (
        ("entity", "legal_name", f"{vendor.legal_name} ({vendor.country})" if vendor.legal_name else ""),
        ("parent", "parent_company", parent),
        ("role", "role", f"{vendor.role}{f'; {vendor.role_note}' if vendor.role_note else ''}"),
        ("service", "service", vendor.service),
        ("data", "data", ", ".join(vendor.data)),
        ("as keys", "data_categories", ", ".join(vendor.data_categories)),
        ("DPF", "dpf", vendor.dpf + (f", {vendor.dpf_entity}" if vendor.dpf_entity else "")),
        ("hosts", "domains", ", ".join(vendor.domains)),
        ("also", "aliases", ", ".join(vendor.aliases)),
        ("note", "note", vendor.note),
    )
    yield ("write", f"{vendor.key}: {{directory: {vendor.key}}}")
    for name, field, text in facts:
        yield (name, f"{text} [verified: {vendor.verified_of(field)}]" if text else "")
    yield ("source", f"{vendor.source} ({vendor.checked_on.isoformat()})")


def _others(view: VocabularyView) -> str:
    """Return the keys of words whose names only hold what was asked."""
    shown = [word.key for word in view.others[:_MOST_OTHERS]]
    more = len(view.others) - len(shown)
    return f"Names that hold `{one_line(view.asked)}` as well: {', '.join(shown)}{f' and {more} more' if more else ''}."
