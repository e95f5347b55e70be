"""Between whom a tool holds: the parties named, the group, and an importer that is itself under the regime."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.law import ToolRule
from ropa.law.tables import fold
from ropa.transfers.tools.base import Claimed, Point, names_of


def parties(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find exporter and importer of this flow among those between whom the safeguard holds."""
    between = set(claim.safeguard.between)
    fix = "name exporter and importer under `between:`, and sign with the entity that receives the data"
    if not between:
        yield Point("parties", missing="the parties (`between`)", fix=fix)
        return
    absent = [key for key, there in _ends(claim, between) if not there]
    if absent:
        names = " and ".join(claim.title(key) for key in absent)
        plural = "are" if len(absent) > 1 else "is"
        yield Point("parties", missing=f"the right parties: {names} {plural} not among them", fix=fix)
    else:
        yield Point("parties", present=f"between {' and '.join(sorted(map(claim.title, between)))}")


def _ends(claim: Claimed, between: set[str]) -> Iterator[tuple[str, bool]]:
    edge = claim.edge
    # A part of the organisation has no personality of its own: what the whole signed binds it.
    own = edge.own_exporter and claim.register.organisation in between
    yield edge.exporter, own or edge.exporter in between
    yield edge.importer, edge.importer in between


def group(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find that exporter and importer belong to one group: by parent companies, or by the list of bound members.

    A group of enterprises in a joint economic activity (GDPR Articles 4(20), 47(1)(a)) has no parent company in common;
    the rules themselves name their members (Article 47(2)(a)).
    """
    ours, theirs = _line(claim, claim.edge.exporter), _line(claim, claim.edge.importer)
    importer = claim.title(claim.edge.importer)
    if ours & theirs:
        yield Point("group", present="both in one group")
    elif names_of(claim.importer) & set(map(fold, claim.safeguard.covers)):
        yield Point("group", present=f"{importer} is on the list of bound members")
    else:
        yield Point(
            "group",
            missing=f"that {importer} belongs to the group: such rules bind its members, never a vendor outside it",
            fix="state the parent company of a member (`parent_company:`), or name the member as the rules list it "
            "(`covers:`); with a vendor outside, use another tool",
        )


def _line(claim: Claimed, key: str) -> set[str]:
    """Return an organisation with everything above it, by key or name; a circle ends the walk."""
    found: set[str] = set()
    while key and key not in found:
        found.add(key)
        organisation = claim.register.organisations.get(key)
        if organisation is None:
            break
        parent = organisation.parent_company
        key = organisation.part_of if parent is None else parent.organisation or parent.name
    return found


def importer_not_subject(claim: Claimed, _rule: ToolRule) -> Iterator[Point]:
    """Find that the importer is not itself under the regime for this processing."""
    importer = claim.importer
    if importer is not None and claim.regime in importer.subject_to:
        yield Point(
            "importer-subject",
            missing=f"an importer that is not itself under the regime, as {importer.title} is: these clauses are not "
            "made for it",
            fix="use another tool until there are clauses for such importers",
        )
