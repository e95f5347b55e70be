"""The index of the search box: one script that the pages load when somebody begins to search."""

from __future__ import annotations

import json
from typing import Final

from ropa.model.base import Entity
from ropa.model.parties import Organisation
from ropa.model.terms import DataCategory
from ropa.site.base import Kind, Page
from ropa.site.material import Material

#: Where it stands.
PATH: Final = "assets/search.js"


def search_index(material: Material, pages: tuple[Page, ...]) -> str:
    """Return the script: every name with its kind, its page, and further words by which it is found.

    Args:
        pages: lists and reports, found by their title.
    """
    kinds = [*(kind.one for kind in Kind), "Page"]
    items = [
        # What is stated generally is a page, and no activity.
        [
            material.places.title(kind, key),
            len(kinds) - 1 if key == "general" and kind is Kind.ACTIVITY else number,
            material.places.href(kind, key),
            _words(material, kind, key, entity),
        ]
        for number, (kind, entities) in enumerate(material.places.entities.items())
        for key, entity in entities.items()
    ]
    items.sort(key=lambda item: (str(item[0]).casefold(), item[1], str(item[2])))
    items.extend([page.title, len(kinds) - 1, page.path, ""] for page in pages)
    # A script may hold neither the end of its own element nor line separators that older readers took for line ends.
    data = json.dumps({"kinds": kinds, "items": items}, ensure_ascii=True, separators=(",", ":"))
    safe = data.replace("<", "\\u003c")
    return f"ropaIndex({safe});\n"


def _words(material: Material, kind: Kind, key: str, entity: Entity) -> str:
    """Return the key and the other names of something, as far as its title does not hold them."""
    found = [key]
    if isinstance(entity, Organisation):
        found += [entity.legal_name, entity.country]
        vendor = material.context.vocabulary.vendors.get(entity.directory)
        found += vendor.aliases if vendor is not None else ()
    if isinstance(entity, DataCategory):
        found += entity.aliases
    if kind in (Kind.DATA, Kind.PEOPLE):
        terms = material.context.vocabulary.terms("data_categories" if kind is Kind.DATA else "data_subjects")
        term = terms.get(key)
        found += (term.label, *term.aliases) if term is not None else ()
    title = entity.title.casefold()
    return " ".join(dict.fromkeys(word for word in found if word and word.casefold() != title))
