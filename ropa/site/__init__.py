"""A folder of pages on one register: reports, pictures and data put together, opened without a network."""

from ropa.site.base import Built, Progress
from ropa.site.build import Inputs, build

__all__ = ["Built", "Inputs", "Progress", "build"]
