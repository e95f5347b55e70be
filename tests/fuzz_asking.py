"""Everything that a register can be asked for, asked of any register: what must come of it is text, never a traceback.

Used by the fuzzer on broken registers and by the property tests on random ones.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ropa.checks import CHECKS, Finding, counts
from ropa.checks.outcome import Outcome
from ropa.errors import RenderError, UsageError
from ropa.formats import format_named
from ropa.formats.answer import answer_text
from ropa.formats.outcomes import OUTCOME_FORMATS
from ropa.formats.paths import Base
from ropa.model import Basis
from ropa.questions import QUESTIONS, Answer, Option, Question
from ropa.workspace import Workspace

BASE = Base(Path("/repository"), Path("/repository"))

#: What Python shows of its own values must reach nobody.
_PYTHON = re.compile(r"\bNone\b|frozenset\(|dict_keys|\b[A-Z][A-Za-z]+\([a-z_]+=|<[a-z]+(?:\.[A-Za-z]+)+ ")

_CHECKS = {check.CODE: check for check in CHECKS}


def check(workspace: Workspace) -> None:
    """Run every check and write the findings in every format; a check that fails is a failure here."""
    findings = workspace.check()
    assert not [finding for finding in findings if finding.crashed], [
        finding.message for finding in findings if finding.crashed
    ]
    for finding in findings:
        _is_whole(workspace, finding)
    register = workspace.register
    outcome = Outcome(
        source="ropa.yaml", ran=CHECKS, findings=findings, facts_as_of=register.as_of, as_of=workspace.as_of,
        start=register.position, documents=register.documents,
    )  # fmt: skip
    for known in OUTCOME_FORMATS:
        text = known.render(outcome, BASE)
        assert text.endswith("\n"), known.key
        if known.key in ("json", "sarif"):
            json.loads(text)
    assert sum(counts(findings).values()) == len(outcome.open_findings)


def _is_whole(workspace: Workspace, finding: Finding) -> None:
    known = _CHECKS[finding.code]
    assert finding.name == known.NAME, finding
    assert finding.message.strip(), finding
    assert finding.fix.strip(), finding
    assert finding.at.strip(), finding
    assert "\n" not in finding.message, finding
    assert not _PYTHON.search(_without_own_words(workspace, finding.message)), finding.message


def _without_own_words(workspace: Workspace, message: str) -> str:
    """Return a message without the titles of the register, which may say anything."""
    register = workspace.register
    sections = (
        register.organisations,
        register.systems,
        register.activities,
        register.data_categories,
        register.purposes,
    )
    names = {entity.title for section in sections for entity in section.values()}
    for name in sorted(names, key=len, reverse=True):
        message = message.replace(name, "")
    return message


def ask(workspace: Workspace, question: Question, chance: random.Random) -> Answer | None:
    """Ask a question with random options and write the answer in every format; None where the question is refused."""
    given = {option.argument: _value(workspace, option, chance) for option in question.options}
    try:
        answer = question.ask(workspace.context, **given)
    except UsageError:
        return None
    form = answer.as_json()
    json.dumps(form)
    assert form["question"] == question.name
    assert question.name in form
    assert answer_text(answer, title=workspace.register.title, width=chance.choice((40, 120))).endswith("\n")
    _is_table(format_named("csv").render(answer), len(answer.columns()))
    return answer


def _value(workspace: Workspace, option: Option, chance: random.Random) -> Any:
    """Return a value for an option: mostly something that is there, now and then nothing, or words of nobody."""
    if option.kind == "flag":
        return chance.random() < 0.5
    if option.kind == "count":
        return chance.choice((1, 2, 3))
    if option.choices:
        return chance.choice(option.choices)
    words = [key for key in _words(workspace, option.argument) if key]
    if option.required or not option.several:
        return _one(words, chance) if not option.several else (_one(words, chance),)
    if chance.random() < 0.45:
        return ()
    return tuple(dict.fromkeys(_one(words, chance) for _ in range(chance.choice((1, 1, 2)))))


def _one(words: list[str], chance: random.Random) -> str:
    return chance.choice(words) if words and chance.random() < 0.97 else "something nobody knows"


def _words(workspace: Workspace, argument: str) -> list[str]:
    """Return what an option may name in this register."""
    register = workspace.register
    parties = [*register.organisations, *register.systems]
    used = [pair.data for flow in register.flows for pair in flow.pairs if pair.data]
    named: Mapping[str, list[str]] = {
        "data": [*register.data_categories, *used * 3], "subjects": list(register.data_subjects),
        "activity": list(register.activities), "purpose": list(register.purposes),
        "basis": [basis.value for basis in Basis], "organisation": list(register.organisations),
        "system": list(register.systems), "country": ["DE", "US", "EEA", *(item.country for item in register.organisations.values())],
        "right": list(workspace.vocabulary.rights), "set_by": parties, "promise": list(register.promises),
        "of": parties, "source": [*parties, *register.data_subjects], "target": parties,
    }  # fmt: skip
    return named.get(argument, parties)


def report(workspace: Workspace, chance: random.Random) -> None:
    """Write a record, the schedule, the transfers or a picture, in a format chosen at random."""
    edition, part = chance.choice(("authority", "internal")), chance.choice((None, "30-1", "30-2"))
    words = format_named(chance.choice(("html", "markdown", "json", "csv")))
    what = chance.choice(("record", "record", "schedule", "transfers", "picture"))
    if what == "record":
        try:
            view = workspace.record(part=part, edition=edition)  # type: ignore[arg-type]
        except UsageError:
            return
        assert words.render(view).endswith("\n")
    elif what == "schedule":
        assert words.render(workspace.retention_schedule()).endswith("\n")
    elif what == "transfers":
        assert words.render(workspace.transfers(all_rows=chance.random() < 0.5)).endswith("\n")
    else:
        with suppress(RenderError, UsageError):
            workspace.diagram(view="context")


def everything(workspace: Workspace, chance: random.Random, *, questions: int = 4) -> None:
    """Check, ask some questions and write a report."""
    check(workspace)
    assert workspace.graded is not None
    for question in chance.sample(QUESTIONS, questions):
        ask(workspace, question, chance)
    report(workspace, chance)


def _is_table(text: str, columns: int) -> None:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows
    assert {len(row) for row in rows} == {columns}
