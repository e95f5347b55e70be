"""Every verb, in the order in which help lists them; a verb's module is imported when it runs."""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """A verb: its name, the module that holds its `command`, and its help in one line."""

    name: str
    module: str
    help: str


VERBS = (
    Verb("check", "ropa.cli.check", "What is missing, doubtful or contradictory, with articles."),
    Verb("explain", "ropa.cli.explain", "The manual page of a check."),
    Verb("record", "ropa.cli.record", "The record of processing activities, Article 30(1)."),
    Verb("transfers", "ropa.cli.transfers", "Which flows leave the area, and on what they rely."),
    Verb("diagram", "ropa.cli.diagram", "A picture of who sends what to whom."),
    Verb("query", "ropa.cli.query", "Answers: recipients, holdings, paths, where."),
    Verb("vocabulary", "ropa.cli.vocabulary", "The shipped words: data, purposes, people, measures, vendors."),
    Verb("schema", "ropa.cli.schema", "The JSON Schema of the inventory format, for editors."),
)
