"""Who is up and down the stream of what was asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ropa.graph import ANY, Fact, Thread, downstream
from ropa.model.words import Certainty, FlowKind
from ropa.questions.base import Context, Reach
from ropa.questions.impact_items import PartyTouched
from ropa.questions.impact_parts import Touched
from ropa.questions.impact_reach import Reached, Spread, Start
from ropa.questions.matching import Asked, Hit, hits, party
from ropa.questions.text import distinct


def upstream_of(touched: Touched) -> tuple[PartyTouched, ...]:
    """Return where the touched data is stated to come from, people included, by key."""
    spread = Spread(touched.context.graph, back=True)
    found = spread.reached(_starts(touched, touched.touching), touched.extent)
    return tuple(_party(touched.context, reached._replace(host=False)) for reached in found.values())


def downstream_of(touched: Touched, asked: Asked, stored: set[str]) -> tuple[PartyTouched, ...]:
    """Return where the touched data goes, by key: as stated, then by any flow at all (outside parties only).

    What the extent hosts for others is followed as well. `stored` are hosts that the answer lists apart.
    """
    context = touched.context
    spread = Spread(context.graph, back=False)
    own = spread.reached(_starts(touched, touched.touching), touched.extent)
    hosted = frozenset(touched.hosted)
    facts = (fact for fact in context.graph.facts if fact.flow.target in hosted) if hosted else ()
    starts = {
        Start(hit.fact.flow.target, *thread) for hit in hits(context, asked, facts) for thread in _threads(context, hit)
    }
    further = spread.reached(starts, touched.extent | hosted)
    found: dict[str, PartyTouched] = {}
    for node, reached in {**further, **own}.items():
        fed_back = context.graph.is_person(node) and not context.graph.is_outside(reached.fact)
        if not fed_back and not (reached.host and node in stored):
            found[node] = _party(context, reached, through=reached.path[0] if node not in own else "")
    holders = {start.node for start in (*_starts(touched, touched.touching), *starts)}
    known = {*found, *own, *further, *touched.extent, *hosted, *stored}
    for possible in _undeclared(context, holders, known):
        found[possible.id] = possible
    return tuple(found[node] for node in sorted(found))


def _starts(touched: Touched, touching: Iterable[Hit]) -> set[Start]:
    """Return where in the extent the touched data is, as threads that flows may carry on."""
    return {
        Start(node, *thread)
        for hit in touching
        for node in (hit.fact.flow.target, hit.fact.flow.source)
        if node in touched.extent
        for thread in _threads(touched.context, hit)
    }


def _threads(context: Context, hit: Hit) -> Iterator[tuple[Thread, Certainty]]:
    """Yield the threads of a fact, narrowed to what was asked about, each with its certainty."""
    for subject, data in hit.cells:
        thread = context.graph.join(Thread(subject or ANY, data or ANY), hit.fact.pair)
        if thread is not None:
            yield thread, hit.certainty


def _party(context: Context, reached: Reached, *, through: str = "") -> PartyTouched:
    shown = party(context, reached.node, ())
    flow = reached.fact.flow
    return PartyTouched(
        id=shown.id,
        name=shown.name,
        kind=shown.kind,
        country=shown.country,
        source=shown.source,
        from_directory=shown.from_directory,
        internal=shown.internal,
        direct=reached.direct,
        host=reached.host,
        through=through,
        data=tuple(sorted(key for key in reached.data if key not in (None, ANY))),
        certainty=reached.certainty,
        path=reached.path,
        flow=flow.id,
        cites=distinct((*flow.cites, *reached.fact.pair.cites)),
    )


def _undeclared(context: Context, holders: Iterable[str], known: set[str]) -> Iterator[PartyTouched]:
    """Yield the outside organisations that only the widest reading finds."""
    reached = downstream(context.graph, holders)
    for node in sorted(reached):
        if node in known or node not in context.register.organisations or context.register.is_internal(node):
            continue
        last, path = _chain(reached, node)
        if last is None:
            continue
        shown = party(context, node, ())
        yield PartyTouched(
            id=shown.id,
            name=shown.name,
            kind=shown.kind,
            country=shown.country,
            source=shown.source,
            from_directory=shown.from_directory,
            internal=shown.internal,
            host=last.flow.kind is FlowKind.HOSTING,
            reach=Reach.POSSIBLE,
            certainty=Certainty.POSSIBLE.at_most(last.pair.certainty),
            path=path,
            flow=last.flow.id,
            cites=distinct(last.flow.cites),
        )


def _chain(reached: dict[str, tuple[Fact | None, str]], node: str) -> tuple[Fact | None, tuple[str, ...]]:
    """Return the last fact on the way to a node and the way from the holder, the holder first."""
    nodes = [node]
    last, before = reached[node]
    while before:
        nodes.append(before)
        fact, before = reached[before]
        last = last or fact
    return last, tuple(reversed(nodes))
