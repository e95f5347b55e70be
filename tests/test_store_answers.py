"""Any question on any register has the same answer from its database as from memory, and so is refused alike.

`ROPA_RANDOM_REGISTERS=1000` asks of as many random registers.
"""

from __future__ import annotations

import json
import random
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given

import ropa
from ropa.errors import UsageError
from ropa.model import Basis, Register
from ropa.questions import QUESTIONS, Option, Question
from ropa.store.stored import PartialRegister
from ropa.workspace import Workspace
from tests.store_registers import RANDOM, exported, resolved, stored, workspace_on, written
from tests.strategies import registers

#: How often each question is asked of a register; of `recipients` only a part of a database is read.
_TIMES = {"recipients": 6, "where": 3, "holdings": 3, "paths": 3, "facts": 3}


def _words(register: Register) -> dict[str, list[str]]:
    """Return what each option may name: what the register uses, what it only knows, and what is shipped."""
    pairs = [pair for flow in register.flows for pair in flow.pairs]
    parties = [*register.organisations, *register.systems]
    said = [pair.data for pair in pairs if pair.data]
    general = ["general"] if register.general else []
    return {
        "data": [*said, *said, *register.data_categories, "contact-data", "personal-data", "email-address", "transaction-data"],
        "subjects": [*register.data_subjects, "customer"], "activity": [*register.activities, *general],
        "purpose": [*register.purposes, "security"], "basis": [basis.value for basis in Basis],
        "organisation": [*register.organisations, "stripe"], "system": [*register.systems], "country": ["DE", "US", "EEA"],
        "right": [*register.rights, "erasure"], "set_by": parties, "promise": [*register.promises], "of": parties,
        "source": [*register.data_subjects, *parties], "target": parties,
    }  # fmt: skip


def _argument(option: Option, words: list[str], chance: random.Random) -> Any:
    if option.kind == "flag":
        return chance.random() < 0.5
    if option.kind == "count":
        return chance.choice((1, 1, 3))
    if option.choices:
        return chance.choice((option.choices[0], *option.choices))
    word = chance.choice(words) if words and chance.random() < 0.98 else "something nobody knows"
    if not option.several:
        return word
    if not option.required and chance.random() < 0.4:
        return ()
    return tuple(dict.fromkeys((word, *chance.sample(words, min(len(words), chance.choice((0, 0, 1)))))))


def _asked(register: Register, chance: random.Random) -> list[tuple[Question, dict[str, Any]]]:
    """Return questions with random arguments, in a random order."""
    words = _words(register)
    found = [
        (question, {option.argument: _argument(option, words.get(option.argument, []), chance) for option in question.options})
        for question in QUESTIONS
        for _ in range(_TIMES.get(question.name, 1))
    ]  # fmt: skip
    chance.shuffle(found)
    return found


def _answer(workspace: Workspace, question: Question, arguments: dict[str, Any]) -> str:
    """Return the answer in every form, or why there is none."""
    try:
        answer = question.ask(workspace.context_for(question.name, arguments), **arguments)
    except UsageError as error:
        return str(error)
    return json.dumps([answer.as_json(), answer.columns(), answer.rows()])


@RANDOM
@given(registers())
def test_any_question_has_the_same_answer_from_a_database(text: str) -> None:
    register = resolved(text)
    chance = random.Random(zlib.crc32(text.encode()))
    asked = _asked(register, chance)
    memory = workspace_on(register)
    expected = [_answer(memory, *one) for one in asked]
    with TemporaryDirectory() as folder:
        path = exported(register, Path(folder) / "x.sqlite")
        with stored(path) as kept:
            workspace = workspace_on(kept)
            for one, answer in zip(asked, expected, strict=True):
                assert _answer(workspace, *one) == answer, one
        # Once more where nothing was read before, since a part of a register leans on what is known of the whole.
        for place in [place for place, (question, _) in enumerate(asked) if question.name == "recipients"][:3]:
            with stored(path) as fresh:
                assert _answer(workspace_on(fresh), *asked[place]) == expected[place], asked[place]


def test_a_part_outlives_the_question_after_it(tmp_path: Path) -> None:
    workspace = ropa.open("examples/alipartnership")
    with stored(written(workspace.register, tmp_path / "x.sqlite")) as kept:
        both = workspace_on(kept)
        first = both.context_for("recipients", {"data": ("payment-card",)}).register
        second = both.context_for("recipients", {"data": ("ip-address",)}).register
        for part in (first, second, first):
            assert isinstance(part, PartialRegister)
            for key, activity in part.activities.items():
                known = workspace.register.activities[key]
                assert activity.retention == known.retention
                assert set(activity.flows) <= set(known.flows)
                part.arrivals("alipartnership", key)
        assert first.flows != second.flows
        assert [activity.legal_basis for activity in first.activities.values()] == [
            workspace.register.activities[key].legal_basis for key in first.activities
        ]
