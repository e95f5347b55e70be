"""English for what people look up: the words of an answer, and the topics of the tables of the law."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: What each answer to a question means, surest first.
VERDICTS: Final[Mapping[str, tuple[str, str]]] = {
    "found": ("found", "A stated fact matches the question, exactly or by something narrower."),
    "implied": ("implied", "Nothing states it, but it follows from what the register says."),
    "denied": ("denied", "A promise of the organisation covers the whole question."),
    "none": ("none", "The register says that its list is complete, and nothing on it matches."),
    "not-stated": ("not stated", "The register is silent. Silence means neither yes nor no."),
}

#: What the rows of the law are about, by topic.
TOPICS: Final[Mapping[str, str]] = {
    "answer": "time to answer a request",
    "answer-extension": "by how much that time can be extended",
    "child-consent": "age from which a child can consent to an online service",
    "child-consent-floor": "lowest age that a State may set for that",
    "foreign-parent": "a parent company outside can give orders to a recipient",
    "information-indirect": "time to inform people whose data came from elsewhere",
    "legal-basis": "the need of a legal basis for all processing",
    "rights": "the rights of people",
    "state-of-disclosure": "the State named with each disclosure abroad",
    "policy-document": "a condition that needs a policy document of its own",
    "record-headcount": "persons employed, below which the record may be spared",
    "representative": "an organisation outside has to name a representative",
    "screening-criteria": "criteria met that make an impact assessment likely",
}


def topic(key: str) -> str:
    """Return what the rows on a topic are about; `TOPIC/CASE` names the case as well.

    >>> topic("answer"), topic("policy-document/health")
    ('time to answer a request', 'a condition that needs a policy document of its own: health')
    """
    name, _, case = key.partition("/")
    words = TOPICS.get(name, name.replace("-", " "))
    return f"{words}: {case.replace('-', ' ')}" if case else words
