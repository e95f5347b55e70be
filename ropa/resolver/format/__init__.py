"""The inventory format, declared: one module per group of sections, one `Shape` per mapping."""

from ropa.resolver.format.activities import ACTIVITY, FLOW, MANDATORY, RETENTION
from ropa.resolver.format.duties import DPIA, FURTHER_PURPOSE, INFORMATION, POLICY_DOCUMENT, SCREENING
from ropa.resolver.format.parties import AGREEMENT, DATA_SUBJECT, MEASURE, ORGANISATION, SAFEGUARD, SYSTEM
from ropa.resolver.format.promises import COOKIE, OBSERVATION, PROMISE, RIGHT, WAIVER
from ropa.resolver.format.register import DOCUMENT, REGISTER
from ropa.resolver.format.terms import DATA_CATEGORY, PURPOSE

__all__ = [
    "ACTIVITY",
    "AGREEMENT",
    "COOKIE",
    "DATA_CATEGORY",
    "DATA_SUBJECT",
    "DOCUMENT",
    "DPIA",
    "FLOW",
    "FURTHER_PURPOSE",
    "INFORMATION",
    "MANDATORY",
    "MEASURE",
    "OBSERVATION",
    "ORGANISATION",
    "POLICY_DOCUMENT",
    "PROMISE",
    "PURPOSE",
    "REGISTER",
    "RETENTION",
    "RIGHT",
    "SAFEGUARD",
    "SCREENING",
    "SYSTEM",
    "WAIVER",
]
