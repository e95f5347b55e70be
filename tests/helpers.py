"""Small ways in for tests: a register from text in the test, one draft, one workspace."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from types import FrameType
from typing import Any

from ropa.errors import InputProblems
from ropa.law import load_law
from ropa.model import Register
from ropa.readers import read_yaml
from ropa.resolver import resolve
from ropa.vocabulary import load_vocabulary


def register_from(text: str, *, file: str = "ropa.yaml") -> Register:
    """Return the register that the YAML text says; `ropa: 1` and a minimal `register` are added where they lack."""
    body = textwrap.dedent(text)
    if not any(line.startswith("ropa:") for line in body.splitlines()):
        body = f"ropa: 1\n{body}"
    if not any(line.startswith("register:") for line in body.splitlines()):
        body += "\nregister: {organisation: us, as_of: 2026-11-01}\n"
    if "organisations:" not in body:
        body += "\norganisations: {us: {name: Us, country: IE}}\n"
    draft, problems = read_yaml(body, file)
    if draft is None or problems:
        raise InputProblems(problems)
    return resolve(draft, law=load_law(), vocabulary=load_vocabulary())


def calls_of(action: Callable[[], Any]) -> int:
    """Return how many calls of functions an action makes: a measure of work that no busy machine changes."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(before)
    return counted
