"""A folder of pages on one register: reports, pictures and data put together, opened without a network."""

from ropa.site.base import Built, Progress
from ropa.site.build import Inputs, build
from ropa.site.folder import standing

__all__ = ["Built", "Inputs", "Progress", "build", "standing"]
