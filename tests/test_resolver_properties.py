"""What holds for any register: it resolves, says the same however it is written, and the schema accepts it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from ropa.law import load_law
from ropa.model import Register
from ropa.model.validation import validated
from ropa.readers import read_source, read_yaml
from ropa.resolver import resolve
from ropa.vocabulary import load_vocabulary
from tests.strategies import as_yaml, inventories
from tests.strategy_parts import Entry
from tests.test_schema import errors_of

ROOT = Path(__file__).resolve().parent.parent
#: Without shrinking: a random register is small already, and its own text says more than five minutes of waiting.
SMALL = settings(
    max_examples=12, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


def register_of(text: str) -> Register:
    draft, problems = read_yaml(text, "ropa.yaml")
    assert draft is not None
    assert problems == ()
    return resolve(draft, law=load_law(), vocabulary=load_vocabulary())


def said(value: Any) -> Any:
    """Return what a value of the model says: without positions, sets and what is keyed sorted, notices without first places."""
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if is_dataclass(value) and not isinstance(value, type):
        found = {item.name: said(getattr(value, item.name)) for item in fields(value) if item.name != "position"}
        if "notices" in found:
            found["notices"] = sorted((item["kind"], item["message"]) for item in found["notices"])
        if "flows" in found:
            found["flows"] = sorted(found["flows"], key=repr)
        if "screening" in found:
            found["screening"] = sorted(found["screening"], key=repr)
        return found
    if isinstance(value, Mapping):
        return {key: said(value[key]) for key in sorted(value)}
    return [said(item) for item in value] if isinstance(value, tuple | list) else value


def turned(value: Any) -> Any:
    """Return an inventory with the keys of every mapping in the opposite order; lists keep theirs, `extra` too."""
    if isinstance(value, dict):
        return {key: item if key == "extra" else turned(item) for key, item in reversed(list(value.items()))}
    return [turned(item) for item in value] if isinstance(value, list) else value


@SMALL
@given(inventories())
def test_a_register_says_the_same_however_it_is_written(inventory: Entry) -> None:
    text = as_yaml(inventory)
    register = validated(register_of(text))
    assert register_of(text) == register, "resolving has no memory"
    assert errors_of(text) == [], "the schema accepts what resolves"
    assert said(register_of(as_yaml(turned(inventory)))) == said(register), "the order of keys says nothing"
    with TemporaryDirectory() as folder:
        for number, (section, value) in enumerate(inventory.items()):
            Path(folder, f"{number:02}-{section}.yaml").write_text(as_yaml({section: value}), encoding="utf-8")
        joined = resolve(read_source(folder), law=load_law(), vocabulary=load_vocabulary())
    assert said(joined) == said(register), "a folder says the same as one file"
    check_facts(register)


def check_facts(register: Register) -> None:
    """Fail where a fact names something that is not there, or is surer than what it is part of."""
    identifiers = [(flow.id, flow.activity) for flow in register.flows]
    assert len(set(identifiers)) == len(identifiers)
    for flow in register.flows:
        assert register.node_kind(flow.source)
        assert register.node_kind(flow.target)
        assert flow.pairs
        activity = register.activities.get(flow.activity, register.general)
        assert activity is not None
        assert flow.certainty.rank >= activity.certainty.rank
        for pair in flow.pairs:
            assert pair.subject is None or pair.subject in register.data_subjects
            assert pair.data is None or pair.data in register.data_categories
            assert pair.certainty.rank >= flow.certainty.rank
    for use in (use for activity in register.activities.values() for use in (*activity.purposes, *activity.measures)):
        assert use.key in register.purposes or use.key in register.measures


PROGRAM = """
import sys
from pathlib import Path
from tests.test_resolver_properties import register_of, digest
for path in sorted(Path("examples").glob("*/ropa.yaml")):
    print(path.parent.name, digest(register_of(path.read_text(encoding="utf-8"))))
"""


def digest(register: Register) -> str:
    """Return a hash of everything in a register, order and positions included."""
    return hashlib.sha256(ordered(register).encode()).hexdigest()


def ordered(value: Any) -> str:
    if isinstance(value, frozenset):
        return repr(sorted(map(str, value)))
    if is_dataclass(value) and not isinstance(value, type):
        return "".join(f"{item.name}={ordered(getattr(value, item.name))};" for item in fields(value))
    if isinstance(value, Mapping):
        return "".join(f"{key}:{ordered(item)}," for key, item in value.items())
    return "".join(map(ordered, value)) if isinstance(value, tuple | list) else repr(value)


def test_the_same_under_any_hash_seed() -> None:
    seen = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True,
            text=True, check=True,
        )  # fmt: skip
        seen.add(done.stdout)
    assert len(seen) == 1
    assert len(seen.pop().splitlines()) >= 3
