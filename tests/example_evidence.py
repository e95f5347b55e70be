"""What each stated fact of an example register could be recognised by in the lines that it cites.

A fact is recognised when one of the words it is known by (its name, the aliases of the vocabulary, the words of the
source that it gives) begins like a word of its lines; a literal value (an address, a number, a country, a period) only when the
lines hold it as it is. What cannot be recognised so has to be listed in `cases/example_evidence.yaml` with the words
of the lines on which it rests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ropa.checks import Subject
from ropa.checks.evidence import Statement, lines_of, statements
from ropa.checks.quoting import plain
from ropa.model import Register
from ropa.model.activities import (
    AutomatedDecisions,
    Cookie,
    Flow,
    LegalBasis,
    LegitimateInterests,
    Mandatory,
    Pair,
    Promise,
    Retention,
    Right,
    Terms,
)
from ropa.model.base import Entity, Mark, Use
from ropa.model.parties import Hosting, Organisation
from ropa.model.register import Lost
from ropa.model.terms import Claim, DataCategory
from ropa.model.words import Certainty
from ropa.workspace import Workspace

#: Words so common in these texts that they prove nothing.
_COMMON_WORDS = """
a all an and any are as at be but by called can data for from has have how if in information into is it its kind kinds
may more need needs no none not of on one only or other others our out own people person personal said service services
so such that the their them these they this to up use used uses using via we what when where which while who with you
your
"""
COMMON = frozenset(_COMMON_WORDS.split())
#: The root of the tree of data: any word for it will do, and no other.
ROOT = "personal-data"
ROOT_WORDS = ("personal", "information", "data", "details")
#: Fields whose value is copied and not described: all its words stand in the lines, in whatever order.
LITERAL = ("address", "email", "legal_name", "phone", "registration_number", "website")
#: How many letters of a word are compared.
LETTERS = 5


class Fact(NamedTuple):
    """One stated fact: where, what, the lines that it cites, and whether it is recognised in them."""

    at: str
    what: str
    lines: tuple[str, ...]
    recognised: bool


def facts_of(workspace: Workspace) -> Iterator[Fact]:
    """Yield every stated fact of a register whose documents are at hand, in file order."""
    for statement, lines in stated(workspace):
        yield from recognise(workspace, statement, lines)


def stated(workspace: Workspace) -> Iterator[tuple[Statement, tuple[str, ...]]]:
    """Yield every statement that is stated in so many words, with the lines that it cites."""
    subject = workspace_subject(workspace)
    for statement in statements(workspace.register):
        if statement.certainty is Certainty.STATED and not is_no_fact(statement):
            yield statement, lines_of(subject, statement) or ()


def workspace_subject(workspace: Workspace) -> Subject:
    """Return what checks are given for a workspace."""
    return Subject(
        register=workspace.register,
        law=workspace.law,
        vocabulary=workspace.vocabulary,
        as_of=workspace.as_of,
        documents=workspace.documents,
    )


def is_no_fact(statement: Statement) -> bool:
    """Tell what needs no lines of its own: terms and lost parts belong to what they are in, claims of shipped terms too.

    Marks are looked at for literal values only; how they are called in the register, nobody can look up.
    """
    value = statement.value
    if isinstance(value, DataCategory) and value.declared is not None and not value.cites:
        return True
    return isinstance(value, (Terms, Lost))


def recognise(workspace: Workspace, statement: Statement, lines: tuple[str, ...]) -> Iterator[Fact]:
    """Yield the facts of one statement: the thing itself, and for a flow whoever outside is at its ends."""
    value, register = statement.value, workspace.register
    if isinstance(value, Mark):
        yield from literal(workspace, statement, lines)
        return
    if isinstance(value, Flow):
        for end in (value.source, value.target):
            party = register.party_of(end)
            if party in register.organisations and not register.is_internal(party):
                known = [register.title(end), register.title(party), statement.stated_as]
                yield Fact(statement.at, end, lines, begins_alike(known, lines))
        return
    if isinstance(value, Retention) and value.period:
        numbers = re.findall(r"\d+", value.period)
        yield Fact(statement.at, value.period, lines, all(number in words_of(lines) for number in numbers))
    if isinstance(value, Right) and value.within:
        numbers = re.findall(r"\d+", value.within)
        yield Fact(statement.at, value.within, lines, all(number in words_of(lines) for number in numbers))
    names = known_by(workspace, value)
    if names is not None:
        what = name_of(value)
        root = isinstance(value, Pair) and value.data == ROOT and any(word in words_of(lines) for word in ROOT_WORDS)
        yield Fact(statement.at, what, lines, root or begins_alike([*names, statement.stated_as], lines))


def name_of(value: object) -> str:
    """Return a short name of what a part of the model says, to tell several at one address apart."""
    if isinstance(value, Retention):
        return value.criterion or value.trigger or ", ".join(value.data)
    name = getattr(value, "data", None) if isinstance(value, Pair) else getattr(value, "key", None)
    return name or type(value).__name__.lower()


def literal(workspace: Workspace, statement: Statement, lines: tuple[str, ...]) -> Iterator[Fact]:
    """Yield the literal value that a mark is of, where it is one."""
    section, _, rest = statement.at.partition("/")
    key, _, field = rest.partition("/")
    owner = getattr(workspace.register, section, {}).get(key) if section == "organisations" else None
    if not isinstance(owner, Organisation):
        return
    if field in LITERAL:
        parts = plain(getattr(owner, field)).replace(",", " ").split()
        text = plain(" ".join(lines)).replace(",", " ")
        yield Fact(statement.at, field, lines, all(part in text for part in parts))
    elif field == "country":
        country = workspace.law.countries.get(owner.country)
        yield Fact(statement.at, field, lines, (country.name if country else owner.country) in " ".join(lines))


def known_by(workspace: Workspace, value: object) -> list[str] | None:
    """Return the words that a part of the model is known by, None for one that needs none."""
    register = workspace.register
    if isinstance(value, Pair):
        return None if value.data is None else term_words(workspace, "data_categories", value.data)
    if isinstance(value, Use):
        kinds = ("purposes", "data_categories", "measures", "data_subjects")
        found = [word for kind in kinds for word in term_words(workspace, kind, value.key)]
        return [value.label, register.title(value.key), *found]
    if isinstance(value, LegalBasis):
        return [*term_words(workspace, "legal_bases", value.basis.value), value.law]
    if isinstance(value, Right):
        return term_words(workspace, "rights", value.right)
    if isinstance(value, Retention):
        data = [word for key in value.data for word in term_words(workspace, "data_categories", key)]
        return [value.criterion, value.trigger, *data]
    if isinstance(value, Promise):
        return promise_words(workspace, value)
    if isinstance(value, Cookie):
        data = [word for key in value.data for word in term_words(workspace, "data_categories", key)]
        uses = [word for use in value.purposes for word in term_words(workspace, "purposes", use.key)]
        return [value.name, *data, *uses]
    return described_by(register, value)


def described_by(register: Register, value: object) -> list[str] | None:
    """Return the words of a part of the model that is described in words."""
    if isinstance(value, AutomatedDecisions):
        return ["automated decisions", value.description]
    if isinstance(value, LegitimateInterests):
        return [value.interest]
    if isinstance(value, Mandatory):
        return [value.otherwise]
    if isinstance(value, Hosting):
        return [register.title(value.by)]
    if isinstance(value, Claim):
        return [value.value]
    return [value.name] if isinstance(value, Entity) else None


def promise_words(workspace: Workspace, promise: Promise) -> list[str]:
    """Return the words that what a promise is about is known by."""
    found: list[str] = []
    for terms in (promise.never, promise.only, promise.exceptions):
        if terms is not None:
            found += [word for key in terms.data for word in term_words(workspace, "data_categories", key)]
            found += [word for key in terms.purposes for word in term_words(workspace, "purposes", key)]
            parties = (*terms.to, *terms.recipients, *terms.sources, *terms.read_by, *terms.subjects)
            found += [workspace.register.title(key) for key in parties]
            found += terms.countries
    return found


def term_words(workspace: Workspace, kind: str, key: str) -> list[str]:
    """Return name and aliases of a term, of the register and of the vocabulary, and of the items it consists of."""
    found = []
    declared = getattr(workspace.register, kind, {}).get(key)
    if declared is not None:
        found += [declared.title, *getattr(declared, "aliases", ())]
        for item in getattr(declared, "consists_of", ()):
            found += term_words(workspace, kind, item)
    shipped = getattr(workspace.vocabulary, kind).get(key)
    if shipped is not None:
        found += [shipped.label, *shipped.aliases]
    return found


def words_of(texts: tuple[str, ...] | list[str]) -> set[str]:
    """Return the words of some texts as they are compared."""
    return {word for text in texts for word in re.findall(r"[^\W_]+", plain(text).replace("'", ""))}


def begins_alike(known: list[str], lines: tuple[str, ...]) -> bool:
    """Tell whether a word that proves something begins like a word of the lines.

    Short words (IP, EU) have to be the same.
    """
    mine = words_of(known) - COMMON
    theirs = words_of(lines)
    beginnings = {word.removesuffix("s")[:LETTERS] for word in theirs if len(word) > 3}
    return bool(mine & theirs) or any(word.removesuffix("s")[:LETTERS] in beginnings for word in mine if len(word) > 3)


def open_example(folder: Path, seeds: Path) -> Workspace:
    """Return the workspace of an example with the source texts."""
    import ropa

    return ropa.open(folder, documents=seeds)
