"""The resolver: drafts in, one register out, or every problem."""

from ropa.resolver.resolve import resolve

__all__ = ["resolve"]
