"""Tables of the register itself: its head, documents, citations, cookies, rights, promises, observations, notices."""

from sqlmodel import Field

from ropa.store.tables.base import Day, Item, Keyed, Listed, Placed, Said, Table, refers, words


class StampRow(Table, table=True):
    """What the file is and whether its rows are as they were exported; always one row.

    Attributes:
        format: of the tables. version: of the tool. shipped: digest of the shipped data the register was resolved with.
        content: digest of all rows of the register. changes: the file's change counter after the export.
    """

    __tablename__ = "ropa_stamp"
    row_id: int = Field(default=1, primary_key=True)
    format: int
    version: str
    shipped: str
    content: str
    changes: int


class SourceFileRow(Table, table=True):
    """A file that statements were read from."""

    __tablename__ = "source_file"
    row_id: int | None = Field(default=None, primary_key=True)
    path: str = Field(unique=True)


class RegisterRow(Said, table=True):
    """Whose record this is; `regimes` and `complete` are words, as JSON. Always one row."""

    __tablename__ = "register"
    name: str | None = None
    organisation: str = refers("organisation.key", needed=True)
    as_of: Day = None
    regimes: list[str] | None = words()
    complete: list[str] | None = words()
    version: str | None = None
    prepared_by: str | None = None
    exemption: str | None = None


class RecordApprovalRow(Said, table=True):
    """Who approved the record, and when."""

    __tablename__ = "record_approval"
    of_register: int = refers("register.row_id", needed=True, unique=True)
    name: str | None = None
    date: Day = None


class LostRow(Said, table=True):
    """Something that the source has lost."""

    __tablename__ = "lost"
    of_register: int = refers("register.row_id", needed=True)
    what: str


class DocumentRow(Keyed, table=True):
    """A source that facts cite."""

    __tablename__ = "document"
    file: str | None = None
    url: str | None = None
    sha256: str | None = None
    date: Day = None


class CiteRow(Placed, table=True):
    """A citation of any statement.

    Attributes:
        of_table, of_row: the row that cites. Two columns instead of forty tables of citations; no database can check
            them as a foreign key, the reader does. part: `says` or `but` of an observation, else empty.
        lines: LINE or FROM-TO.
    """

    __tablename__ = "cite"
    of_table: str
    of_row: int
    part: str = ""
    document: str = refers("document.key", needed=True, index=True)
    lines: str | None = None
    section: str | None = None
    words: str | None = None


class CookieRow(Said, table=True):
    """A cookie or similar storage."""

    __tablename__ = "cookie"
    name: str | None = None
    set_by: str | None = refers("node.key")
    lifetime: str | None = None


class CookieSubjectRow(Listed, table=True):
    """On whose devices a cookie is set."""

    __tablename__ = "cookie_subject"
    cookie: int = refers("cookie.row_id", needed=True, index=True)
    subject: str = refers("data_subject.key", needed=True)


class CookieDataRow(Listed, table=True):
    """What a cookie holds or reveals."""

    __tablename__ = "cookie_data"
    cookie: int = refers("cookie.row_id", needed=True, index=True)
    data: str = refers("data_category.key", needed=True)


class CookiePurposeRow(Item, table=True):
    """What a cookie is for."""

    __tablename__ = "cookie_purpose"
    cookie: int = refers("cookie.row_id", needed=True, index=True)
    item: str = refers("purpose.key", needed=True)


class CookieClaimRow(Said, table=True):
    """What the organisation declares a cookie to be."""

    __tablename__ = "cookie_claim"
    cookie: int = refers("cookie.row_id", needed=True, unique=True)
    value: str


class RightRow(Keyed, table=True):
    """How a right of the person is offered; `right_key` is the shipped key of the right."""

    __tablename__ = "offered_right"
    right_key: str | None = None
    channel: str | None = None
    within: str | None = None
    exceptions: str | None = None
    offered: bool = True


class RightDataRow(Listed, table=True):
    """A category that a right does not cover."""

    __tablename__ = "right_except_data"
    offered_right: str = refers("offered_right.key", needed=True, index=True)
    data: str = refers("data_category.key", needed=True)


class RightSubjectRow(Listed, table=True):
    """Whose right it is."""

    __tablename__ = "right_subject"
    offered_right: str = refers("offered_right.key", needed=True, index=True)
    subject: str = refers("data_subject.key", needed=True)


class PromiseRow(Keyed, table=True):
    """Something that the organisation says it does not do, or does only so."""

    __tablename__ = "promise"
    unless: str | None = None


class PromiseTermsRow(Said, table=True):
    """The terms of a promise; `part` is never, only or exceptions. The keys they name are rows of `promise_term`."""

    __tablename__ = "promise_terms"
    promise: str = refers("promise.key", needed=True, index=True)
    part: str
    everything: bool = False
    outside: bool = False
    own_systems: bool = False
    automated_decisions: bool = False


class PromiseTermRow(Listed, table=True):
    """A key that the terms of a promise name; `part` says as what: data, to, held_in, read_by, purposes ..."""

    __tablename__ = "promise_term"
    terms: int = refers("promise_terms.row_id", needed=True, index=True)
    part: str
    item: str


class ObservationRow(Said, table=True):
    """What a reader noticed; `articles` are words, as JSON."""

    __tablename__ = "observation"
    kind: str
    why: str | None = None
    articles: list[str] | None = words()


class WaiverRow(Said, table=True):
    """A finding moved aside."""

    __tablename__ = "waiver"
    code: str
    at: str
    why: str | None = None
    until: Day = None


class NoticeRow(Placed, table=True):
    """What the resolver noticed; derived."""

    __tablename__ = "notice"
    kind: str
    at: str
    message: str
