"""Flows and their facts as entries of a draft."""

from __future__ import annotations

from typing import Any

from ropa.model import Certainty
from ropa.resolver import format as inventory
from ropa.resolver.draft import Entry, Mapping, Node, Sequence
from ropa.store import messages
from ropa.store.draftvalues import Values, scalar, text
from ropa.store.rawrows import Raw
from ropa.store.shipped import Shipped


def flow_entry(flow: Raw, values: Values, shipped: Shipped) -> Entry:
    """Return `FROM -> TO: {...}` of a declared flow.

    Facts whose people are stated become `pairs`; where the people were found upstream only the data are stated, and
    the resolver looks for the people once more. Behind facts that are not everything of everybody stood `data: all`,
    which no row keeps: such facts become `pairs` as well, so that nobody is tied to data that nobody said.
    """
    said = values.mapping(inventory.FLOW, flow)
    arrow = f"{text(flow.values['source'])} -> {text(flow.values['target'])}"
    pairs = flow.parts.get("pairs", [])
    stated = [pair for pair in pairs if not pair.values["inferred"]]
    inferred = [pair for pair in pairs if pair.values["inferred"]]
    entries = [entry for entry in said.entries if entry.key != "pairs"]
    if stated:
        entries.append(_pairs([*stated, *inferred], flow, values, shipped))
    elif _needs_pairs(inferred):
        entries.append(_pairs([pair for pair in inferred if not _says_nothing(pair)], flow, values, shipped))
    else:
        entries.extend(_data(inferred, flow, values, shipped))
    return Entry(arrow, flow.position("source"), Mapping(tuple(entries), flow.position()))


def _needs_pairs(pairs: list[Raw]) -> bool:
    """Tell whether the facts are less than all these data of all these people, so that they cannot be said apart."""
    said = {(pair.values["subject"], pair.values["data"]) for pair in pairs if not _says_nothing(pair)}
    subjects, data = {subject for subject, _ in said}, {item for _, item in said}
    return len(said) < len(subjects) * len(data) and None not in subjects


def _says_nothing(pair: Raw) -> bool:
    return pair.values["subject"] is None and pair.values["data"] is None


def _pairs(pairs: list[Raw], flow: Raw, values: Values, shipped: Shipped) -> Entry:
    if all(pair.values["data"] is None and pair.values["subject"] is not None for pair in pairs):
        # Where no data are stated, what is known of a fact is said at the people.
        said = tuple(_item(flow, pair, values, pair.values["subject"], "subject") for pair in pairs)
        return Entry("subjects", said[0].position, Sequence(said, said[0].position))
    people: dict[str, list[Raw]] = {}
    for pair in pairs:
        if pair.values["subject"] is None:
            values.problems.append(messages.people_for_some(pair.position("subject")))
        else:
            people.setdefault(text(pair.values["subject"]), []).append(pair)
    entries = []
    for subject, members in people.items():
        items = [_data_item(flow, pair, values, shipped) for pair in members if pair.values["data"] is not None]
        at = members[0].position("subject")
        entries.append(Entry(subject, at, Sequence(tuple(items), at)))
    at = pairs[0].position()
    return Entry("pairs", at, Mapping(tuple(entries), at))


def _data(pairs: list[Raw], flow: Raw, values: Values, shipped: Shipped) -> list[Entry]:
    """Return the data of facts whose people were found upstream, each once, as sure as its surest fact."""
    best: dict[str, Raw] = {}
    for pair in pairs:
        data = pair.values["data"]
        if data is not None and (data not in best or _rank(pair) < _rank(best[data])):
            best[data] = pair
    items = [_data_item(flow, pair, values, shipped) for pair in best.values()]
    return [Entry("data", items[0].position, Sequence(tuple(items), items[0].position))] if items else []


def _rank(pair: Raw) -> int:
    known: dict[Any, int] = {member.value: member.rank for member in Certainty}
    return known.get(pair.values["certainty"], len(known))


def _data_item(flow: Raw, pair: Raw, values: Values, shipped: Shipped) -> Node:
    key = text(pair.values["data"])
    return _item(flow, pair, values, shipped.own_words("data_categories").get(key, key), "data")


def _item(flow: Raw, pair: Raw, values: Values, word: Any, column: str) -> Node:
    """Return a category or a kind of people, in its long form where the fact is known otherwise than its flow."""
    node = scalar(word, pair.position(column))
    entries = values.common(pair, usual=flow.values["certainty"])
    if pair.values["stated_as"] == flow.values["stated_as"]:
        entries = [entry for entry in entries if entry.key != "stated_as"]
    return Mapping((Entry("is", node.position, node), *entries), node.position) if entries else node
