"""English: the closed words of the format, the headings and marks of documents, grades, months."""

from __future__ import annotations

from collections.abc import Mapping
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
        "other": "of another kind",
        "not-personal": "not personal data",
        "public": "the public",
        "controller-rights": "obligations and rights of the controller",
        "instructions": "documented instructions only",
        "rights-assistance": "help with the rights of data subjects",
        "compliance-assistance": "help with Articles 32 to 36",
        "end-of-service": "deletion or return at the end",
        "audit": "information and audits",
    }
)

#: Headings of Article 30(1)(a) to (g), in our own words.
LETTERS: Final[Mapping[str, str]] = {
    "a": "Controller, joint controllers, representative, data protection officer",
    "b": "Purposes of the processing",
    "c": "Categories of data subjects and of personal data",
    "d": "Recipients",
    "e": "Transfers to third countries and international organisations",
    "f": "Time limits for erasure",
    "g": "Technical and organisational security measures",
}

#: Headings of Article 30(2)(a) to (d), in our own words.
PROCESSOR_LETTERS: Final[Mapping[str, str]] = {
    "a": "Processors, controllers acted for, representatives, data protection officers",
    "b": "Categories of processing for the controller",
    "c": "Transfers to third countries and international organisations",
    "d": "Technical and organisational security measures",
}

#: The same letters in a word or two, where a column is about one; fragments.
SHORT_LETTERS: Final[Mapping[str, str]] = {
    "a": "Controller",
    "b": "Purposes",
    "c": "People, data",
    "d": "Recipients",
    "e": "Transfers",
    "f": "Time limits",
    "g": "Measures",
}
SHORT_PROCESSOR_LETTERS: Final[Mapping[str, str]] = {
    "a": "Parties",
    "b": "Processing",
    "c": "Transfers",
    "d": "Measures",
}

#: How much of a letter is stated; shown as words, never as a percentage.
STATUS: Final[Mapping[str, str]] = {
    "stated": "stated",
    "implied": "implied",
    "possible": "possible",
    "hypothetical": "hypothetical",
    "lost": "lost in the source",
    "in-part": "in part",
    "generally": "stated generally",
    "none": "none, as stated",
    "none-found": "none found",
    "not-stated": "not stated",
}

#: Marks beside statements, and what each of them tells a reader who was never shown the register.
CHIPS: Final[Mapping[str, tuple[str, str]]] = {
    "implied": ("implied", "The source does not say it in words, but it follows from what the source says."),
    "possible": ("possible", "The source says that it may be so, or names it as an example."),
    "hypothetical": ("hypothetical", "The source says what would be so in a case that has not occurred."),
    "lost": ("lost in the source", "The source said something here that can no longer be read in full."),
    "directory": (
        "vendor directory",
        "Not a statement of the organisation: taken from the vendor directory of this software, with how far "
        "it was verified.",
    ),
    "default": ("by default", "Not written in the register; the software filled it in by a rule that it states."),
    "derived": ("derived", "Computed from other statements of the register, such as who hosts a system."),
    "special-category": ("special category, Art. 9", "Personal data of a kind that Article 9(1) GDPR protects."),
    "criminal": ("criminal offences, Art. 10", "Personal data on convictions or offences (Article 10 GDPR)."),
    "host": (
        "host",
        "Holds the data because it hosts the system, not because the data are sent to it for its own use.",
    ),
    "no-access": ("cannot read", "Holds the data, but the register says that it cannot read them."),
    "internal": ("internal", "Part of the organisation itself."),
    "general": ("stated generally", "Said of the organisation as a whole, not of this activity."),
    "conflict": ("conflicting", "Another statement about the same data in the same case says something else."),
    "criteria": ("several criteria", "Other criteria stand beside it, and nothing says which of them decides."),
    "exception": ("yields to a narrower rule", "Does not count here, because a rule for less of it says otherwise."),
    "open": ("list not closed", "The source says or suggests that there may be further ones of this kind."),
    "unverified": ("unverified", "Rests on a row of this software that was not checked against its source."),
}

#: What each grade of a transfer means, best first.
GRADES: Final[Mapping[str, tuple[str, str]]] = {
    "not-a-transfer": (
        "not a transfer",
        "The data come from people themselves, go to people, or stay within one organisation.",
    ),
    "domestic": (
        "domestic",
        "The receiver is inside the area of the rules; for the EU GDPR that is the European Economic Area (EEA).",
    ),
    "adequate": ("adequate", "An adequacy decision in force on the date of the law covers the receiver."),
    "safeguarded": ("safeguarded", "A safeguard, such as standard clauses, is recorded and fits."),
    "derogation": ("derogation", "Only an exception for specific situations is claimed; a person must review it."),
    "review": ("needs review", "The facts do not settle it; a person must decide."),
    "evidence-missing": (
        "evidence missing",
        "A tool is claimed, but what would prove it is missing, stale or does not fit.",
    ),
    "no-safeguard": ("no safeguard", "The receiver is in a third country, and nothing recorded covers the flow."),
    "invalid": ("invalid", "The claimed tool could not cover this flow on the date of the law."),
    "unknown": (
        "unknown",
        "The country or the party is not known, so that nothing can be said. This is not a good sign.",
    ),
}

#: What decided whether a flow is a restricted transfer.
CRITERIA: Final[Mapping[str, str]] = {
    "regime": "the day or the rules, which the tables do not cover",
    "same-entity": "one entity at both ends",
    "to-people": "people receive the data",
    "published": "the data are open to everybody",
    "from-people": "people give the data themselves",
    "embedded": "a page makes people send the data",
    "exporter": "where the exporter is",
    "onward": "the exporter got the data by a transfer itself",
    "inside": "every place is inside the area of the rules",
    "place-unknown": "a place that is not known",
    "entity": "where the receiver is",
    "storage": "where the data are stored",
    "access": "from where the data are read",
    "international-organisation": "an international organisation receives the data",
}

#: Short names of regimes.
REGIMES: Final[Mapping[str, str]] = {"eu-gdpr": "EU GDPR", "uk-gdpr": "UK GDPR", "ch-fadp": "Swiss FADP"}

#: Months of a date in words.
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
