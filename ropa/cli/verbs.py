"""Every verb, in the order in which help lists them; a verb's module is imported when it runs."""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """A verb: its name, the module that holds its `command`, and its help in one line."""

    name: str
    module: str
    help: str


VERBS = (
    Verb("new", "ropa.cli.new", "A register to begin with: asks, or takes options; teaches the format."),
    Verb("check", "ropa.cli.check", "What is missing, doubtful or contradictory, with articles."),
    Verb("explain", "ropa.cli.explain", "A check, an item, an article, a grade, a tool: what it means."),
    Verb("record", "ropa.cli.record", "The record of processing activities, Article 30(1)."),
    Verb("transfers", "ropa.cli.transfers", "Which flows leave the area, and on what they rely."),
    Verb("retention", "ropa.cli.retention", "How long each category of data is kept, and what has no stated limit."),
    Verb("diagram", "ropa.cli.diagram", "A picture of who sends what to whom."),
    Verb("build", "ropa.cli.build", "A folder of pages with everything, opened without a network."),
    Verb("query", "ropa.cli.query", "Answers: who receives what, where, why, how long; impact, rights, cookies."),
    Verb("sql", "ropa.cli.sql", "Read-only SQL on documented views: recipients, transfers, facts and others."),
    Verb("export", "ropa.cli.export", "The whole register as a database, which is a SOURCE for every verb."),
    Verb("vocabulary", "ropa.cli.vocabulary", "The shipped words: data, purposes, people, measures, vendors."),
    Verb("law", "ropa.cli.law", "The dated rows behind every grade and finding, with sources."),
    Verb("synth", "ropa.cli.synth", "A register of any size that looks like a real one, from a seed."),
    Verb("completion", "ropa.cli.completion", "Makes a shell complete verbs, words and keys."),
    Verb("schema", "ropa.cli.schema", "The JSON Schema of the inventory format, for editors."),
)
