"""The tables of the law by the names that people type, their columns, and what tells one row from another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Layout(NamedTuple):
    """One table.

    Attributes:
        key: what people type; file: the shipped file without its suffix.
        columns: see `ropa.law.tables.read_table`.
        ids: columns that together tell a row from every other one. least: how many of them make a name, which then
            stands for every row that they share.
    """

    key: str
    file: str
    columns: str
    ids: tuple[str, ...]
    least: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.partition(":")[0] for column in self.columns.split(","))

    @property
    def kinds(self) -> Mapping[str, str]:
        """The kind of each column: `day`, `date`, `words`, or empty for text."""
        return {column.partition(":")[0]: column.partition(":")[2] for column in self.columns.split(",")}

    def ids_of(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return the names of a row, from the widest to the only one that is its own.

        >>> LAYOUTS["tools"].ids_of({"key": "idta", "regime": "uk-gdpr", "valid_from": "2022-03-21"})
        ('idta', 'idta-uk-gdpr', 'idta-uk-gdpr-2022-03-21')
        """
        texts = [values[name].lower() if name == "country" else values[name] for name in self.ids]
        names = ("-".join(filter(None, texts[:count])) for count in range(self.least, len(texts) + 1))
        return tuple(dict.fromkeys(names))

    def id_of(self, values: Mapping[str, str]) -> str:
        """Return the name that is the row's own."""
        return self.ids_of(values)[-1]


_LAYOUTS = (
    Layout(
        "adequacy",
        "adequacy",
        "id,regime,country,name,recipients:words,kind,scope,scope_code,recipient_condition,instrument,legal_basis,"
        "adopted:day,valid_from:day,valid_until:day,status,ended_on:day,end_kind,reason,evidence_required,source,"
        "verified,notes,data_as_of:date",
        ("id",),
    ),
    Layout(
        "area",
        "area",
        "regime,country,from:date,until:day,status,kind,reason,source,verified",
        ("regime", "country", "from"),
        2,
    ),
    Layout(
        "regimes",
        "regimes",
        "key,name,instrument,in_force_from:date,data_from:date,predecessor,transfer_articles:words,"
        "predecessor_articles:words,general_article,authority,notes,source,verified",
        ("key",),
    ),
    Layout(
        "tools",
        "tools",
        "key,label,category,aliases:words,regime,article,valid_from:day,new_use_until:day,valid_until:day,status,"
        "instrument,authorisation,assessment,evidence,constraints,source,verified",
        ("key", "regime", "valid_from"),
    ),
    Layout(
        "modules",
        "tool_modules",
        "tool,module,exporter,importer,note,source,verified",
        ("tool", "module", "exporter", "importer"),
        4,
    ),
    Layout(
        "rules",
        "tool_rules",
        "subject,regime,rule,value,articles,valid_from:day,valid_until:day,source,verified",
        ("subject", "rule", "regime", "valid_from"),
        3,
    ),
    Layout("authorities", "authorities", "key,name,aliases:words,country,source,verified", ("key",)),
    Layout(
        "items",
        "article_items",
        "id,article,record,item,requirement,condition,not_enough,severity,source,verified",
        ("id",),
    ),
    Layout(
        "provisions",
        "provisions",
        "topic,regime,articles:words,valid_from:date,valid_until:day,source,verified",
        ("topic", "regime", "valid_from"),
        2,
    ),
    Layout(
        "limits",
        "limits",
        "topic,regime,country,articles:words,value,valid_from:date,valid_until:day,source,verified",
        ("topic", "regime", "country", "valid_from"),
        3,
    ),
    Layout(
        "contents",
        "agreement_contents",
        "content,regime,article,item,valid_from:date,valid_until:day,source,verified",
        ("content", "regime", "valid_from"),
        2,
    ),
    Layout(
        "countries",
        "countries",
        "alpha2,alpha3,name,aliases:words,parent_state,eu_from:day,eu_until:day,eea_from:day,eea_until:day,"
        "gdpr_from:day,gdpr_until:day,note,source,verified",
        ("alpha2",),
    ),
)

#: Every table by its key.
LAYOUTS: Mapping[str, Layout] = {layout.key: layout for layout in _LAYOUTS}

#: Every table by its file.
BY_FILE: Mapping[str, Layout] = {layout.file: layout for layout in _LAYOUTS}
