"""For tests of promises: one small register to which each test adds flows and a promise."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pytest

from ropa.questions import PromiseItem, promises
from tests.asking import context_from

BASE = """
register: {{organisation: us, as_of: 2026-11-01{register}}}
organisations:
  us: {{name: Us, country: IE}}
  desk: {{name: Desk, kind: internal, part_of: us}}
  mail: {{name: Mail, country: US}}
  mail-lab: {{name: Mail lab, part_of: mail, country: US}}
  irish: {{name: Irish vendor, country: IE}}
  silent: {{name: Silent vendor}}
  couriers: {{name: Couriers, kind: category}}
  vault: {{name: Vault hosting, country: IE}}
  cloud: {{name: Cloud hosting, country: US}}
  stripe: {{directory: stripe}}
  partners: {{name: Partners, kind: category, country: IE}}
data_subjects:
  visitor: {{name: Visitors}}
  customer: {{name: Customers, part_of: visitor}}
  staff: {{name: Staff}}
  dealer: {{name: Dealers, same_as: partners}}
data_categories:
  sign-up: {{name: Sign-up form, consists_of: [email-address, name]}}
purposes:
  spring-campaign: {{name: Spring campaign, parent: direct-marketing}}
systems:
  shop: {{name: Shop, operator: us, hosting: [{{by: vault, country: IE, access: none}}]}}
  backup: {{name: Backup, operator: us, part_of: shop}}
  crm: {{name: CRM, operator: us}}
  loose: {{name: Nobody's system}}
  archive: {{name: Archive, operator: us, hosting: [{{by: cloud, country: US}}]}}
  saas: {{name: Rented tool, operator: mail}}
promises:
  p: {promise}
"""

#: Data of visitors that is used for the purposes put in, at the organisation and outside.
SERVING = """
activities:
  a:
    purposes: [%s]
    flows:
      - visitor -> crm: [email-address]
      - crm -> mail: [email-address]
"""


def register_text(promise: str, body: str, *, register: str = "") -> str:
    """Return a register with one promise and activities.

    Args:
        body: flows of one activity, one per line from its beginning, or sections of a register from `activities:` on.
        register: more fields of `register`, from a comma on.
    """
    head = BASE.format(promise=promise, register=register)
    lines = textwrap.dedent(body).strip("\n")
    if lines.startswith(("activities:", "general:", "cookies:")):
        return f"{head}{lines}\n"
    flows = "".join(f"      - {line}\n" for line in lines.splitlines())
    return f"{head}activities:\n  a:\n    flows:\n{flows}"


def judged(promise: str, body: str, *, register: str = "") -> PromiseItem:
    """Return the promise as the register has it."""
    (item,) = promises(context_from(register_text(promise, body, register=register))).promises
    return item


def sure(item: PromiseItem) -> list[str]:
    """Return the addresses of what surely breaks it, each once, sorted."""
    return sorted({fact.flow for fact in item.facts if fact.certainty.value in ("stated", "implied")})


def perhaps(item: PromiseItem) -> list[str]:
    """Return the addresses of what only may break it, each once, sorted."""
    return sorted({fact.flow for fact in item.facts} - set(sure(item)))


class Case(NamedTuple):
    """A promise, what the register says, the verdict, and the addresses of what breaks it, surely and perhaps."""

    promise: str
    body: str
    verdict: str
    sure: Sequence[str] = ()
    perhaps: Sequence[str] = ()


def parameters(forms: Mapping[str, Mapping[str, Case]]) -> list[Any]:
    """Return every case of a table of forms as a parameter with a name."""
    return [pytest.param(case, id=f"{form}: {name}") for form, cases in forms.items() for name, case in cases.items()]


def check_case(case: Case) -> None:
    """Fail unless the register makes of the promise what the case says."""
    item = judged(case.promise, case.body)
    found = (item.verdict.value, sure(item), perhaps(item))
    assert found == (case.verdict, list(case.sure), list(case.perhaps)), item.why


def verdicts(cases: Mapping[str, Case]) -> set[str]:
    """Return the verdicts that a form is tried with."""
    return {case.verdict for case in cases.values()}
