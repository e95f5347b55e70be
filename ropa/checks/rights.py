"""Which rights the law gives in a register, and why: by legal bases, purposes and decisions that it states."""

from __future__ import annotations

from typing import NamedTuple

from ropa.checks.base import Subject
from ropa.checks.bases import bases_of, blanket, label, purposes_of, within
from ropa.checks.duties import informing, title
from ropa.checks.facts import is_said
from ropa.model.activities import Activity
from ropa.model.base import Cite, Sourced
from ropa.model.words import Basis
from ropa.vocabulary import Term

#: Words of the column `applies` of the rights that are neither a legal basis nor a purpose.
_ALWAYS = "always"
_DECISIONS = "article-22"


class Reason(NamedTuple):
    """Why a right is given: in words, and the places that say so. No words: it is given in any case."""

    words: str
    cites: tuple[Cite, ...] = ()


def reason_for(subject: Subject, right: str) -> Reason | None:
    """Return why the law gives a right here, None where nothing in the register shows that it does.

    Of several reasons the first counts: legal bases of activities before blanket ones, then purposes, then decisions.
    """
    term = subject.vocabulary.rights.get(right)
    if term is None:
        return None
    if is_always(term):
        return Reason("")
    for word in term.applies:
        found = _shown(subject, word)
        if found is not None:
            return found
    return None


def is_always(right: Term) -> bool:
    """Return whether everybody has a right, whatever the basis and the purpose."""
    return _ALWAYS in right.applies


def _shown(subject: Subject, word: str) -> Reason | None:
    activities = informing(subject.register)
    if word in subject.vocabulary.legal_bases:
        return _by_basis(subject, activities, Basis(word))
    for activity in activities:
        decisions = activity.automated_decisions
        if word == _DECISIONS and decisions is not None and is_said(decisions) and decisions.article_22:
            return _reason(f"decisions by machine in {title(activity)}", decisions)
        for use in purposes_of(activity):
            if within(subject.register, use.key, frozenset({word})):
                return _reason(f"{subject.register.title(use.key)} is a purpose of {title(activity)}", use)
    return None


def _by_basis(subject: Subject, activities: tuple[Activity, ...], basis: Basis) -> Reason | None:
    for activity in activities:
        for item in bases_of(activity, basis):
            return _reason(f"{label(subject, basis)} is a basis of {title(activity)}", item)
    for item in blanket(subject, basis):
        return _reason(f"{label(subject, basis)} is said to be the basis", item)
    return None


def _reason(words: str, fact: Sourced) -> Reason:
    return Reason(words, fact.cites)
