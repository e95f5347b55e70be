"""Pictures: a view as DOT text first, then as SVG, PNG or PDF where a layout program is at hand, or as Mermaid text."""

from ropa.diagrams.activity import ACTIVITY, activities_to_draw
from ropa.diagrams.base import Edge, FlowId, LegendEntry, Node, Picture, Rung, Undrawn
from ropa.diagrams.borders import BORDERS
from ropa.diagrams.compose import MAX_EDGES, draw
from ropa.diagrams.context import CONTEXT
from ropa.diagrams.data import DATA
from ropa.diagrams.mermaid import write_mermaid
from ropa.diagrams.render import FORMATS, Rendered, render
from ropa.diagrams.scope import Scope, scope_of
from ropa.diagrams.svg import Theme
from ropa.diagrams.systems import SYSTEMS
from ropa.diagrams.view import View

#: Views, in the order in which people read them.
VIEWS = (CONTEXT, ACTIVITY, DATA, BORDERS, SYSTEMS)

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
    "Scope",
    "Theme",
    "Undrawn",
    "View",
    "activities_to_draw",
    "draw",
    "render",
    "scope_of",
    "write_mermaid",
]
