"""What each kind of rule about a tool looks at: one small module per kind, one line each in `RULES`."""

from __future__ import annotations

from ropa.transfers.tools.approval import approval, approval_age, notice
from ropa.transfers.tools.assessment import assessment
from ropa.transfers.tools.base import Rule
from ropa.transfers.tools.dates import agreed, signed
from ropa.transfers.tools.kinds import exporter_kind, exporter_not, importer_kind, importer_not
from ropa.transfers.tools.listing import checked, framework, listed, people
from ropa.transfers.tools.parties import group, importer_not_subject, parties
from ropa.transfers.tools.roles import exporter_role, module
from ropa.transfers.tools.words import adapted, condition, document, ground, recorded, specific

__all__ = ["RULES"]

#: Words of the column `rule` in `tool_rules.csv`, in the order in which people read what is missing.
RULES: tuple[tuple[str, Rule], ...] = (
    ("agreed", agreed),
    ("signed", signed),
    ("exporter-kind", exporter_kind),
    ("exporter-not", exporter_not),
    ("exporter-role", exporter_role),
    ("importer-kind", importer_kind),
    ("importer-not", importer_not),
    ("importer-not-subject", importer_not_subject),
    ("parties", parties),
    ("group", group),
    ("module", module),
    ("adapted", adapted),
    ("condition", condition),
    ("listed", listed),
    ("framework", framework),
    ("people", people),
    ("checked", checked),
    ("approval", approval),
    ("approval-age", approval_age),
    ("ground", ground),
    ("document", document),
    ("assessment", assessment),
    ("recorded", recorded),
    ("notice", notice),
    ("specific", specific),
)
