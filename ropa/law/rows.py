"""What the law said, as dated rows: countries, regimes, their area, adequacy decisions, transfer tools, record items.

Nothing here decides anything: every statement is a row with a source. Intervals are closed; an empty end is open.
`verified` is `yes` (seen in a source), `partly` (a part was seen, `source` says which) or `no` (general knowledge):
what is not `yes` has to reach the user as unverified.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ropa.law.tables import in_interval

#: Scopes of a decision that never make an ordinary transfer adequate.
_SPECIAL_SCOPES = frozenset({"law-enforcement", "pnr", "bridge", "none"})

#: Ends of a decision that nobody could prepare for, or has to: what it covered is inside the area from then on.
_NO_WARNING = frozenset({"invalidated-by-court", "annulled-by-court", "superseded-by-accession"})


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with a code of its own (ISO 3166-1, and XK, which is in use but not in the standard).

    Attributes:
        alpha2: the key; `NA` is Namibia, `GB` the United Kingdom.
        alpha3: three letters.
        name: the short English name.
        aliases: other names that people write, among them former ones.
        parent_state: alpha-2 of the state it belongs to, where that matters for the area of a regime; else empty.
        eu_from: first day in the European Union (of a territory: as part of its state), or None.
        eu_until: last day in it, or None.
        eea_from: first day in the European Economic Area, or None.
        eea_until: last day in it, or None.
        gdpr_from: first day on which Regulation (EU) 2016/679 applied there as law of the place, or None.
        gdpr_until: last such day, or None.
        note: what one has to know about it.
        source: where code and dates were seen.
        verified: see the module; a membership is mostly `partly`: seen, but its dates were not.
    """

    alpha2: str
    alpha3: str
    name: str
    aliases: tuple[str, ...]
    parent_state: str
    eu_from: date | None
    eu_until: date | None
    eea_from: date | None
    eea_until: date | None
    gdpr_from: date | None
    gdpr_until: date | None
    note: str
    source: str
    verified: str


@dataclass(frozen=True, slots=True)
class AdequacyDecision:
    """A decision, regulation or list entry that a destination protects data well enough, or a recorded lack of one.

    Attributes:
        id: the key, such as `eu-us-dpf`.
        regime: `eu-gdpr`, `uk-gdpr`, `ch-fadp`, or `eu-led` for Directive (EU) 2016/680.
        country: alpha-2 of the destination; empty where the destination is an organisation.
        name: the destination in words.
        recipients: where the destination is an organisation: names by which it is known; else empty.
        kind: `country`, `territory`, `certified-organisations`, `international-organisation`, `sector`.
        scope: what it covers, in words.
        scope_code: `full`, `partial`, `sector`, `listed-organisations`; `law-enforcement`, `pnr`, `bridge` and `none`
            never make an ordinary transfer adequate.
        recipient_condition: what must be proven of the concrete recipient, or empty.
        instrument: the number or title of the act.
        legal_basis: the provision it was adopted under.
        adopted: day of adoption, or None where not known.
        valid_from: first day on which it could be relied on, or None for a negative entry.
        valid_until: last such day, or None while open.
        status: `in-force`, `in-force-contested`, `ended`, `invalidated`, `annulled`, `not-adequate`, `unknown`.
        ended_on: day of the event that ended it (of a judgment: its date), or None.
        end_kind: `replaced`, `expired`, `superseded-by-accession`, `invalidated-by-court`, `annulled-by-court`, empty.
        reason: the judgment, review or event behind the status.
        evidence_required: what somebody who relies on it must have at hand.
        source: where it was seen.
        verified: see the module.
        notes: doubts and warnings.
        data_as_of: the day on which this row was compiled.
    """

    id: str
    regime: str
    country: str
    name: str
    recipients: tuple[str, ...]
    kind: str
    scope: str
    scope_code: str
    recipient_condition: str
    instrument: str
    legal_basis: str
    adopted: date | None
    valid_from: date | None
    valid_until: date | None
    status: str
    ended_on: date | None
    end_kind: str
    reason: str
    evidence_required: str
    source: str
    verified: str
    notes: str
    data_as_of: date

    @property
    def ordinary(self) -> bool:
        """Whether it can carry a transfer under the general rules (see `scope_code`)."""
        return self.scope_code not in _SPECIAL_SCOPES

    @property
    def announced_end(self) -> date | None:
        """The last day where somebody could be warned of it: not of a judgment to come, nor of an accession."""
        return None if self.end_kind in _NO_WARNING else self.valid_until

    def in_force(self, on: date) -> bool:
        """Return whether it could be relied on that day (the day of a judgment is already outside)."""
        return in_interval(self.valid_from, self.valid_until, on)


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A stretch of time in which a place was inside the area of a regime.

    Attributes:
        regime: key of the regime.
        country: alpha-2 of the place.
        valid_from: first day inside (column `from`).
        valid_until: last day inside (column `until`), or None while open.
        status: the grade that a flow to it gets: `domestic`.
        kind: why it is inside: `member`, `eea`, `territory`, `transition`, `bridge`, `own`.
        reason: the same in words, to be shown beside the grade.
        source: the act behind it.
        verified: see the module.
    """

    regime: str
    country: str
    valid_from: date
    valid_until: date | None
    status: str
    kind: str
    reason: str
    source: str
    verified: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision that is cited beside a fact, and the days on which it held.

    Attributes:
        topic: what it is about: `foreign-parent` (somebody outside can give orders to a recipient), `representative`
            (the duty of an organisation outside the area to name one), `legal-basis` (all processing needs one),
            `rights` (those of the vocabulary), `state-of-disclosure` (recorded with each disclosure abroad),
            `told-of-transfer`, `copy-of-safeguard` (what people are told of transfers),
            `policy-document/CONDITION` (a condition of Article 9 that asks for one).
        regime: key of the regime.
        articles: as they are cited.
        valid_from, valid_until: first and last day; the last one None while open.
        source: the official text.
        verified: see the module.
    """

    topic: str
    regime: str
    articles: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    source: str
    verified: str


