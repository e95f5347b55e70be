"""A register that rests on the law in many ways, and rows of law of somebody's own, for tests of what they do."""

from __future__ import annotations

from pathlib import Path

REGISTER = """
ropa: 1
register: {organisation: us, name: Mail register, as_of: 2026-11-01}
organisations:
  us: {name: Alpha GmbH, country: DE}
  listed: {name: Listed Inc., country: US}
  signed: {name: Signed Inc., country: US}
  japanese: {name: Japanese KK, country: JP}
  argentine: {name: Argentine SA, country: AR}
  british: {name: British Ltd, country: GB}
safeguards:
  list: {tool: dpf, organisation: Listed Inc., checked: 2026-06-01, covers: [EU-US DPF]}
  clauses: {tool: scc-2021, module: 2, between: [us, signed], signed: 2024-02-01, tia: {date: 2026-02-20, review_by: 2027-02-20}}
activities:
  mail:
    name: Sending mail
    role: controller
    flows:
      - us -> listed: {data: [name], safeguard: list}
      - us -> signed: {data: [name], as: processor, safeguard: clauses}
      - us -> british: [name]
      - us -> argentine: [name]
      - us -> japanese: [name]
"""

#: Makes the whole of the United States adequate, and takes Argentina out.
OWN = """
law: 1
adequacy:
  - id: eu-us-own
    regime: eu-gdpr
    country: US
    name: United States
    kind: country
    scope: whole country
    scope_code: full
    instrument: (EU) 2026/9999
    legal_basis: GDPR Art 45(3)
    valid_from: 2026-01-01
    status: in-force
    source: https://example.org/oj
    checked: 2026-11-20
    verified: partly
  - {id: uk-us-dpf, notes: seen, source: our counsel, checked: 2026-11-20, verified: no}
remove:
  - {table: adequacy, ids: [eu-ar], reason: repealed as our counsel reads it}
"""


def written(folder: Path, own: str = OWN) -> tuple[str, str]:
    """Return the paths of the register and of the own rows, written into a folder."""
    register, law = folder / "ropa.yaml", folder.parent / f"{folder.name}-rows.yaml"
    register.write_text(REGISTER.lstrip(), encoding="utf-8")
    law.write_text(own.lstrip(), encoding="utf-8")
    return str(register), str(law)
