"""Which criteria for a high risk a register shows of an activity by itself (Article 35(1), WP 248).

What shows a criterion is data of the vocabulary (`screening`, the marks of law, vulnerable kinds of people) with a
source. Large scale, new technology and what deprives people of a service are for a person to say: no number and no
list of the law decides them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from ropa.checks.base import Subject
from ropa.checks.bases import CRIMINAL, SPECIAL, cites_of, marks_of_law, purposes_of
from ropa.checks.duties import indirect, people_give
from ropa.checks.facts import is_said, pairs_of, subjects_of
from ropa.language import label, number, plural
from ropa.model.activities import Activity
from ropa.model.base import Cite, Sourced
from ropa.model.terms import ancestors
from ropa.model.words import Certainty
from ropa.model.words import ScreeningCriterion as Criterion

#: Kind of a data subject of the vocabulary.
_VULNERABLE = "vulnerable"

#: In the words of the criterion: data under Articles 9 and 10.
_MARKS = {SPECIAL: "Article 9", CRIMINAL: "Article 10"}


class Sign(NamedTuple):
    """What the register says that speaks for one criterion.

    Attributes:
        why: in words, for a message. cites: where the register has it from.
        sure: False where a person still has to say whether it amounts to the criterion.
        marked: True for data under Articles 9 and 10.
    """

    criterion: Criterion
    why: str
    cites: tuple[Cite, ...] = ()
    sure: bool = True
    marked: bool = False


class Screener:
    """Reads the signs of the activities of one register; what several of them need is worked out once."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._register = subject.register
        self._criteria_of = cache(self._find_criteria)

    def signs(self, activity: Activity) -> tuple[Sign, ...]:
        """Return every sign of an activity, each once, in the order of the criteria and then of the words."""
        found = [
            *self._of_data(activity),
            *self._of_purposes(activity),
            *self._of_people(activity),
            *self._of_decisions(activity),
            *self._of_sources(activity),
        ]
        surest: dict[tuple[Criterion, str], Sign] = {}
        for sign in found:
            known = surest.get((sign.criterion, sign.why))
            if known is None or (sign.sure and not known.sure):
                surest[sign.criterion, sign.why] = sign
        order = list(Criterion)
        return tuple(surest[key] for key in sorted(surest, key=lambda key: (order.index(key[0]), key[1])))

    def _of_data(self, activity: Activity) -> Iterator[Sign]:
        facts: list[tuple[str | None, Sourced]] = [(pair.data, pair) for pair in pairs_of(activity)]
        facts += [(use.key, use) for use in activity.listed_data if is_said(use)]
        for key, fact in facts:
            if key is None:
                continue
            sure = _is_sure(fact, activity)
            name = self._register.title(key)
            if key in self._marks:
                why = f"{name}, data under {' and '.join(_MARKS[mark] for mark in sorted(self._marks[key]))}"
                yield Sign(Criterion.SENSITIVE_DATA, why, fact.cites, sure, marked=True)
            for criterion in self._criteria_of("data_categories", key):
                yield Sign(criterion, name, fact.cites, sure)

    def _of_purposes(self, activity: Activity) -> Iterator[Sign]:
        for use in purposes_of(activity):
            for criterion in self._criteria_of("purposes", use.key):
                why = f"the purpose {self._register.title(use.key)}"
                yield Sign(criterion, why, use.cites, _is_sure(use, activity))

    def _of_people(self, activity: Activity) -> Iterator[Sign]:
        counted = []
        for key in subjects_of(self._register, activity):
            if self._is_vulnerable(key):
                yield Sign(Criterion.VULNERABLE_SUBJECTS, self._register.title(key), self._cites_of_people(key))
            declared = self._register.data_subjects.get(key)
            if declared is not None and declared.count is not None:
                counted.append((declared.count, key))
        for count, key in counted:
            why = f"{number(count)} people ({self._register.title(key)})"
            yield Sign(Criterion.LARGE_SCALE, why, self._cites_of_people(key), sure=False)

    def _of_decisions(self, activity: Activity) -> Iterator[Sign]:
        decisions = activity.automated_decisions
        if decisions is None or decisions.none or not is_said(decisions) or decisions.article_22 is False:
            return
        sure = bool(decisions.article_22) and _is_sure(decisions, activity)
        open_ones = "decisions by machine, whose effect is not stated"
        why = "decisions by machine under Article 22" if decisions.article_22 else open_ones
        yield Sign(Criterion.AUTOMATED_DECISIONS, why, cites_of(decisions), sure)
        if decisions.consequences.strip():
            why = f"consequences of the decisions (“{decisions.consequences}”)"
            yield Sign(Criterion.PREVENTS_RIGHTS, why, cites_of(decisions), sure=False)

    def _of_sources(self, activity: Activity) -> Iterator[Sign]:
        given = people_give(self._register, activity)
        if given and activity.key in self._indirect:
            why = "data from people themselves and from others"
            yield Sign(Criterion.MATCHING_DATASETS, why, given[0].cites, sure=False)

    def _is_vulnerable(self, key: str) -> bool:
        """Return what the register says of these people or the wholes they belong to, else what the vocabulary does."""
        chain = (key, *self._register.wholes("data_subjects", key))
        said = [self._register.data_subjects[one].vulnerable for one in chain if one in self._register.data_subjects]
        stated = next((value for value in said if value is not None), None)
        if stated is not None:
            return stated
        known = self._subject.vocabulary.data_subjects
        return any(one in known and known[one].kind == _VULNERABLE for one in chain)

    def _cites_of_people(self, key: str) -> tuple[Cite, ...]:
        declared = self._register.data_subjects.get(key)
        return declared.cites if declared is not None else ()

    def _find_criteria(self, kind: str, key: str) -> tuple[Criterion, ...]:
        """Return the criteria of a term, of those above it and of the items it consists of, each once."""
        keys = {key, *ancestors(self._parents[kind], key)}
        category = self._register.data_categories.get(key) if kind == "data_categories" else None
        for item in category.consists_of if category is not None else ():
            keys.update((item, *ancestors(self._parents[kind], item)))
        rows = (row for row in self._subject.vocabulary.screening.values() if row.kind == kind and row.term in keys)
        return tuple(dict.fromkeys(Criterion(row.criterion) for row in rows))

    @cached_property
    def _parents(self) -> dict[str, dict[str, str]]:
        return {
            "data_categories": dict(self._register.category_parents),
            "purposes": {key: purpose.parent for key, purpose in self._register.purposes.items()},
        }

    @cached_property
    def _marks(self) -> Mapping[str, frozenset[str]]:
        return marks_of_law(self._register)

    @cached_property
    def _indirect(self) -> frozenset[str]:
        return indirect(self._register)