@dataclass(frozen=True, slots=True)
class Regime:
    """A body of transfer rules.

    Attributes:
        key: `eu-gdpr`, `uk-gdpr`, `ch-fadp`.
        name: its name in words.
        instrument: the act.
        in_force_from: the first day on which that act applied.
        data_from: the first day that these tables cover; what lies before is unknown, not free.
        predecessor: the act that stood in its place between `data_from` and `in_force_from`, with its dates; or empty.
        transfer_articles: its provisions on transfers, in order.
        predecessor_articles: those of the predecessor.
        general_article: the provision that says that every transfer, onward ones included, needs a ground.
        authority: who supervises it.
        notes: what one has to know.
        source: where it was seen.
        verified: see the module.
    """

    key: str
    name: str
    instrument: str
    in_force_from: date
    data_from: date
    predecessor: str
    transfer_articles: tuple[str, ...]
    predecessor_articles: tuple[str, ...]
    general_article: str
    authority: str
    notes: str
    source: str
    verified: str


@dataclass(frozen=True, slots=True)
class ToolTerm:
    """What a transfer tool is under one regime in one stretch of time.

    Attributes:
        regime: key of the regime.
        article: the provision, with the name of the act where it is not the regime's own.
        valid_from: first day on which it could carry a transfer, or None where it never could.
        new_use_until: last day on which it could be newly agreed, or None while open.
        valid_until: last day on which one agreed in time could be relied on, or None while open.
        status: `available`, `rare`, `exceptional`, `contested`, `ended`, `legacy`, `not-a-tool`.
        instrument: the act, decision or form.
        authorisation: who has to approve it beforehand; empty where nobody has to.
        assessment: whether a transfer impact assessment belongs to it: `yes`, `no`, or the case in words.
        evidence: what must be at hand.
        constraints: what it does not cover.
        source: where it was seen.
        verified: see the module.
    """

    regime: str
    article: str
    valid_from: date | None
    new_use_until: date | None
    valid_until: date | None
    status: str
    instrument: str
    authorisation: str
    assessment: str
    evidence: str
    constraints: str
    source: str
    verified: str

    def in_force(self, on: date) -> bool:
        """Return whether it could carry a transfer that day, if agreed in time."""
        return in_interval(self.valid_from, self.valid_until, on)

    def open_for_new_use(self, on: date) -> bool:
        """Return whether it could be newly agreed that day."""
        return self.in_force(on) and (self.new_use_until is None or on <= self.new_use_until)


