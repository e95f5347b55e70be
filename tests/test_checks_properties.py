"""What holds for the checks on any register: none fails, each finding is whole, waivers hide nothing, order is stable."""

from __future__ import annotations

import datetime as dt
import random
from contextlib import suppress

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ropa.checks import CHECKS, Finding, run_checks
from ropa.cli.law import TABLES
from ropa.errors import UsageError
from ropa.law import load_law
from ropa.reports.explain import explain_word
from ropa.reports.law import law_view
from ropa.vocabulary import load_vocabulary
from ropa.workspace import Workspace
from tests import fuzz_asking
from tests.check_cases import subject_of
from tests.helpers import register_from
from tests.strategies import registers

#: Without shrinking: a random register is small already, and its own text says more than five minutes of waiting.
SMALL = settings(
    max_examples=15, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip

DAYS = st.sampled_from([dt.date(2026, 11, 22), dt.date(2018, 5, 25), dt.date(2016, 8, 1)])


def workspace_of(text: str, as_of: dt.date) -> Workspace:
    return Workspace(register_from(text), law=load_law(), vocabulary=load_vocabulary(), documents={}, as_of=as_of)


@SMALL
@given(registers(), DAYS, st.integers(0, 2**32))
def test_whatever_the_register_everything_can_be_asked_of_it(text: str, as_of: dt.date, seed: int) -> None:
    fuzz_asking.everything(workspace_of(text, as_of), random.Random(seed), questions=3)


@SMALL
@given(registers(), DAYS)
def test_the_findings_do_not_depend_on_what_ran_before(text: str, as_of: dt.date) -> None:
    subject = subject_of(register_from(text), as_of=as_of)
    together = run_checks(subject)
    again = run_checks(subject_of(register_from(text), as_of=as_of))
    assert [_said(finding) for finding in together] == [_said(finding) for finding in again]
    alone = [finding for check in CHECKS for finding in run_checks(subject, codes=[check.CODE])]
    assert sorted(map(_said, alone)) == sorted(map(_said, together))
    assert len(set(map(_said, together))) == len(together), "nothing is told twice"


def _said(finding: Finding) -> tuple[str, ...]:
    place = str(finding.position)
    return (
        place,
        finding.code,
        finding.at,
        finding.message,
        finding.severity.value,
        finding.waived,
        repr(finding.cites),
    )


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(
    st.one_of(
        st.text(max_size=12), st.sampled_from(["A106", "a106", "30(1)(f)", "6", "scc-2021", "eu-gdpr", "found", "US"])
    )
)
def test_any_word_can_be_explained_or_is_refused(word: str) -> None:
    law, today = load_law(), dt.date(2026, 11, 22)
    with suppress(UsageError):
        assert explain_word(word, law, CHECKS, as_of=today).as_json()
    for table in TABLES:
        with suppress(UsageError):
            assert law_view(law, table, word, as_of=today).as_json()