class Screened(NamedTuple):
    """The criteria of one activity after what a person said of them.

    Attributes:
        met: criterion to the words that speak for it, in the order of the criteria: shown, or stated to be met.
        open: the same for criteria that the register raises and nobody decided.
        cites: of what speaks for the criteria that are met.
    """

    met: dict[Criterion, str]
    open: dict[Criterion, str]
    cites: tuple[Cite, ...]


def screened(activity: Activity, signs: tuple[Sign, ...]) -> Screened:
    """Return which criteria are met, by the signs and by the screening that is stated; a stated `no` is taken."""
    stated = {item.criterion: item for item in activity.dpia.screening} if activity.dpia is not None else {}
    met: dict[Criterion, str] = {}
    left_open: dict[Criterion, str] = {}
    cites: list[Cite] = []
    for criterion in Criterion:
        answer = stated.get(criterion)
        mine = [sign for sign in signs if sign.criterion is criterion]
        sure = [sign for sign in mine if sign.sure]
        if answer is not None and answer.met is not None and is_said(answer):
            if answer.met:
                met[criterion] = answer.why or "stated"
                cites.extend(cites_of(answer))
        elif sure:
            met[criterion] = ", ".join(sign.why for sign in sure)
            cites.extend(cite for sign in sure for cite in sign.cites)
        elif mine or answer is not None:
            left_open[criterion] = ", ".join(sign.why for sign in mine) or "not answered"
    return Screened(met, left_open, tuple(dict.fromkeys(cites)))


def listed(criteria: dict[Criterion, str]) -> str:
    """Return criteria with what speaks for them, for a message."""
    return "; ".join(f"{label(str(criterion))}: {why}" for criterion, why in criteria.items())


def criteria_count(count: int) -> str:
    """Return `1 criterion` or `2 criteria`."""
    return plural(count, "criterion", "criteria")


class Trigger(NamedTuple):
    """A case in which Article 35(3) asks for an assessment.

    Attributes:
        article: `35(3)(a)`, `35(3)(b)` or `35(3)(c)`. why: in words. sure: False where a person has to look first.
    """

    article: str
    why: str
    cites: tuple[Cite, ...]
    sure: bool = True


def triggers(found: Screened, signs: tuple[Sign, ...]) -> tuple[Trigger, ...]:
    """Return the cases of Article 35(3) that an activity falls under by what is shown and stated of it."""
    made = []
    if {Criterion.EVALUATION, Criterion.AUTOMATED_DECISIONS} <= found.met.keys():
        why = "people are evaluated by machine, and decisions that weigh heavily rest on it"
        made.append(Trigger("35(3)(a)", why, found.cites))
    if Criterion.LARGE_SCALE in found.met:
        marked = [sign for sign in signs if sign.marked and sign.sure]
        if marked:
            cites = tuple(dict.fromkeys(cite for sign in marked for cite in sign.cites))
            made.append(Trigger("35(3)(b)", f"{', '.join(sign.why for sign in marked)}, on a large scale", cites))
        if Criterion.SYSTEMATIC_MONITORING in found.met:
            why = f"people are monitored systematically on a large scale ({found.met[Criterion.SYSTEMATIC_MONITORING]})"
            made.append(Trigger("35(3)(c)", f"{why}, and the area may be open to the public", found.cites, sure=False))
    return tuple(made)


def is_made(activity: Activity) -> bool:
    """Return whether an impact assessment of an activity is recorded: a document, or its date."""
    dpia = activity.dpia
    return dpia is not None and is_said(dpia) and (bool(dpia.document.strip()) or dpia.date is not None)


def _is_sure(fact: Sourced, activity: Activity) -> bool:
    return fact.certainty.at_most(activity.certainty).rank < Certainty.POSSIBLE.rank
