"""The graph of facts, and the only place that knows networkx."""

from ropa.graph.base import ANY, Fact, Match, Spot, Thread, Way
from ropa.graph.facts import FactGraph
from ropa.graph.relations import Categories, Subjects
from ropa.graph.traces import Traces
from ropa.graph.ways import Search, along, best_way, downstream, search, shortest_ways

__all__ = [
    "ANY",
    "Categories",
    "Fact",
    "FactGraph",
    "Match",
    "Search",
    "Spot",
    "Subjects",
    "Thread",
    "Traces",
    "Way",
    "along",
    "best_way",
    "downstream",
    "search",
    "shortest_ways",
]
