"""Positions, problems, exceptions and the version: what every layer may know."""

from ropa.errors.base import InputProblems, Position, Problem, RenderError, RopaError, UsageError
from ropa.errors.version import __version__

__all__ = ["InputProblems", "Position", "Problem", "RenderError", "RopaError", "UsageError", "__version__"]
