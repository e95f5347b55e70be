"""Sections of terms: data categories and purposes that the shipped vocabulary lacks, or that the register adds to."""

from __future__ import annotations

from enum import StrEnum

from ropa import model
from ropa.resolver import references as to
from ropa.resolver.kinds import Choice, Text
from ropa.resolver.references import Many
from ropa.resolver.shapes import Field, Shape
from ropa.resolver.uses import Claims


class MarkOfLaw(StrEnum):
    """Data that the law treats separately (Articles 9 and 10)."""

    SPECIAL_CATEGORY = "special-category"
    CRIMINAL = "criminal"


DATA_CATEGORY = Shape(
    "a data category", "data_category", model.DataCategory,
    (
        Field("name", Text(), "What people call it."),
        Field("definition", Text(), "What it is, in one sentence."),
        Field("parent", to.DATA, "The broader category; personal-data where not written."),
        Field("aliases", Many(Text()), "Other words for it."),
        Field("mark", Choice(MarkOfLaw), "Special category (Article 9) or criminal (Article 10).", attr="mark_of_law"),
        Field("consists_of", Many(to.DATA), "Its items: a fact about one matches exactly."),
        Field("derived_from", Many(to.DATA), "What it is computed from."),
        Field("declared", Claims(), "What the organisation calls it, such as not-personal."),
    ),
    short="name", doc="A category of personal data, Article 30(1)(c).",
    example="loyalty-points: {name: Loyalty points}",
)  # fmt: skip

PURPOSE = Shape(
    "a purpose", "purpose", model.Purpose,
    (
        Field("name", Text(), "What people call it."),
        Field("definition", Text(), "What it is, in one sentence."),
        Field("parent", to.PURPOSE, "The broader purpose."),
        Field("aliases", Many(Text()), "Other words for it."),
    ),
    short="name", doc="A purpose of processing, Article 30(1)(b).", example="tutoring: {name: Tutoring}",
)  # fmt: skip
