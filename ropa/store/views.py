"""The views that `ropa sql` reads: what each row is, and every column in a few words.

They stand in every file that `ropa export` writes, so that other programs can ask them as well. `transfers` is no view
of the file, because grades depend on the day of the law: it is filled when a query names it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple


class View(NamedTuple):
    """A view: what one row is, its columns with their meaning in order, and the query behind it."""

    name: str
    row: str
    columns: Mapping[str, str]
    query: str


_SAID = {
    "certainty": "stated, implied, possible, hypothetical or lost",
    "cites": "where the source says so: DOCUMENT:LINES, joined by `, `",
    "file": "file of the inventory it was read from",
    "line": "line in that file",
}


def _cites(table: str, row: str) -> str:
    """Return the query of the citations of a row, in the order written."""
    text = "document || CASE WHEN lines IS NOT NULL THEN ':' || lines WHEN section IS NOT NULL THEN ' (' || section || ')' ELSE '' END"
    inner = (
        f"SELECT {text} AS place FROM cite WHERE of_table = '{table}' AND of_row = {row} AND part = '' ORDER BY row_id"
    )
    return f"(SELECT group_concat(place, ', ') FROM ({inner}))"


def _place(alias: str) -> str:
    return f"(SELECT path FROM source_file WHERE row_id = {alias}.at_file) AS file, {alias}.at_line AS line"


def _joined(table: str, column: str, owner: str, value: str) -> str:
    """Return the query of a list, in the order written."""
    inner = f"SELECT {column} AS item FROM {table} WHERE {owner} = {value} ORDER BY row_id"
    return f"(SELECT group_concat(item, ', ') FROM ({inner}))"


def _words(column: str) -> str:
    return f"(SELECT group_concat(value, ', ') FROM json_each({column}))"


def _said(table: str, alias: str) -> str:
    return f"{alias}.certainty, {_cites(table, f'{alias}.row_id')} AS cites, {_place(alias)}"


#: Name of the query within `subjects_related`, which the guard of `ropa sql` has to know.
RECURSION = "ropa_wholes"

#: Kinds of people with all that speak of the same ones: themselves, their parts, and what they are part of.
_RELATED = f"""
WITH RECURSIVE {RECURSION}(key, whole) AS (
    SELECT key, key FROM data_subject
    UNION SELECT w.key, data_subject.part_of FROM {RECURSION} AS w JOIN data_subject ON data_subject.key = w.whole
    WHERE data_subject.part_of IS NOT NULL
)
SELECT key AS subject, whole AS other FROM {RECURSION} UNION SELECT whole, key FROM {RECURSION}
"""

_FACTS = f"""
SELECT flow.id AS flow, flow.activity, flow.source, flow.target, a.party AS sender, b.party AS receiver,
    pair.subject, pair.data, flow.role, flow.kind, NOT (b.internal OR (b.kind = 'data-subject' AND (
        pair.subject IS NULL OR EXISTS (SELECT 1 FROM subjects_related AS r WHERE r.subject = flow.target
        AND r.other = pair.subject)))) AS outside,
    pair.inferred, flow.access, pair.certainty,
    CASE WHEN pair.own_cites THEN {_cites("pair", "pair.row_id")} ELSE {_cites("flow", "flow.row_id")} END AS cites,
    {_place("flow")}
