"""What people type, as keys: a key, name or alias in any case, of the register first, then of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from ropa.errors import UsageError
from ropa.law.tables import fold
from ropa.model.words import Source
from ropa.questions.base import Context, Reach


class _Named(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def source(self) -> Source: ...


def data_keys(context: Context, texts: str | Sequence[str]) -> tuple[str, ...]:
    """Return the keys of data categories, each once, in the order asked.

    Raises:
        UsageError: a text is no category of the register or the vocabulary; names the nearest one.
    """
    categories = context.register.data_categories
    aliases = {alias: category.key for category in categories.values() for alias in category.aliases}

    def shipped(text: str) -> str | None:
        term = context.vocabulary.find("data_categories", text)
        return term.key if term else None

    return _keys(texts, (categories,), aliases, shipped, "a data category", "`ropa vocabulary` lists the shipped ones")


def subject_keys(context: Context, texts: str | Sequence[str]) -> tuple[str, ...]:
    """Return the keys of kinds of people, each once, in the order asked; a shipped kind may be unknown to the register.

    Raises:
        UsageError: a text is no kind of people of the register or the vocabulary; names the nearest one.
    """

    def shipped(text: str) -> str | None:
        term = context.vocabulary.find("data_subjects", text)
        return term.key if term else None

    return _keys(texts, (context.register.data_subjects,), {}, shipped, "a kind of people")


def activity_keys(context: Context, texts: str | Sequence[str]) -> tuple[str, ...]:
    """Return the keys of activities (`general` included where there is one), each once, in the order asked.

    Raises:
        UsageError: a text is no activity of the register; names the nearest one.
    """
    if not texts:
        return ()  # a register in a database need not read them
    register = context.register
    activities = dict(register.activities)
    if register.general is not None:
        activities["general"] = register.general
    return _keys(texts, (activities,), {}, lambda _: None, "an activity")


def node_key(context: Context, text: str) -> str:
    """Return the key of a kind of people, a system or an organisation; a shipped vendor may be unknown to the register.

    Raises:
        UsageError: the text is none of these; names the nearest one.
    """
    register = context.register

    def shipped(text: str) -> str | None:
        vendor = context.vocabulary.find_vendor(text)
        if vendor is not None:
            own = (key for key, item in register.organisations.items() if item.directory == vendor.key)
            return next(own, vendor.key)
        term = context.vocabulary.find("data_subjects", text)
        return term.key if term else None

    sections = (register.organisations, register.systems, register.data_subjects)
    return _keys((text,), sections, {}, shipped, "an organisation, a system or a kind of people")[0]


def purpose_keys(context: Context, texts: str | Sequence[str]) -> tuple[str, ...]:
    """Return the keys of purposes, each once, in the order asked.

    Raises:
        UsageError: a text is no purpose of the register or the vocabulary; names the nearest one.
    """
    purposes = context.register.purposes
    aliases = {alias: purpose.key for purpose in purposes.values() for alias in purpose.aliases}

    def shipped(text: str) -> str | None:
        term = context.vocabulary.find("purposes", text)
        return term.key if term else None

    return _keys(texts, (purposes,), aliases, shipped, "a purpose", "`ropa vocabulary` lists the shipped ones")


def holder_keys(
    context: Context, texts: str | Sequence[str], *, systems: bool = True, organisations: bool = True
) -> tuple[str, ...]:
    """Return the keys of systems and organisations, each once, in the order asked; a shipped vendor may be unknown.

    Raises:
        UsageError: a text is none of these; names the nearest one.
    """
    register = context.register

    def shipped(text: str) -> str | None:
        vendor = context.vocabulary.find_vendor(text) if organisations else None
        if vendor is None:
            return None
        own = (key for key, item in register.organisations.items() if item.directory == vendor.key)
        return next(own, vendor.key)

    sections: list[Mapping[str, _Named]] = [register.organisations] if organisations else []
    sections += [register.systems] if systems else []
    names = ("an organisation" if organisations else "", "a system" if systems else "")
    return _keys(texts, sections, {}, shipped, " or ".join(name for name in names if name))


def basis_keys(context: Context, texts: str | Sequence[str]) -> tuple[str, ...]:
    """Return the keys of legal bases (Article 6(1)), each once, in the order asked.

    Raises:
        UsageError: a text is none; names the nearest one.
    """
    return _shipped_keys(context, "legal_bases", texts, "a legal basis of Article 6(1)")


def right_keys(context: Context, texts: str | Sequence[str]) -> tuple[str, ...]:
    """Return the keys of rights, each once, in the order asked; the register's own key for one is understood.

    Raises:
        UsageError: a text is none; names the nearest one.
    """
    own = {key: right.right for key, right in context.register.rights.items()}
    given = (texts,) if isinstance(texts, str) else texts
    return _shipped_keys(context, "rights", [own.get(text, text) for text in given], "a right of the person")


def country_keys(context: Context, texts: str | Sequence[str]) -> tuple[str, ...]:
    """Return alpha-2 codes, `EU` or `EEA`, or what the register itself writes, each once, in the order asked.

    Raises:
        UsageError: a text is neither a country, nor a group of states, nor written in the register; names the nearest.
    """
    law = context.law
    written = {fold(item.country): item.country for item in context.register.organisations.values() if item.country}
    found: dict[str, None] = {}
    for text in (texts,) if isinstance(texts, str) else texts:
        country = law.find_country(text)
        key = law.group(text) or (country.alpha2 if country else written.get(fold(text)))
        if not key:
            names = {name: item.alpha2 for item in law.countries.values() for name in (item.alpha2, item.name)}
            raise _not_known(text, names, "a country", "Write two letters (DE), a name, or a group (EU, EEA).")
        found[key] = None
    return tuple(found)


def _shipped_keys(context: Context, kind: str, texts: str | Sequence[str], what: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in (texts,) if isinstance(texts, str) else texts:
        term = context.vocabulary.find(kind, text)
        if term is None:
            terms = context.vocabulary.terms(kind).values()
            names = {name: item.key for item in terms for name in (item.key, item.label, *item.aliases)}
            accepted = ", ".join(f"`{item.key}`" for item in terms)
            raise _not_known(text, names, what, f"Accepted: {accepted}.")
        found[term.key] = None
    return tuple(found)


def _not_known(text: str, names: Mapping[str, str], what: str, next_step: str) -> UsageError:
    from ropa.resolver.near import nearest  # needed only here

    near = nearest(text, names)
    return UsageError(
        f"`{text}` is not {what}",
        why="A key, name or alias is expected.",
        next_step=next_step,
        near=names[near] if near else None,
    )


def promise_keys(context: Context, texts: str | Sequence[str]) -> tuple[str, ...]:
    """Return the keys of promises, each once, in the order asked.

    Raises:
        UsageError: a text is no promise of the register; names the nearest one.
    """
    return _keys(texts, (context.register.promises,), {}, lambda _: None, "a promise")


def reach_of(text: str) -> Reach:
    """Return the reach of that name.

    Raises:
        UsageError: there is none.
    """
    try:
        return Reach(text)
    except ValueError:
        accepted = ", ".join(f"`{reach.value}`" for reach in Reach)
        raise UsageError(f"`{text}` is not a reach", next_step=f"Accepted: {accepted}.") from None


def count_of(paths: int) -> int:
    """Return how many paths are asked for.

    Raises:
        UsageError: fewer than one.
    """
    if paths < 1:
        raise UsageError(f"{paths} paths cannot be found", next_step="Ask for 1 or more.")
    return paths


def _keys(
    texts: str | Sequence[str],
    sections: Sequence[Mapping[str, _Named]],
    aliases: Mapping[str, str],
    shipped: Callable[[str], str | None],
    what: str,
    more: str = "",
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in (texts,) if isinstance(texts, str) else texts:
        key = _key(text, sections, aliases, shipped)
        if key is None:
            raise _unknown(text, sections, aliases, what, more)
        found[key] = None
    return tuple(found)


def _key(
    text: str,
    sections: Sequence[Mapping[str, _Named]],
    aliases: Mapping[str, str],
    shipped: Callable[[str], str | None],
) -> str | None:
    for section in sections:
        if text in section:
            return text
    wanted = fold(text)
    if not wanted:
        return None
    named = [item for section in sections for item in section.values()]
    for is_own in (True, False):  # as in the file, what the register calls something goes before what others do
        items = [item for item in named if (item.source is Source.REGISTER) is is_own]
        alike = [item for item in items if fold(item.key) == wanted] or [
            item for item in items if fold(item.name) == wanted
        ]
        if len(alike) > 1:
            keys = ", ".join(f"`{item.key}`" for item in alike)
            raise UsageError(f"`{text}` is the name of several: {keys}", next_step="Ask by key.")
        if alike:
            return alike[0].key
    for alias, key in aliases.items():
        if fold(alias) == wanted:
            return key
    return shipped(text)


def _unknown(
    text: str, sections: Iterable[Mapping[str, _Named]], aliases: Mapping[str, str], what: str, more: str
) -> UsageError:
    from ropa.resolver.near import nearest  # needed only here

    named = {name: item.key for section in sections for item in section.values() for name in (item.key, item.name)}
    known = {**aliases, **named}
    known.pop("", None)
    near = nearest(text, known)
    first = sorted(key for section in sections for key in section)[:12]
    accepted = ", ".join(f"`{key}`" for key in first)
    rest = f"; {more}" if more else ""
    return UsageError(
        f"`{text}` is not {what} of this register",
        why="A key, name or alias is expected.",
        next_step=f"Known here, among others: {accepted}{rest}." if first else "The register has none.",
        near=known[near] if near else None,
    )
