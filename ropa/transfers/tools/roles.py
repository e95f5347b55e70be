"""In which roles exporter and importer may use a tool."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law import ToolRule
from ropa.transfers.tools.base import Claimed, Point


def module(claim: Claimed, rule: ToolRule) -> Iterator[Point]:
    """Find the module, where the clauses have modules, and that it fits the roles of this flow.

    `value` names the clauses beneath these ones: where these say no module, it is that of those, claimed beside them.
    """
    rows = claim.law.modules_of(claim.tool.key)
    found = claim.safeguard.module if claim.safeguard.module is not None else _beneath(claim, rule)
    chosen = str(found) if found is not None else ""
    named = sorted({row.module for row in rows if row.module})
    exporter, importer = claim.edge.exporter_role, claim.edge.importer_role
    fitting = [row for row in rows if (row.exporter, row.importer) == (exporter, importer)]
    if named and chosen not in named:
        yield Point("module", missing="the module", fix=f"record the module (`module:`, one of {', '.join(named)})")
        return
    which, fits, meant_for = (f"module {chosen}", "fits", "is for") if named else ("these clauses", "fit", "are for")
    if not exporter or not importer:
        side = "importer" if exporter else "exporter"
        yield Point(
            "role",
            missing=f"the role of the {side}, without which nobody can tell that {which} {fits}",
            fix="state the role of the receiver (`as:`) at the flow, and at the flow before it",
        )
    elif not any(row.module == chosen or not named for row in fitting):
        others = sorted({row.module for row in fitting if row.module})
        instead = f"use module {' or '.join(others)}" if others else "use clauses for these roles"
        meant = " or ".join(f"{row.exporter} to {row.importer}" for row in rows if row.module == chosen or not named)
        yield Point(
            "module",
            missing=f"{'a module' if named else 'clauses'} for these roles: {which} {meant_for} {meant}, and here "
            f"data go from {exporter} to {importer}",
            fix=instead,
        )
    else:
        yield Point("module", present=f"{which} for {exporter} to {importer}")


def _beneath(claim: Claimed, rule: ToolRule) -> int | None:
    for key in claim.edge.safeguards:
        safeguard = claim.register.safeguards.get(key)
        tool = claim.law.find_tool(safeguard.tool) if safeguard is not None and rule.value else None
        if safeguard is not None and tool is not None and tool.key == rule.value and safeguard.module is not None:
            return safeguard.module
    return None


def exporter_role(claim: Claimed, rule: ToolRule) -> Iterator[Point]:
    """Find the exporter in one of the roles of `value`."""
    role = claim.edge.exporter_role
    if role not in rule.words:
        has = f"acts as {role}" if role else "has no stated role"
        yield Point(
            "role",
            missing=f"the right exporter: only a {' or '.join(rule.words)} may rely on it, and "
            f"{claim.title(claim.edge.exporter)} {has}",
            fix="let the controller decide on the ground of this transfer",
        )
