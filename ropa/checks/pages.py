"""The manual page of a check, read from the docstring of its module."""

from __future__ import annotations

import inspect
import textwrap
from typing import NamedTuple

from ropa.checks.base import Check
from ropa.language import articles

#: The headings of a page, in order, each at the start of a line; what stands before the first is the demand.
_HEADINGS = ("Wrong:", "Right:", "Why:")


class Page(NamedTuple):
    """A manual page.

    Attributes:
        demand: what the check demands, one line; notes: further lines below it, or empty.
        wrong: a register in which the check finds something, as YAML; right: one in which it does not. Both empty where
            no record can show it.
        why: why the law or this tool asks for it.
    """

    demand: str
    notes: str
    wrong: str
    right: str
    why: str


def page_of(check: Check) -> Page:
    """Return the page of a check; every part is empty when docstrings were left out of the program (`python -OO`)."""
    parts = dict.fromkeys(("", *_HEADINGS), "")
    current = ""
    for line in inspect.cleandoc(check.__doc__ or "").splitlines():
        heading = next((known for known in _HEADINGS if line.startswith(known)), None)
        if heading is not None:
            current, line = heading, line.removeprefix(heading).strip()
        parts[current] += line + "\n"
    demand, _, notes = parts[""].strip().partition("\n")
    wrong, right = (textwrap.dedent(parts[heading]).strip("\n") for heading in ("Wrong:", "Right:"))
    why = parts["Why:"].strip()
    return Page(demand, notes.strip(), f"{wrong}\n" if wrong else "", f"{right}\n" if right else "", why)


def headed(check: Check) -> str:
    """Return the heading of the findings of a check: its code and what it asks, which asserts nothing."""
    return f"{check.CODE} {check.ASKS}"


def page_text(check: Check) -> str:
    """Return the page as text: title, demand, a wrong and a right record, why; ends with a line feed."""
    page = page_of(check)
    cited = f"; {articles(check.ARTICLES)}" if check.ARTICLES else ""
    lines = [f"{check.CODE} {check.NAME} ({check.SEVERITY}{cited})", "", page.demand]
    if page.notes:
        lines += ["", page.notes]
    for heading, record in (("Wrong", page.wrong), ("Right", page.right)):
        if record:
            lines += ["", f"{heading}:", "", textwrap.indent(record.rstrip("\n"), "    ")]
    lines += ["", "Why:", "", page.why]
    return "\n".join(lines).rstrip("\n") + "\n"


def page_markdown(check: Check) -> str:
    """Return the page as Markdown, for places that show it beside a finding; ends with a line feed."""
    page = page_of(check)
    lines = [page.demand]
    if page.notes:
        lines += ["", page.notes]
    for heading, record in (("Wrong", page.wrong), ("Right", page.right)):
        if record:
            lines += ["", f"**{heading}:**", "", "```yaml", record.rstrip("\n"), "```"]
    lines += ["", f"**Why:** {page.why}"]
    if check.ARTICLES:
        lines += ["", f"{articles(check.ARTICLES)}."]
    return "\n".join(lines).strip("\n") + "\n"
