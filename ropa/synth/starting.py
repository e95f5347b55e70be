"""The register with which people begin: what they said, and comments that teach the format.

Nothing is put into it that nobody said. What is not known yet stands there as an example behind a `#`, which resolves
as well when the `#` is taken away.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ropa.errors import UsageError
from ropa.law import Law
from ropa.resolver.near import mistyped, nearest, slug
from ropa.synth import starting_texts as texts
from ropa.synth.yaml_out import Value, inline, scalar
from ropa.vocabulary import Vocabulary

#: Keys that the format reads as words, and those of its sections of people and vendors: no organisation gets them.
_WORDS = {"all", "everything", "general", "none", "outside", "own-systems", "register"}
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: `2 years`, `30 days after the last order`, `P2Y`.
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_PERIOD = re.compile(
    r"(?:(?P<iso>P\d+[DWMY])|(?P<number>\d{1,4})\s*(?P<unit>day|week|month|year)s?)"
    r"(?:\s+(?:after|from|since)\s+(?:the\s+)?(?P<trigger>\S.*))?", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StartActivity:
    """An activity as people tell it; what they did not tell is empty.

    Attributes:
        purposes, subjects, data: names, keys or own words. system: name of the place where the data are kept.
        recipients: names; the word `none` alone says that there are none. basis: of Article 6(1).
        keep: `2 years after the last order`, or a criterion in words.
    """

    name: str
    purposes: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    system: str = ""
    recipients: tuple[str, ...] = ()
    basis: str = ""
    keep: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is known of an organisation when its register begins; what is not is empty.

    Attributes:
        country: a code or a name. as_of: the day on which it is true.
    """

    name: str
    as_of: dt.date
    country: str = ""
    email: str = ""
    officer: str = ""
    officer_email: str = ""
    activities: tuple[StartActivity, ...] = ()


def country_of(law: Law, text: str) -> str:
    """Return the code of a country that people name; empty for empty text.

    Raises:
        UsageError: no country has that code or name.
    """
    if not text.strip():
        return ""
    found = law.find_country(text.strip())
    if found is None:
        near = nearest(text, [country.name for country in law.countries.values()])
        raise UsageError(
            f"`{text}` is no country", near=near,
            next_step="Write two letters (IE) or the English name (Ireland).",
        )  # fmt: skip
    return found.alpha2


