"""JSON: the documented order of keys, characters as they are, two blanks of indent."""

from __future__ import annotations

import json

from ropa.formats.base import Data, Format, NoSuchForm, ended


def render_json(view: Data) -> str:
    """Return the data form of a view.

    Raises:
        NoSuchForm: the view has none.
    """
    if not hasattr(view, "as_json"):
        raise NoSuchForm(view, "JSON")
    return ended(json.dumps(view.as_json(), ensure_ascii=False, indent=2))


FORMAT = Format(key="json", suffixes=(".json",), media_type="application/json", render=render_json)