@dataclass(frozen=True, slots=True)
class Tool:
    """A transfer tool as a register names it, with its terms under each regime.

    Attributes:
        key: the word in the register, such as `scc-2021`.
        label: its name in words.
        category: `adequacy`, `safeguard`, `derogation`, or `not-a-tool` for what people take for one.
        aliases: other names for it.
        terms: its terms by regime and date; those of its home regime first.
    """

    key: str
    label: str
    category: str
    aliases: tuple[str, ...]
    terms: tuple[ToolTerm, ...]

    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes that know it, the home regime first."""
        return tuple(dict.fromkeys(term.regime for term in self.terms))

    def term(self, regime: str, on: date) -> ToolTerm | None:
        """Return the terms that hold under the regime that day.

        Where none holds: the last ones that had begun by then, else the first to come, so that a message can say
        when it ended or begins. None where the regime does not know the tool: it can then never carry a transfer.
        """
        known = [term for term in self.terms if term.regime == regime]
        holding = [term for term in known if term.in_force(on)]
        if holding:
            return holding[-1]
        begun = [term for term in known if term.valid_from is not None and term.valid_from <= on]
        return begun[-1] if begun else next(iter(known), None)

    def last_day(self, term: ToolTerm) -> date | None:
        """Return the last day of the terms and of those under the same regime that follow on them without a gap."""
        last = term.valid_until
        for later in self.terms:
            if last is not None and later.regime == term.regime and later.valid_from == last + timedelta(days=1):
                last = later.valid_until
        return last

    @property
    def article(self) -> str:
        """The provision of the latest terms of the home regime."""
        return self._home.article

    @property
    def valid_from(self) -> date | None:
        """The first day of the earliest terms of the home regime."""
        return next(term for term in self.terms if term.regime == self.terms[0].regime).valid_from

    @property
    def new_use_until(self) -> date | None:
        """The last day on which it could be newly agreed under the home regime."""
        return self._home.new_use_until

    @property
    def valid_until(self) -> date | None:
        """The last day under the home regime."""
        return self._home.valid_until

    @property
    def instrument(self) -> str:
        """The act, decision or form of the latest terms of the home regime."""
        return self._home.instrument

    @property
    def source(self) -> str:
        """Where the latest terms of the home regime were seen."""
        return self._home.source

    @property
    def verified(self) -> str:
        """How sure the latest terms of the home regime are."""
        return self._home.verified

    @property
    def _home(self) -> ToolTerm:
        return [term for term in self.terms if term.regime == self.terms[0].regime][-1]


@dataclass(frozen=True, slots=True)
class ToolModule:
    """Between which roles a set of clauses may be used.

    Attributes:
        tool: key of the tool.
        module: `1` to `4`, or empty where the clauses have none.
        exporter: `controller` or `processor`.
        importer: `controller`, `processor` or `sub-processor`.
        note: what else it asks.
        source: where it was seen.
        verified: see the module.
    """

    tool: str
    module: str
    exporter: str
    importer: str
    note: str
    source: str
    verified: str


@dataclass(frozen=True, slots=True)
class ArticleItem:
    """One thing that an article asks for, in our words.

    Attributes:
        id: the key, such as `A30-1-f`.
        article: the provision, such as `30(1)(f)`; other acts are named.
        record: for Article 30 `controller`, `processor` or `both`; else the group, such as `notice-13`.
        item: what the article asks for.
        requirement: what a record has to hold for it.
        condition: when it is asked for.
        not_enough: what people write and what does not do.
        severity: `error`, `warning` or `info` where it is missing; empty where no record can show it.
        source: where it was seen.
        verified: see the module.
    """

    id: str
    article: str
    record: str
    item: str
    requirement: str
    condition: str
    not_enough: str
    severity: str
    source: str
    verified: str