def term_of(vocabulary: Vocabulary, kind: str, text: str) -> str:
    """Return the shipped key for what people call it; their own words where nothing shipped is like them.

    Args:
        kind: `data_categories`, `purposes`, `data_subjects` ...

    Raises:
        UsageError: it is much like a shipped word, probably mistyped; or a word that the format reads otherwise.
    """
    words = " ".join(text.split())
    found = vocabulary.find(kind, words)
    if found is not None:
        return found.key
    if words.casefold() in _WORDS:
        raise UsageError(f"`{words}` names nothing in particular", next_step="Name it, or leave it out.")
    terms = vocabulary.terms(kind)
    known = {name for term in terms.values() for name in (term.key, term.label, *term.aliases)}
    near = mistyped(words, sorted(known))
    if near is not None:
        raise UsageError(
            f"`{words}` is not known, but much like a word that is", near=near,
            next_step=f"`ropa vocabulary {words}` shows what is known; own words may be quite different.",
        )  # fmt: skip
    return words


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a register.

    Attributes:
        file: of a folder, in which it would stand. section: its name, empty where the text has its own.
        comment: what stands before the section; text: what stands in it.
    """

    file: str
    section: str
    comment: str
    text: str


def starting_register(start: Start, vocabulary: Vocabulary, law: Law) -> tuple[Part, ...]:
    """Return a register in parts, to be written as one file or as a folder; both resolve without a problem.

    Raises:
        UsageError: the country is not known, or a word is probably mistyped.
    """
    plan = _Plan(start, vocabulary, law)
    activities = plan.activities or {"first": texts.EXAMPLE.replace("OWN", plan.own)}
    return (
        Part("register.yaml", "", texts.HEAD, "".join(_register(plan))),
        Part("organisations.yaml", "organisations", texts.ORGANISATIONS, "".join(_organisations(plan))),
        Part("systems.yaml", "data_subjects", texts.SUBJECTS, _entries(plan.subjects) + plan.examples(texts.SUBJECT)),
        Part("systems.yaml", "systems", texts.SYSTEMS, _entries(plan.systems) + plan.examples(texts.SYSTEM)),
        *(Part(f"activities/{key}.yaml", "activities", texts.ACTIVITIES, text) for key, text in activities.items()),
        Part("general.yaml", "general", texts.GENERAL, texts.GENERAL_EXAMPLES),
    )


def as_file(parts: Iterable[Part]) -> str:
    """Return the parts as one file; each section begins once."""
    made, before = "", ""
    for part in parts:
        made += part.text if part.section and part.section == before else _opened(part)
        before = part.section
    return made


def as_folder(parts: Iterable[Part]) -> Mapping[str, str]:
    """Return the text of each file of a folder, by its path in it."""
    made: dict[str, str] = {}
    for part in parts:
        made[part.file] = made.get(part.file, "") + _opened(part)
    return {file: text.lstrip("\n") for file, text in made.items()}


def _opened(part: Part) -> str:
    return f"{part.comment}{f'{part.section}:{chr(10)}' if part.section else ''}{part.text}"


def _entries(entries: Mapping[str, Mapping[str, Value]]) -> str:
    return "".join(f"  {key}: {inline(entry)}\n" for key, entry in entries.items())


class _Plan:
    """What was told, with keys: organisations, people and systems, each declared once."""

    def __init__(self, start: Start, vocabulary: Vocabulary, law: Law) -> None:
        self.start = start
        self.country = country_of(law, start.country)
        self._vocabulary = vocabulary
        self._taken = {*_WORDS, *vocabulary.data_subjects, *vocabulary.vendors}
        self._keys: dict[tuple[str, str], str] = {}
        self.own = self._new_key(start.name, "organisation")
        self.organisations: dict[str, Mapping[str, Value]] = {}
        self.subjects: dict[str, Mapping[str, Value]] = {}
        self.systems: dict[str, Mapping[str, Value]] = {}
        self.activities: dict[str, str] = {}
        taken: set[str] = {"general"}
        for activity in start.activities:
            key = _unlike(_key(activity.name, "activity"), taken)
            taken.add(key)
            self.activities[key] = "".join(self._activity(key, activity))

    def examples(self, text: str) -> str:
        """Return examples of a section without those whose keys are taken: taking their `#` away would be a mistake."""
        declared = {*self.organisations, *self.subjects, *self.systems}
        lines = text.replace("OWN", self.own).splitlines(keepends=True)
        return "".join(line for line in lines if line.partition(":")[0].removeprefix("  # ") not in declared)

    def _activity(self, key: str, told: StartActivity) -> Iterator[str]:
        data = [term_of(self._vocabulary, "data_categories", text) for text in told.data]
        purposes = [term_of(self._vocabulary, "purposes", text) for text in told.purposes]
        subjects = [self._subject(text) for text in told.subjects]
        yield f"  {key}:\n    name: {scalar(told.name)}\n"
        yield _or_example(
            "role", "controller", "", "controller, joint-controller or processor: yours, in this activity"
        )
        yield _or_example("purposes", "[direct-marketing]", purposes, "why; `ropa vocabulary purposes WORD`")
        basis = [told.basis] if told.basis else []
        yield _or_example("legal_basis", "[{basis: consent, form: opt-in}]", basis, "Article 6(1)")
        yield from self._flows(told, subjects, data)
        rule = _retention(told.keep)
        example = "[{data: everything, trigger: last contact, period: P2Y, disposal: erase}]"
        yield _or_example("retention", example, [rule] if rule else [], "P2Y is two years; or `criterion:` in words")
        yield _or_example("measures", "[access-control, encryption-in-transit]", [], "how data are protected")

    def _flows(self, told: StartActivity, subjects: list[str], data: list[str]) -> Iterator[str]:
        """Yield who gives data to whom; what cannot be said in arrows yet stands in plain lists."""
        none = [text.strip().casefold() for text in told.recipients] == ["none"]
        receivers = [] if none else [self._organisation(text) for text in told.recipients]
        if told.system and subjects:
            system = self._system(told.system)
            yield f"    flows:{' ' * 28}# FROM -> TO: [data], one line for each\n"
            for subject in subjects:
                ends = f"      - {subject} -> {system}"
                yield f"{ends}: {inline(data)}\n" if data else f"{ends}\n"
            source, target = system, next(iter(receivers), "")
            if target:
                yield f"      # - {source} -> {target}: {{data: [email-address], as: processor}}\n"
        else:
            if told.system:
                self._system(told.system)
            yield _or_example("data_subjects", "[customer]", subjects, "whose data; `ropa vocabulary subjects`")
            yield _or_example("data", "[name, email-address]", data, "which data; `ropa vocabulary data WORD`")
        said: Value = "none" if none else receivers
        yield _or_example("recipients", "none", said, "who else gets data; arrows under `flows` say which")
        if not ((told.system and subjects) or none):
            yield texts.FLOWS.replace("OWN", self.own)

    def _subject(self, text: str) -> str:
        term = term_of(self._vocabulary, "data_subjects", text)
        if term in self._vocabulary.data_subjects:
            return term
        return self._declare("subject", text, self.subjects, {"name": " ".join(text.split())})

    def _system(self, text: str) -> str:
        return self._declare("system", text, self.systems, {"name": " ".join(text.split()), "operator": self.own})

    def _organisation(self, text: str) -> str:
        vendor = self._vocabulary.find_vendor(text)
        if vendor is not None:
            self.organisations.setdefault(vendor.key, {"directory": vendor.key})
            return vendor.key
        return self._declare("recipient", text, self.organisations, {"name": " ".join(text.split())})

    def _declare(
        self, kind: str, text: str, section: dict[str, Mapping[str, Value]], entry: Mapping[str, Value]
    ) -> str:
        """Return the key of what has that name, declared once."""
        known = (kind, text.casefold().strip())
        if known not in self._keys:
            self._keys[known] = self._new_key(text, kind)
            section[self._keys[known]] = entry
        return self._keys[known]

    def _new_key(self, text: str, otherwise: str) -> str:
        key = _unlike(_key(text, otherwise), self._taken)
        self._taken.add(key)
        return key


def _key(text: str, otherwise: str) -> str:
    """Return a key made from a name; a plain word where the name has no letter that keys can have."""
    key = slug(text)[:40].strip("-")
    if not _KEY.fullmatch(key) or key == "unnamed":
        return otherwise
    # `no` and `007` are keys, but other YAML readers take them for a truth value and a number.
    return key if scalar(key) == key and key[0].isalpha() else f"{otherwise}-{key}"


def _unlike(key: str, taken: set[str]) -> str:
    found, number = key, 1
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    return found


def _retention(text: str) -> Mapping[str, Value]:
    """Return the rule that people mean: a period where it is one, else a criterion."""
    words = " ".join(text.split())
    if not words:
        return {}
    match = _PERIOD.fullmatch(words)
    if match is None:
        return {"data": "everything", "criterion": words}
    period = match["iso"].upper() if match["iso"] else f"P{int(match['number'])}{_UNITS[match['unit'].lower()]}"
    trigger: dict[str, Value] = {"trigger": match["trigger"]} if match["trigger"] else {}
    return {"data": "everything", **trigger, "period": period}


def _or_example(field: str, example: str, said: Value, comment: str) -> str:
    """Return a field as it was told, or else an example of it behind a `#`."""
    line = f"    {field}: {inline(said)}" if said else f"    # {field}: {example}"
    return f"{line}{' ' * max(2, 38 - len(line))}# {comment}\n"


def _register(plan: _Plan) -> Iterator[str]:
    start = plan.start
    yield f"ropa: 1\nregister:\n  name: {scalar(start.name)}\n"
    yield f"  organisation: {plan.own}    # whose record this is: a key under `organisations`\n"
    yield f"  as_of: {start.as_of.isoformat()}             # the day on which all of this was true\n"
    yield texts.REGISTER


def _organisations(plan: _Plan) -> Iterator[str]:
    start = plan.start
    yield f"  {plan.own}:\n    name: {scalar(start.name)}\n"
    yield "    # legal_name: Corner Shop Ltd    # as in the company register\n"
    no_country = "    # country: IE                 # of its seat, two letters\n"
    yield f"    country: {scalar(plan.country)}\n" if plan.country else no_country
    yield '    # address: "1 Quay Street, Cork"\n'
    yield f"    email: {scalar(start.email)}\n" if start.email else "    # email: privacy@shop.example\n"
    officer = {name: text for name, text in (("name", start.officer), ("email", start.officer_email)) if text}
    yield f"    dpo: {inline(officer)}\n" if officer else "    # dpo: {name: A. Officer, email: dpo@shop.example}\n"
    yield _entries(plan.organisations)
    yield plan.examples(texts.OTHERS)
