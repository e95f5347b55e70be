"""Where people are profiled, it is stated whether anything is decided by machine.

A statement in `general`, or a promise never to decide so, counts.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      segments: {purposes: [profiling]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}}
    activities:
      segments: {purposes: [profiling], automated_decisions: none}

Why: Profiling is often the first half of a decision by machine (Articles 4(4) and 22(1)). People are
told of the existence of such decisions (Articles 13(2)(f) and 14(2)(g)), and a record that says nothing
leaves open whether there is anything to tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.bases import cites_of, controlled, purposes_of, within
from ropa.checks.facts import is_said, titles
from ropa.model.register import Register

CODE = "B144"
NAME = "profiling-decisions-stated"
ASKS = "Is it stated whether profiling leads to decisions?"
SEVERITY = Severity.INFO
ARTICLES = ("22(1)", "13(2)(f)", "14(2)(g)")
ITEMS = ("N13-2f", "N14-2g")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

_PROFILING = frozenset({"profiling"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity that profiles and says nothing of automated decisions."""
    register = subject.register
    if _is_said_generally(register):
        return
    for activity in controlled(subject):
        profiling = [use for use in purposes_of(activity) if within(register, use.key, _PROFILING)]
        if profiling and activity.automated_decisions is None:
            named = titles(register, (use.key for use in profiling))
            yield _finding(
                f"activities/{activity.key}",
                f"{activity.title}: people are profiled ({named}); whether a machine decides anything is not stated",
                fix="add `automated_decisions: none`, or what is decided",
                position=profiling[0].position or activity.position,
                cites=cites_of(*profiling),
            )


def _is_said_generally(register: Register) -> bool:
    general = register.general
    if general is not None and general.automated_decisions is not None and is_said(general.automated_decisions):
        return True
    return any(
        promise.never is not None and promise.never.automated_decisions and not promise.never.subjects
        for promise in register.promises.values()
        if is_said(promise)
    )
