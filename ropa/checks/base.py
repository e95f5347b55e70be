"""Findings, what a check is given, and what a check is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Protocol

from ropa.errors import Position
from ropa.law import Law
from ropa.model.base import Cite, Part, record
from ropa.model.register import Register
from ropa.vocabulary import Vocabulary


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst; a larger number is less bad."""
        return list(Severity).index(self)


@record
class Finding(Part):
    """Something missing, doubtful or unlawful in a register that resolved.

    Attributes:
        code: family letter and three digits, never reused; name: readable, dotted or hyphenated.
        at: address of the thing (`activities/newsletter/retention`, a flow id, `register`).
        message: what is wrong; fix: what to do about it; articles: of the GDPR, as text.
        waived: reason of the waiver that moved it aside, or empty.
        crashed: True when the check itself failed: the register is not known to be fine.
    """

    code: str
    name: str
    severity: Severity
    at: str
    message: str
    fix: str = ""
    articles: tuple[str, ...] = ()
    position: Position | None = None
    cites: tuple[Cite, ...] = ()
    waived: str = ""
    crashed: bool = False


@record
class Subject(Part):
    """Everything that a check may look at; checks read nothing else.

    Attributes:
        documents: text lines by document key, for the documents that are at hand.
        as_of: date of the law.
        codes: every code that exists, so that a waiver can be told that its code does not; filled by the engine.
    """

    register: Register
    law: Law
    vocabulary: Vocabulary
    as_of: dt.date
    documents: Mapping[str, tuple[str, ...]]
    codes: frozenset[str] = frozenset()


class Check(Protocol):
    """What a module of this package offers in order to be a check; its docstring is its manual page."""

    @property
    def CODE(self) -> str:  # noqa: N802 - a constant of the module
        """Family letter and three digits, never reused."""

    @property
    def NAME(self) -> str:  # noqa: N802
        """Readable, hyphenated: what is demanded; a contract, and part of JSON and SARIF."""

    @property
    def ASKS(self) -> str:  # noqa: N802
        """The question that heads its findings: a heading must not assert what they deny."""

    @property
    def SEVERITY(self) -> Severity:  # noqa: N802
        """Of its findings; where single ones weigh more or less, the docstring says so."""

    @property
    def ARTICLES(self) -> tuple[str, ...]:  # noqa: N802
        """Provisions behind it, as text."""

    @property
    def ITEMS(self) -> tuple[str, ...]:  # noqa: N802
        """Ids of the rows of `law.article_items` that it looks after."""

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]
        """The manual page."""

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield what is wrong, in any order; the engine sorts."""


class Maker:
    """Makes the findings of one check, so that code, name, severity and articles stand in its module once."""

    def __init__(self, code: str, name: str, severity: Severity, articles: tuple[str, ...]) -> None:
        self._code = code
        self._name = name
        self._severity = severity
        self._articles = articles

    def __call__(
        self,
        at: str,
        message: str,
        *,
        fix: str,
        position: Position | None,
        severity: Severity | None = None,
        articles: tuple[str, ...] | None = None,
        cites: tuple[Cite, ...] = (),
    ) -> Finding:
        """Return one finding; `severity` and `articles` only where this one differs from the check's own."""
        return Finding(
            code=self._code,
            name=self._name,
            severity=severity or self._severity,
            at=at,
            message=message,
            fix=fix,
            articles=self._articles if articles is None else articles,
            position=position,
            cites=cites,
        )
