"""Checks: what is missing, doubtful or unlawful in a register that resolved.

A new check is one module here, one line in `CHECKS`, and one file of cases in the tests.
"""

from __future__ import annotations

from collections.abc import Sequence

from ropa.checks import (
    a001_activities,
    a002_as_of,
    a003_role,
    a004_version,
    a101_controller,
    a102_purposes,
    a103_subjects,
    a104_recipients,
    a105_countries,
    a106_retention,
    a107_measures,
    a108_data,
    a111_legal_entity,
    a112_joint_controllers,
    a113_representative,
    a114_dpo,
    a115_dpo_contact,
    a121_vague_purposes,
    a122_untied_purposes,
    a131_vague_data,
    a132_flow_data,
    a133_flow_subjects,
    a141_unnamed_recipients,
    a142_unnamed_processors,
    a143_none_means_none,
    a151_transfer_country,
    a152_no_transfer,
    a153_safeguard_documents,
    a161_retention_determinable,
    a162_retention_start,
    a163_retention_criterion,
    a171_measures_both,
    c101_mixed_subjects,
    c102_observations,
    c103_internal_role,
    t101_transfer_ground,
    t102_transfer_decided,
    v101_own_words,
    v102_country_written,
    v103_country_unknown,
    v104_directory_party,
    v199_other_notices,
    v201_documents_at_hand,
    v202_lines_exist,
    v203_words_found,
    v204_words_short,
    v301_waiver_in_force,
    v302_waiver_known,
)
from ropa.checks.base import Check, Finding, Severity, Subject
from ropa.checks.coverage import Covered, coverage_of
from ropa.checks.engine import counts, find, run
from ropa.checks.families import FAMILIES, scope_text
from ropa.checks.pages import Page, page_of, page_text
from ropa.checks.rendering import NO_GAP, as_json, as_text, finding_json
from ropa.law import Law

__all__ = [
    "CHECKS",
    "FAMILIES",
    "NO_GAP",
    "Check",
    "Covered",
    "Finding",
    "Page",
    "Severity",
    "Subject",
    "as_json",
    "as_text",
    "counts",
    "coverage",
    "explain",
    "finding_json",
    "page_of",
    "run_checks",
    "scope_text",
]

#: Every check, in the order in which they run and are listed.
CHECKS: tuple[Check, ...] = (
    a001_activities,
    a002_as_of,
    a003_role,
    a004_version,
    a101_controller,
    a102_purposes,
    a103_subjects,
    a104_recipients,
    a105_countries,
    a106_retention,
    a107_measures,
    a108_data,
    a111_legal_entity,
    a112_joint_controllers,
    a113_representative,
    a114_dpo,
    a115_dpo_contact,
    a121_vague_purposes,
    a122_untied_purposes,
    a131_vague_data,
    a132_flow_data,
    a133_flow_subjects,
    a141_unnamed_recipients,
    a142_unnamed_processors,
    a143_none_means_none,
    a151_transfer_country,
    a152_no_transfer,
    a153_safeguard_documents,
    a161_retention_determinable,
    a162_retention_start,
    a163_retention_criterion,
    a171_measures_both,
    c101_mixed_subjects,
    c102_observations,
    c103_internal_role,
    t101_transfer_ground,
    t102_transfer_decided,
    v101_own_words,
    v102_country_written,
    v103_country_unknown,
    v104_directory_party,
    v199_other_notices,
    v201_documents_at_hand,
    v202_lines_exist,
    v203_words_found,
    v204_words_short,
    v301_waiver_in_force,
    v302_waiver_known,
)


def run_checks(subject: Subject, *, codes: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return what the checks find, sorted by position, code and address, the waived findings among them.

    Args:
        subject: the register, the law with its date, the vocabulary, and the documents that are at hand.
        codes: run only these checks, in any case; empty means all.

    Raises:
        UsageError: a code that no check has.
    """
    return run(subject, CHECKS, codes=codes)


def explain(code: str) -> str:
    """Return the manual page of a check as text: demand, a wrong and a right record, why.

    Raises:
        UsageError: no check has that code.
    """
    return page_text(find(code, CHECKS))


def coverage(law: Law) -> tuple[Covered, ...]:
    """Return every item of the articles by id, with the codes that look after it or the reason why none can."""
    return coverage_of(law, CHECKS)
