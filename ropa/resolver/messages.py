"""Every problem that resolving can meet: what is wrong, why, what to do. Each stands in the gallery of the tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.errors import Position, Problem
from ropa.resolver.draft import Node, describe, shorten


def _list(words: Iterable[str], *, most: int = 30) -> str:
    found = list(words)
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(f"`{word}`" for word in found[:most]) + more


def unknown_key(position: Position, key: str, place: str, accepted: Sequence[str], near: str | None) -> Problem:
    """A key that the format does not have."""
    extra = "or put what the format has no place for under `extra:`; it is kept and exported again"
    return Problem(
        position, f"`{shorten(key)}` is not a key of {place}", f"Accepted here: {_list(accepted, most=60)}.",
        f"Correct the key, {extra if 'extra' in accepted else 'or remove it'}.", near,
    )  # fmt: skip


def wrong_kind(node: Node, expected: str, place: str, example: str) -> Problem:
    """A list where a mapping belongs, and the like."""
    return Problem(
        node.position, f"{describe(node)} stands where {expected} belongs ({place})",
        f"{place[:1].upper()}{place[1:]} is written as {expected}.", f"Write, for example: {example}",
    )  # fmt: skip


def missing_key(position: Position, key: str, place: str, example: str) -> Problem:
    """A required key is not there."""
    why = f"{place[:1].upper()}{place[1:]} without `{key}` says too little to be used."
    return Problem(position, f"{place} lacks `{key}`", why, f"Add it, for example: {example}")


def wrong_version(node: Node) -> Problem:
    """Another version of the format."""
    return Problem(
        node.position, f"{describe(node)} is no version of the format that is known here",
        "This version of the tool reads format 1.",
        "Write `ropa: 1`, or use a version of the tool that knows this format.",
    )  # fmt: skip


def not_one_of(position: Position, text: str, place: str, accepted: Sequence[str], near: str | None) -> Problem:
    """A word outside a closed list."""
    return Problem(
        position, f"`{shorten(text)}` is not a value of {place}", f"Accepted: {_list(accepted)}.",
        "Use one of these words.", near,
    )  # fmt: skip


def not_a_date(position: Position, text: str, place: str) -> Problem:
    """No date."""
    return Problem(
        position, f"`{shorten(text)}` is not a date ({place})", "Dates are calendar days: YYYY-MM-DD.",
        "Write the day, for example 2026-11-01; leave the key out where it is not known.",
    )  # fmt: skip


def not_a_period(position: Position, text: str, place: str, near: str | None) -> Problem:
    """No duration."""
    return Problem(
        position, f"`{shorten(text)}` is not a period ({place})",
        "Periods are ISO 8601 durations, such as P30D, P6M, P2Y.",
        "Write the duration; where there is no number, use `criterion:` with words instead.", near,
    )  # fmt: skip


def not_a_number(position: Position, text: str, place: str, what: str) -> Problem:
    """No whole number, or out of range."""
    return Problem(
        position, f"`{shorten(text)}` is not {what} ({place})", f"{place} is {what}.",
        "Write digits only, or leave the key out where it is not known.",
    )  # fmt: skip


def not_yes_or_no(position: Position, text: str, place: str) -> Problem:
    """Neither yes nor no."""
    return Problem(
        position, f"`{shorten(text)}` is neither yes nor no ({place})", "Accepted: `yes`, `no`, `true`, `false`.",
        "Use one of these words; leave the key out where it is not known.",
    )  # fmt: skip


def no_words(position: Position, text: str, what: str) -> Problem:
    """Own words without a letter or digit."""
    return Problem(
        position, f"`{shorten(text)}` has no letter or digit", f"A {what} is a key, a name or own words.",
        "Write what it is, or leave it out where it is not known.",
    )  # fmt: skip


def bad_key(position: Position, key: str, section: str, near: str) -> Problem:
    """A key that people chose does not have the form of keys."""
    return Problem(
        position, f"`{shorten(key)}` cannot be a key in `{section}`",
        "Keys are lower-case letters and digits, words joined by single hyphens; they stand in addresses and commands.",
        "Rename the key, and put the wording into `name:`.", near,
    )  # fmt: skip


def reserved_key(position: Position, key: str) -> Problem:
    """`general` as the key of an activity."""
    return Problem(
        position, f"`{key}` cannot be the key of an activity", "The word is reserved for what belongs to no activity.",
        "Rename the activity, or move its content to the top-level section `general:`.",
    )  # fmt: skip


def same_key_in_sections(position: Position, key: str, section: str, first: Position, other: str) -> Problem:
    """The key of a node stands in two sections."""
    return Problem(
        position, f"`{key}` is a key in `{section}` and in `{other}` ({first})",
        "Flows name data subjects, systems and organisations by key alone, so each key means one thing.",
        "Rename one of the two.",
    )  # fmt: skip


def unknown_reference(position: Position, text: str, what: str, sections: Sequence[str], near: str | None) -> Problem:
    """A key that nothing declares."""
    under = " or ".join(f"`{section}:`" for section in sections)
    return Problem(
        position, f"`{shorten(text)}` is not {what} of this register", f"Nothing under {under} has this key.",
        f"Declare it under {under}, or correct the key.", near,
    )  # fmt: skip


def unknown_vendor(position: Position, text: str, near: str | None) -> Problem:
    """No row of the vendor directory."""
    return Problem(
        position, f"the vendor directory has no `{shorten(text)}`", "Only its keys can be used with `directory:`.",
        "Leave `directory:` out and write what you know, or use a key that `ropa vocabulary` lists.", near,
    )  # fmt: skip


def mistyped(position: Position, text: str, what: str, near: str) -> Problem:
    """Own words that are probably a typing mistake."""
    return Problem(
        position, f"`{shorten(text)}` is not a known {what}, but much like one",
        "Own words are welcome, yet a typing mistake would match no question and lose a fact.",
        f"Correct it; if it is meant, declare it with a key and a name under `{_SECTION[what]}:`.", near,
    )  # fmt: skip


_SECTION = {"data category": "data_categories", "purpose": "purposes", "measure": "measures"}


def other_kind(position: Position, text: str, what: str, section: str) -> Problem:
    """A key of another section."""
    return Problem(
        position, f"`{shorten(text)}` is not {what}, but a key of `{section}:`",
        f"A key means one thing in the whole register; here belongs {what}.",
        "Name one of the right kind, or rename the other one.",
    )  # fmt: skip


def no_arrow(position: Position, text: str, near: str | None) -> Problem:
    """A flow without an arrow, or with several."""
    if text.count("->") > 1:
        return Problem(
            position, f"`{shorten(text)}` has several arrows", "A flow is one step: `FROM -> TO`.",
            "Write one flow for each step; who only passes the data on belongs into `via:`.",
        )  # fmt: skip
    return Problem(
        position, f"`{shorten(text)}` is not a flow", "A flow says who gives data to whom: `FROM -> TO`.",
        "Write, for example: `- customer -> shop: [email-address]`", near,
    )  # fmt: skip


def pairs_and_lists(position: Position) -> Problem:
    """`pairs` beside `data` or `subjects`."""
    return Problem(
        position, "a flow has `pairs` beside `data` or `subjects`",
        "Pairs say exactly which data of whom; lists beside them would multiply into facts nobody stated.",
        "Keep `pairs`, or `data` and `subjects`.",
    )  # fmt: skip


def self_flow(position: Position, node: str) -> Problem:
    """A flow that goes nowhere."""
    return Problem(
        position, f"the flow goes from `{node}` to itself", "A flow is a step from one place to another.",
        "Name the system or organisation that receives the data.",
    )  # fmt: skip


def duplicate_flow_id(position: Position, identifier: str, first: Position | None) -> Problem:
    """The same id for two flows."""
    return Problem(
        position, f"flow id `{shorten(identifier)}` is taken (first at {first})",
        "Each flow has an address of its own.", "Choose another `id:`, or leave it out.",
    )  # fmt: skip


def cycle(position: Position, section: str, field: str, keys: Sequence[str]) -> Problem:
    """A tree that bites its tail."""
    path = " -> ".join((*keys, keys[0]))
    return Problem(
        position, f"`{field}` goes in a circle in `{section}`: {path}", "A part cannot contain its own whole.",
        f"Remove `{field}` from one of them.",
    )  # fmt: skip


def bad_cite(position: Position, text: str, near: str | None = None) -> Problem:
    """No citation."""
    return Problem(
        position, f"`{shorten(text)}` is not a citation",
        "A citation is `DOCUMENT:LINE` or `DOCUMENT:FROM-TO`, without spaces; lines count from 1.",
        "Write, for example, `policy:22-23`, or `{document: policy, section: Your rights}`.", near,
    )  # fmt: skip


def path_outside(position: Position, text: str, place: str) -> Problem:
    """A file named in the register lies outside its folder."""
    return Problem(
        position, f"`{shorten(text)}` leaves the folder of the register ({place})",
        "A register names files of its own folder only, so that nobody can make it read others.",
        "Copy the file beside the register, or give its `url`; `--documents FOLDER` looks elsewhere.",
    )  # fmt: skip


def none_and_others(position: Position) -> Problem:
    """`none` in a list that names somebody."""
    return Problem(
        position, "`recipients` says `none` and names recipients", "The two contradict each other.",
        "Remove `none`, or remove the recipients.",
    )  # fmt: skip
