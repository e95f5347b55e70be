"""Pictures: a view as DOT text first, then as SVG, PNG or PDF where a layout program is at hand."""

from ropa.diagrams.base import Edge, FlowId, LegendEntry, Node, Picture, Rung
from ropa.diagrams.context import MAX_EDGES, context
from ropa.diagrams.render import FORMATS, Rendered, render
from ropa.diagrams.svg import Theme

#: Views by name, in the order in which people read them.
VIEWS = (("context", context),)

__all__ = [
    "FORMATS",
    "MAX_EDGES",
    "VIEWS",
    "Edge",
    "FlowId",
    "LegendEntry",
    "Node",
    "Picture",
    "Rendered",
    "Rung",
    "Theme",
    "context",
    "render",
]
