"""The resolver: drafts in, one register out, or every problem."""

from ropa.resolver.assembly import resolve

__all__ = ["resolve"]
