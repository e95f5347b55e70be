"""What a shell is offered after TAB: verbs, words of the vocabulary, codes of checks, keys of the register.

A shell starts the command once per TAB, so nothing here resolves a register or loads a check: keys are read from the
text of small registers, codes from the names of files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem, split_arg_string

from ropa.cli.options import default_source

#: How the shell asks; set by the scripts of `ropa completion`.
VARIABLE = "_ROPA_COMPLETE"

#: A register larger than this (bytes) is not read for its keys: TAB has to answer at once.
MOST_BYTES = 400_000

#: Options whose value is a file or folder, and no source.
_NO_SOURCE_AFTER = ("-o", "--output", "--documents", "--law", "--root")

C = TypeVar("C", bound=click.Command)

#: A candidate, and what it is.
Offer = tuple[str, str]

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CHECK = re.compile(r"(?P<code>[a-z][0-9]{3})_(?P<name>[a-z0-9_]+)")


class Words(click.ParamType[str]):
    """Text for which a shell is offered words; everything else is accepted as well."""

    name = "text"

    def __init__(self, offers: Callable[[click.Context], Iterator[Offer]]) -> None:
        """Take what yields the words; a word may come twice."""
        self._offers = offers

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """Return the words that begin so, in alphabetical order."""
        found = {word: text for word, text in self._offers(ctx) if word.startswith(incomplete)}
        return [CompletionItem(word, help=text or None) for word, text in sorted(found.items())]


class Places(click.ParamType[str]):
    """Text for which a shell offers files or folders itself."""

    name = "text"

    def __init__(self, kind: str) -> None:
        """Take `file` or `dir`."""
        self._kind = kind

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """Return the one item that leaves it to the shell."""
        return [CompletionItem(incomplete, type=self._kind)]


def completed(command: C) -> C:
    """Return the command; while a shell asks, its options know which words they take.

    In every other run nothing is changed and nothing loaded.
    """
    if os.environ.get(VARIABLE):
        for param in command.params:
            names = [name.removeprefix("--") for name in param.opts]
            offer = next((_OFFERS[name] for name in names if name in _OFFERS), None)
            if offer is not None and isinstance(param.type, click.types.StringParamType):
                param.type = offer
    return command


def _terms(*kinds: str) -> Callable[[click.Context], Iterator[Offer]]:
    """Offer shipped terms of these kinds, and what the register declares in the sections of the same names."""

    def offers(ctx: click.Context) -> Iterator[Offer]:
        from ropa.vocabulary import load_vocabulary

        vocabulary = load_vocabulary()
        for kind in kinds:
            for term in vocabulary.terms(kind).values():
                yield term.key, term.label
        yield from _declared(ctx, *kinds)

    return offers


def _keys(*sections: str) -> Callable[[click.Context], Iterator[Offer]]:
    """Offer the keys of these sections of the register; people that the format knows are among the data subjects."""

    def offers(ctx: click.Context) -> Iterator[Offer]:
        yield from _declared(ctx, *sections)

    return offers


def _declared(ctx: click.Context, *sections: str) -> Iterator[Offer]:
    """Yield the keys that the register of this command line declares in these sections, with names."""
    source = ctx.params.get("source") or _source_on_the_line()
    if not source or source == "-" or _size(Path(source)) > MOST_BYTES:
        return
    from ropa.errors import RopaError
    from ropa.readers import read_source
    from ropa.resolver.draft import Mapping

    try:
        root = read_source(str(source))
    except (RopaError, OSError):
        return  # half-written: nothing to offer, and no place to say so
    for section in sections:
        entry = root.entry(section)
        if entry is not None and isinstance(entry.value, Mapping):
            for item in entry.value.entries:
                if _KEY.fullmatch(item.key):
                    yield item.key, _name(item.value)


def _source_on_the_line() -> str:
    """Return the first word that names a file or folder to read, else the default source; empty where there is none.

    The parser gives up on a line that ends in an option without its value, which is where a shell asks.
    """
    words = split_arg_string(os.environ.get("COMP_WORDS", ""))
    for before, word in pairwise(words):
        if before not in _NO_SOURCE_AFTER and not word.startswith("-") and Path(word).exists():
            return word
    return default_source() or ""


def _size(path: Path) -> int:
    """Return the bytes of a register: of a file, or of the YAML files in a folder."""
    try:
        if path.is_dir():
            return sum(found.stat().st_size for found in path.rglob("*.y*ml"))
        return path.stat().st_size
    except OSError:
        return MOST_BYTES + 1


def _name(node: Any) -> str:
    """Return the name that an entry gives itself, fit for a terminal; empty where it has none."""
    entry = node.entry("name") if hasattr(node, "entry") else None
    text = str(getattr(entry.value if entry is not None else node, "text", ""))
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def check_codes(ctx: click.Context | None = None) -> Iterator[Offer]:  # noqa: ARG001
    """Yield the code and the name of every check, from the names of its files."""
    from importlib.resources import files

    for found in files("ropa").joinpath("checks").iterdir():
        match = _CHECK.fullmatch(found.name.removesuffix(".py"))
        if match:
            yield match["code"].upper(), match["name"].replace("_", "-")


def _to_explain(ctx: click.Context) -> Iterator[Offer]:
    """Offer what `ropa explain` knows: checks, families, items, grades, tools, regimes, answers."""
    from ropa.language import GRADES
    from ropa.language.lookup import VERDICTS
    from ropa.law import load_law

    law = load_law()
    yield from check_codes(ctx)
    yield from ((item.id, item.item) for item in law.article_items.values())
    yield from ((key, text[0]) for table in (GRADES, VERDICTS) for key, text in table.items())
    yield from ((tool.key, tool.label) for tool in law.tools.values())
    yield from ((regime.key, regime.name) for regime in law.regimes.values())


def _law_tables(ctx: click.Context) -> Iterator[Offer]:  # noqa: ARG001
    from ropa.cli.law import TABLES

    yield from ((table, "") for table in TABLES)


def _law_keys(attribute: str) -> Callable[[click.Context], Iterator[Offer]]:
    def offers(ctx: click.Context) -> Iterator[Offer]:  # noqa: ARG001
        from ropa.law import load_law

        for key, row in getattr(load_law(), attribute).items():
            yield key, str(getattr(row, "label", "") or getattr(row, "name", ""))

    return offers


def _shipped(ctx: click.Context) -> Iterator[Offer]:
    """Offer the kinds of words, and after one of them the keys of that kind."""
    from ropa.cli.vocabulary import KINDS
    from ropa.reports.vocabulary import TERM_KINDS
    from ropa.vocabulary import load_vocabulary

    said = ctx.params.get("words") or ()
    kind = said[0] if said and said[0] in KINDS else None
    if kind is None:
        yield from ((name, "") for name in KINDS)
    elif kind in TERM_KINDS:
        yield from ((term.key, term.label) for term in load_vocabulary().terms(TERM_KINDS[kind]).values())
    else:
        yield from _vendors(ctx)


def _vendors(ctx: click.Context) -> Iterator[Offer]:  # noqa: ARG001
    from ropa.vocabulary import load_vocabulary

    yield from ((vendor.key, vendor.name) for vendor in load_vocabulary().vendors.values())


_NODES = Words(_keys("organisations", "systems", "data_subjects"))

#: What is offered, by the name of an option or argument, whatever the verb.
_OFFERS: dict[str, click.ParamType[str]] = {
    "source": Places("file"),
    "output": Places("file"),
    "documents": Places("dir"),
    "law": Places("file"),
    "data": Words(_terms("data_categories")),
    "subjects": Words(_terms("data_subjects")),
    "purpose": Words(_terms("purposes")),
    "basis": Words(_terms("legal_bases")),
    "right": Words(_terms("rights")),
    "measure": Words(_terms("measures")),
    "organisation": Words(_keys("organisations")),
    "system": Words(_keys("systems")),
    "activity": Words(_keys("activities")),
    "promise": Words(_keys("promises")),
    "of": _NODES,
    "from": _NODES,
    "to": _NODES,
    "focus": _NODES,
    "set-by": _NODES,
    "code": Words(check_codes),
    "country": Words(_law_keys("countries")),
    "regime": Words(_law_keys("regimes")),
    "tool": Words(_law_keys("tools")),
    "recipient": Words(_vendors),
    "word": Words(_to_explain),
    "words": Words(_shipped),
    "table": Words(_law_tables),
}
