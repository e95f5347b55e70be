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
    "told-of-transfer": "telling people of transfers",
    "copy-of-safeguard": "telling people how to get a copy of a safeguard",
    "policy-document": "a condition that needs a policy document of its own",
    "record-headcount": "persons employed, below which the record may be spared",
    "representative": "an organisation outside has to name a representative",
    "screening-criteria": "criteria met that make an impact assessment likely",
}


#: What can be explained, by kind, in the order in which meanings are told.
KINDS: Final[Mapping[str, str]] = {
    "check": "what a check demands, with a wrong and a right record",
    "family": "the checks of one letter",
    "article": "a provision: what it asks for, and what rests on it",
    "item": "one thing that an article asks for",
    "grade": "how a flow stands as a transfer",
    "criterion": "what decides whether a flow is a transfer",
    "tool": "a transfer tool, with its terms under each regime",
    "regime": "a body of rules on transfers",
    "decision": "an adequacy decision",
    "rule": "what transfer tools ask for, by kind",
    "authority": "an authority that can approve a tool",
    "row": "any other row of the law: a country, a limit, a provision, a rule",
    "fault": "what speaks against a claimed tool",
    "answer": "the answer to a question",
    "mark": "a mark beside a statement",
}

#: What each kind of rule asks of a transfer tool.
RULES: Final[Mapping[str, str]] = {
    "adapted": "the clauses are adapted to the regime, and the record says how",
    "agreed": "the tool was agreed while it was open for new use, and its parties go on with it",
    "approval": "an authority approved the tool, and the record names it with the day",
    "approval-age": "the approval is not older than the value says",
    "assessment": "the law at the destination was assessed, and the assessment is current",
    "checked": "somebody looked the listing up, not longer ago than the value says",
    "condition": "the recipient meets the condition of the decision, and the record says how",
    "decision": "an adequacy decision lies beneath the tool",
    "document": "a document of that kind is on record",
    "exporter-kind": "the exporter is of one of these kinds",
    "exporter-not": "the exporter is of none of these kinds",
    "exporter-role": "the exporter has one of these roles in the flow",
    "framework": "the listing covers the framework of this regime",
    "ground": "the record says why the exception holds",
    "group": "both parties are of the group that the tool binds",
    "importer-kind": "the importer is of one of these kinds",
    "importer-not": "the importer is of none of these kinds",
    "importer-not-subject": "the importer is not itself subject to the rules",
    "listed": "the recipient itself is listed or certified",
    "module": "the module of the clauses fits the roles of the parties",
    "notice": "the authority was told",
    "onward": "the tool binds the recipient for what it passes on",
    "parties": "exporter and importer are among the parties",
    "people": "the data are about one of these kinds of people, or none of them",
    "recorded": "the suitable safeguards are documented in the record",
    "signed": "the day of signature is on record, and the tool was open that day",
    "specific": "the exception is used for a specific case and not every day",
}

#: What can speak against a claimed tool, by the word that JSON, CSV and checks use.
FAULTS: Final[Mapping[str, str]] = {
    "adapted": "how the clauses were adapted is not on record",
    "approval": "the approval, its day or its holder is not on record, or it is not of this tool",
    "assessment": "there is no dated assessment of the law at the destination",
    "assessment-stale": "the assessment is past the day by which it was to be reviewed",
    "authority": "the body that approved is not one that these rules know for it",
    "checked": "the day on which somebody looked the listing up is not on record",
    "checked-stale": "the listing was looked up too long ago",
    "condition": "that the recipient meets the condition of the decision is not on record",
    "covers": "the listing is not on record, or is for another framework",
    "document": "a document that the tool needs is not on record",
    "ended": "the tool could no longer be relied on that day",
    "entity": "another legal entity is listed, or none is named",
    "everyday": "an exception is used every day; that decides nothing, and a person has to weigh it",
    "exporter-barred": "the exporter is of a kind that may not use the tool",
    "exporter-kind": "the exporter is not recorded as one of the kinds that may use the tool",
    "ground": "why the exception holds is not on record",
    "group": "the importer is not in the group that the tool binds",
    "importer-barred": "the importer is of a kind for which the tool is not made",
    "importer-kind": "the importer is not recorded as one of the kinds that may use the tool",
    "importer-subject": "the importer is itself under the rules, and the clauses are not made for that",
    "module": "the module is not on record, or does not fit the roles",
    "no-decision": "no decision lies beneath the tool that day",
    "no-tool": "what is claimed is no transfer tool",
    "notice": "that the authority was told is not on record",
    "other-country": "the decision covers another country",
    "other-regime": "the tool is of another regime",
    "parties": "the parties are not on record, or are others",
    "recorded": "the suitable safeguards are not documented",
    "role": "a party has a role in which the tool cannot be used",
    "run-out": "the certificate, approval or term has run out",
    "signed": "the day of signature is not on record, or lies after the day asked about",
    "signed-early": "signed before the tool was there",
    "signed-late": "signed after the tool was closed for new use",
    "too-early": "the tool was not there yet that day",
    "unknown-tool": "no tool of that name is known",
}


def topic(key: str) -> str:
    """Return what the rows on a topic are about; `TOPIC/CASE` names the case as well.

    >>> topic("answer"), topic("policy-document/health")
    ('time to answer a request', 'a condition that needs a policy document of its own: health')
    """
    name, _, case = key.partition("/")
    words = TOPICS.get(name, name.replace("-", " "))
    return f"{words}: {case.replace('-', ' ')}" if case else words
