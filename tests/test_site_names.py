"""File names from keys: plain ones stay, others become safe, and no two keys share a file on any system."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.site.names import file_stem

_SAFE = re.compile(r"[a-z0-9]+(-{1,2}[a-z0-9]+)*")


@pytest.mark.parametrize("key", ["aweber", "email-address", "a", "activity-1000", "x" * 80])
def test_a_plain_key_is_its_own_file_name(key: str) -> None:
    assert file_stem(key) == key


@pytest.mark.parametrize("key", ["con", "nul", "com1", "lpt9", "aux", "prn"])
def test_names_of_devices_are_not_used(key: str) -> None:
    assert file_stem(key) != key
    assert file_stem(key).startswith(f"{key}--")


@pytest.mark.parametrize(
    "key",
    [
        "Email",
        "EMAIL",
        "e mail",
        "../up",
        "a/b",
        "a\\b",
        "c:d",
        "日本語",
        "ключ",
        "é",
        ".",
        "..",
        "",
        "a--b",
        "x" * 81,
        "a\x00b",
        "trailing.",
        "\ud800",
    ],
)
def test_other_keys_become_safe_names_of_their_own(key: str) -> None:
    stem = file_stem(key)
    assert _SAFE.fullmatch(stem)
    assert len(stem) <= 92
    assert stem not in (key, "con", "nul")


@given(st.lists(st.text(max_size=12), unique=True, max_size=8))
def test_no_two_keys_share_a_file_whatever_the_file_system(keys: list[str]) -> None:
    stems = [file_stem(key).casefold() for key in keys]
    assert len(set(stems)) == len(keys)
    assert all(_SAFE.fullmatch(stem) for stem in stems)


def test_a_name_is_the_same_everywhere() -> None:
    """Links that people kept must lead to the same page after the next build."""
    assert file_stem("Loyalty points (gold)") == "loyalty-points-gold--4d469e825e"