FROM flow JOIN node AS a ON a.key = flow.source JOIN node AS b ON b.key = flow.target
LEFT JOIN pair ON pair.flow = flow.row_id
"""

VIEWS: tuple[View, ...] = (
    View(
        "activities", "a processing activity",
        {
            "key": "key of the activity", "name": "what people call it", "role": "role of the register's organisation",
            "department": "department", "owner": "who is responsible", "purposes": "keys, joined by `, `",
            "legal_bases": "bases of Article 6(1), joined by `, `",
            "no_recipients": "1 where the register says that it has none", **_SAID,
        },
        f"""SELECT a.key, a.name, a.role, a.department, a.owner,
            {_joined("activity_purpose", "item", "activity", "a.key")} AS purposes,
            {_joined("legal_basis", "basis", "activity", "a.key")} AS legal_bases, a.no_recipients, {_said("activity", "a")}
        FROM activity AS a WHERE a.key <> 'general'""",
    ),
    View(
        "organisations", "an organisation",
        {
            "key": "key of the organisation", "name": "what people call it", "kind": "company, public-authority ...",
            "country": "country of the contracting entity; null is not stated",
            "country_from": "register or directory: who says the country",
            "part_of": "organisation it belongs to", "internal": "1 for the register's own and its internal parts",
            "parent_company": "name or key of the corporate parent", "parent_country": "country of that parent",
            "source": "register, or directory where only the shipped data know it", **_SAID,
        },
        f"""SELECT o.key, o.name, o.kind, o.country,
            CASE WHEN o.country IS NULL THEN NULL ELSE coalesce(json_extract(o.marks, '$.country.source'), 'register') END
            AS country_from, o.part_of, n.internal, coalesce(p.name, p.parent) AS parent_company,
            p.country AS parent_country, o.source, {_said("organisation", "o")}
        FROM organisation AS o JOIN node AS n ON n.key = o.key LEFT JOIN parent_company AS p ON p.organisation = o.key""",
    ),
    View(
        "data_subjects", "a kind of people",
        {
            "key": "key of the kind", "name": "what people call it", "part_of": "the wider kind",
            "count": "how many people", "country": "where they are", "vulnerable": "1 or 0; null is not stated",
            "source": "register or directory", **_SAID,
        },
        f"SELECT s.key, s.name, s.part_of, s.count, s.country, s.vulnerable, s.source, {_said('data_subject', 's')} "
        "FROM data_subject AS s",
    ),
    View(
        "data_categories", "a category of data, the shipped ones included",
        {
            "key": "key of the category", "name": "what people call it", "parent": "the broader category",
            "mark_of_law": "special-category, criminal or null", "own_words": "1 where nobody's vocabulary knows it",
            "source": "register or directory", "used": "1 where a flow carries it",
        },
        """SELECT c.key, c.name, c.parent, c.mark_of_law, c.own_words, c.source,
            EXISTS (SELECT 1 FROM pair WHERE pair.data = c.key) AS used FROM data_category AS c""",
    ),
    View(
        "systems", "a system",
        {
            "key": "key of the system", "name": "what people call it", "operator": "who runs it, as stated",
            "party": "who runs it, found through what it is part of", "internal": "1 where that is the organisation",
            "part_of": "the wider system", "hosts": "who hosts it, joined by `, `", **_SAID,
        },
        f"""SELECT s.key, s.name, s.operator, n.party, n.internal, s.part_of,
            {_joined("hosting", "host", "system", "s.key")} AS hosts, {_said("system", "s")}
        FROM system AS s JOIN node AS n ON n.key = s.key""",
    ),
    View(
        "subjects_related", "two kinds of people that speak of the same ones",
        {"subject": "a kind of people", "other": "itself, a part of it, or what it is part of"}, _RELATED,
    ),
    View(
        "facts", "one fact: this category about this kind of person goes this way",
        {
            "flow": "address of the flow", "activity": "key of the activity, or general",
            "source": "node it comes from", "target": "node it goes to", "sender": "organisation behind the source",
            "receiver": "organisation behind the target", "subject": "kind of people; null is not stated",
            "data": "category; null is not stated", "role": "of the receiver", "kind": "declared, hosting or list",
            "outside": "1 where it leaves the organisation", "inferred": "1 where the people were found upstream",
            "access": "0 for a host that cannot read", **_SAID,
        },
        _FACTS,
    ),
    View(
        "recipients", "a fact that goes to somebody outside; hosts are in `hosts`",
        {
            "recipient": "key of the receiver", "name": "its name", "country": "its country", "flow": "address of the flow",
            "activity": "key of the activity", "subject": "kind of people", "data": "category", "role": "of the receiver",
            **_SAID,
        },
        """SELECT f.receiver AS recipient, coalesce(o.name, s.name) AS name, o.country, f.flow, f.activity, f.subject,
            f.data, f.role, f.certainty, f.cites, f.file, f.line
        FROM facts AS f LEFT JOIN organisation AS o ON o.key = f.receiver
        LEFT JOIN data_subject AS s ON s.key = f.receiver WHERE f.outside AND f.kind <> 'hosting'""",
    ),
    View(
        "hosts", "a fact that an outside host stores",
        {
            "host": "key of the host", "name": "its name", "system": "what it hosts", "countries": "of storage, joined by `, `",
            "activity": "key of the activity", "subject": "kind of people", "data": "category",
            "access": "0 where it cannot read", "certainty": _SAID["certainty"],
        },
        """SELECT f.target AS host, o.name, f.source AS system, (SELECT group_concat(c.country, ', ') FROM flow
            JOIN flow_places AS p ON p.flow = flow.row_id JOIN flow_country AS c ON c.places = p.row_id
            WHERE flow.id = f.flow AND flow.activity = f.activity AND c.part = 'storage') AS countries,
            f.activity, f.subject, f.data, f.access, f.certainty
        FROM facts AS f LEFT JOIN organisation AS o ON o.key = f.target WHERE f.kind = 'hosting'""",
    ),
    View(
        "legal_bases", "a legal basis of an activity",
        {
            "activity": "key of the activity; null is a blanket statement of the register", "basis": "Article 6(1)",
            "form": "of consent", "purposes": "keys it is for; null is all of the activity", "law": "that obliges",
            **_SAID,
        },
        f"""SELECT b.activity, b.basis, b.form,
            {_joined("legal_basis_purpose", "purpose", "legal_basis", "b.row_id")} AS purposes, b.law,
            {_said("legal_basis", "b")} FROM legal_basis AS b""",
    ),
    View(
        "retention", "a rule on how long data are kept, once for each category it names",
        {
            "activity": "key of the activity, or general", "rule": "number of the rule", "data": "category; null is none named",
            "everything": "1 where it is for all data", "subjects": "whose data, joined by `, `",
            "systems": "in which systems", "holders": "by which organisations", "trigger_event": "from when it runs",
            "period": "ISO 8601 duration", "criterion": "words instead", "disposal": "what happens then",
            "condition": "on what condition", **_SAID,
        },
        f"""SELECT r.activity, r.row_id AS rule, d.data, r.everything,
            {_joined("retention_subject", "subject", "retention", "r.row_id")} AS subjects,
            {_joined("retention_system", "system", "retention", "r.row_id")} AS systems,
            {_joined("retention_holder", "organisation", "retention", "r.row_id")} AS holders,
            r.trigger_event, r.period, r.criterion, {_words("r.disposal")} AS disposal, r.condition,
            {_said("retention_rule", "r")}
        FROM retention_rule AS r LEFT JOIN retention_data AS d ON d.retention = r.row_id""",
    ),
    View(
        "measures", "a security measure of an activity or a system",
        {
            "of": "key of the activity or system", "measure": "key of the measure", "name": "what people call it",
            "kind": "technical, organisational, vendor or advice", "taken_by": "who takes it", "certainty": _SAID["certainty"],
        },
        """SELECT u.activity AS "of", u.item AS measure, m.name, m.kind, coalesce(u.taken_by, m.taken_by) AS taken_by,
            u.certainty FROM activity_measure AS u LEFT JOIN measure AS m ON m.key = u.item
        UNION ALL SELECT u.system, u.item, m.name, m.kind, coalesce(u.taken_by, m.taken_by), u.certainty
            FROM system_measure AS u LEFT JOIN measure AS m ON m.key = u.item""",
    ),
    View(
        "safeguards", "what transfers rely on",
        {
            "key": "key of the safeguard", "tool": "word of the tool", "module": "of standard contractual clauses",
            "between": "parties, joined by `, `", "organisation": "the certified entity", "signed": "date",
            "checked": "when a certificate was last looked up", "flows": "how many flows rely on it", **_SAID,
        },
        f"""SELECT s.key, s.tool, s.module, {_joined("safeguard_party", "organisation", "safeguard", "s.key")} AS "between",
            s.organisation, s.signed, s.checked,
            (SELECT count(*) FROM flow_safeguard AS f WHERE f.safeguard = s.key) AS flows, {_said("safeguard", "s")}
        FROM safeguard AS s""",
    ),
    View(
        "agreements", "a contract",
        {
            "key": "key of the agreement", "kind": "data-processing, joint-controller ...", "between": "parties, joined by `, `",
            "signed": "date", "until": "its end", "review_by": "date of the next review", "document": "where it is",
            "flows": "how many flows it governs", **_SAID,
        },
        f"""SELECT a.key, a.kind, {_joined("agreement_party", "organisation", "agreement", "a.key")} AS "between",
            a.signed, a.until, a.review_by, a.document,
            (SELECT count(*) FROM flow_agreement AS f WHERE f.agreement = a.key) AS flows, {_said("agreement", "a")}
        FROM agreement AS a""",
    ),
    View(
        "cookies", "a cookie or similar storage",
        {
            "name": "its name", "set_by": "who sets it", "data": "categories, joined by `, `",
            "purposes": "keys, joined by `, `", "lifetime": "ISO 8601 duration or session",
            "declared": "what the organisation calls it", **_SAID,
        },
        f"""SELECT c.name, c.set_by, {_joined("cookie_data", "data", "cookie", "c.row_id")} AS data,
            {_joined("cookie_purpose", "item", "cookie", "c.row_id")} AS purposes, c.lifetime,
            (SELECT value FROM cookie_claim WHERE cookie = c.row_id) AS declared, {_said("cookie", "c")}
        FROM cookie AS c""",
    ),
    View(
        "documents", "a source that facts cite",
        {
            "key": "key of the document", "title": "its title", "path": "its file", "url": "where it was published",
            "date": "its date", "cited": "how often it is cited by rows",
        },
        """SELECT d.key, d.name AS title, d.file AS path, d.url, d.date,
            (SELECT count(*) FROM cite WHERE cite.document = d.key) AS cited FROM document AS d""",
    ),
)  # fmt: skip

#: Filled when a query names it, for the day of the law and by the rules of the transfer report.
TRANSFERS = View(
    "transfers", "a flow under one regime on the day of the law (--as-of)",
    {
        "flow": "address of the flow", "activity": "key of the activity", "exporter": "who exports", "importer": "who receives",
        "country": "deciding country; null is not stated", "regime": "key of the regime",
        "grade": "not-a-transfer, domestic, adequate ... unknown", "tool": "word of the tool, or adequacy",
        "instrument": "number of the decision", "reason": "why, in a sentence", "articles": "joined by `, `",
        "next_step": "what to do", "beyond": "1 where the receiver is outside the area whatever the grade",
        "unverified": "1 where the grade rests on something that nobody verified",
        "own_rows": "rows of law of your own (--law) that the grade rests on, joined; NULL where there is none",
    },
    "",
)  # fmt: skip


def create_views(connection: sqlite3.Connection) -> None:
    """Create the views in a database that has the tables."""
    for view in VIEWS:
        connection.execute(f"CREATE VIEW {view.name} AS {view.query.strip()}")
