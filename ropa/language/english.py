"""English labels for the closed words of the format and for the headings of reports."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

LABELS: Final = MappingProxyType(
    {
        "not-stated": "not stated",
        "none": "none",
        "stated": "stated",
        "implied": "implied",
        "possible": "possible",
        "hypothetical": "hypothetical",
        "lost": "lost in the source",
        "controller": "controller",
        "joint-controller": "joint controller",
        "processor": "processor",
        "sub-processor": "sub-processor",
        "authority": "public authority",
        "internal": "internal",
        "company": "company",
        "public-authority": "public authority",
        "international-organisation": "international organisation",
        "category": "unnamed category",
        "person": "person",
    }
)
