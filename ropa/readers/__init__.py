"""Readers: text and folders in, drafts and problems out."""

from ropa.readers.files import MAX_BYTES, read_source
from ropa.readers.yaml_text import MAX_DEPTH, read_yaml

__all__ = ["MAX_BYTES", "MAX_DEPTH", "read_source", "read_yaml"]
