"""JSON: the documented order of keys, characters as they are, two blanks of indent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from json.encoder import encode_basestring
from typing import Any

from ropa.formats.base import Data, Format, NoSuchForm, ended

#: Nesting down to which a part can be handed on before its neighbours are written.
_DEPTH = 4
#: Small texts that are gathered before they are handed on as one piece.
_GATHERED = 20_000
_WORDS = {None: "null", True: "true", False: "false"}
_EMPTY: dict[type, str] = {list: "[]", dict: "{}"}


def render_json(view: Data) -> str:
    """Return the data form of a view.

    Raises:
        NoSuchForm: the view has none.
    """
    if not hasattr(view, "as_json"):
        raise NoSuchForm(view, "JSON")
    return ended("".join(json_pieces(view.as_json())))


def json_pieces(data: Any) -> Iterator[str]:
    """Yield what `json.dumps(data, indent=2, ensure_ascii=False)` returns, in pieces of a hundred thousand characters.

    The encoder of the standard library falls back to one small text per bracket when it indents: for a record of some
    thousand flows that is most of the time and of the memory of the whole report.
    """
    found: list[str] = []
    for _ in _steps(data, "\n", 0, found):
        yield "".join(found)
        found.clear()
    yield "".join(found)


def _steps(data: Any, margin: str, depth: int, found: list[str]) -> Iterator[None]:
    """Put an object in small texts, stopping where enough of them are found to be handed on."""
    put = found.append
    if not data or type(data) not in (dict, list):
        _write(data, margin, put)
        return
    inner = f"{margin}  "
    opening, closing = ("{", "}") if type(data) is dict else ("[", "]")
    start = f"{opening}{inner}"
    for part in data.items() if type(data) is dict else data:
        value = part[1] if type(data) is dict else part
        put(f"{start}{encode_basestring(part[0])}: " if type(data) is dict else start)
        if depth + 1 < _DEPTH and type(value) in (dict, list):
            yield from _steps(value, inner, depth + 1, found)
        else:
            _write(value, inner, put)
        if len(found) > _GATHERED:
            yield
        start = f",{inner}"
    put(f"{margin}{closing}")


def _write(data: Any, margin: str, put: Callable[[str], object]) -> None:
    """Put a part in small texts; the kinds that a report is made of come first."""
    kind = type(data)
    if kind is str:
        put(encode_basestring(data))
    elif kind is dict and data:
        _write_object(data, margin, put)
    elif kind is list and data:
        inner = f"{margin}  "
        start = f"[{inner}"
        for part in data:
            if type(part) is str:
                put(start + encode_basestring(part))
            else:
                put(start)
                _write(part, inner, put)
            start = f",{inner}"
        put(f"{margin}]")
    elif data is None or kind is bool:
        put(_WORDS[data])
    elif kind is int:
        put(str(data))
    elif isinstance(data, str):  # a word of a closed list
        put(encode_basestring(data))
    elif not data and kind in _EMPTY:
        put(_EMPTY[kind])
    else:
        # Line breaks inside a text are escaped, so that every line break here is one of the indent.
        put(json.dumps(data, ensure_ascii=False, indent=2).replace("\n", margin))


def _write_object(data: dict[str, Any], margin: str, put: Callable[[str], object]) -> None:
    inner = f"{margin}  "
    start = f"{{{inner}"
    for name, part in data.items():
        if type(part) is str:
            put(f"{start}{encode_basestring(name)}: {encode_basestring(part)}")
        elif part is True or part is False or part is None:
            put(f"{start}{encode_basestring(name)}: {_WORDS[part]}")
        else:
            put(f"{start}{encode_basestring(name)}: ")
            _write(part, inner, put)
        start = f",{inner}"
    put(f"{margin}}}")


FORMAT = Format(key="json", suffixes=(".json",), media_type="application/json", render=render_json)
