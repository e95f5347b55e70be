"""Every section and key of the format arrives in the model, in its long and in its short form."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import pytest

from ropa.errors import InputProblems
from ropa.law import load_law
from ropa.model import MeasureKind, Register
from ropa.model.validation import InvalidModel, validated
from ropa.readers import read_source
from ropa.resolver import format as inventory
from ropa.resolver import resolve
from ropa.resolver.shapes import Nested, NestedList, Shape, attributes
from ropa.vocabulary import load_vocabulary
from tests.golden_files import GOLDEN
from tests.helpers import register_from

EXAMPLES = sorted((GOLDEN.parent.parent / "examples").glob("*/ropa.yaml"))
SHAPES = [getattr(inventory, name) for name in inventory.__all__]


def shapes_below(shape: Shape) -> list[Shape]:
    found = [shape]
    for item in shape.fields:
        if isinstance(item.kind, Nested | NestedList):
            found.extend(shapes_below(item.kind.shape))
    return found


@pytest.mark.parametrize(
    "shape",
    {shape.title: shape for top in SHAPES for shape in shapes_below(top)}.values(),
    ids=lambda shape: shape.title,
)
def test_every_field_of_a_shape_has_a_place_in_the_model(shape: Shape) -> None:
    drafts = {"flow": {"data", "subjects", "pairs"}}
    targets = {item.target for item in shape.fields} - drafts.get(shape.title, set())
    assert targets <= attributes(shape.make)
    assert {"cites", "certainty", "stated_as", "extra"} <= attributes(shape.make), "accepted on every mapping"
    assert len({item.name for item in shape.fields}) == len(shape.fields)
    assert all(item.doc.endswith(".") for item in shape.fields)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_is_valid_all_the_way_down(path: object) -> None:
    register = resolve(read_source(str(path)), law=load_law(), vocabulary=load_vocabulary())
    assert validated(register) is register


def test_a_wrong_part_of_the_model_is_found() -> None:
    register = register_from("systems: {shop: Web shop}")
    broken = Register(organisation="us", systems={"shop": "Web shop"})  # type: ignore[dict-item]
    assert validated(register) == register
    with pytest.raises(InvalidModel, match="systems"):
        validated(broken)


def test_register() -> None:
    register = register_from("""
    register:
      name: Books
      organisation: us
      as_of: 2026-11-01
      regimes: eu-gdpr
      complete: [recipients, data, purposes, systems, activities, retention, cookies]
      legal_basis: [{basis: consent, form: browsing, stated_as: by using, cite: policy:9, for: security, law: Act 3}, contract]
      documents:
        policy: {title: Policy, file: policy.txt, url: "https://us.example/p", sha256: abc, date: 2026-09-01}
        notes: notes.txt
      version: 2.1
      prepared_by: A. Writer
      approved_by: {name: B. Head, date: 2026-11-02}
      lost: [{what: a table, cite: policy:20}, a list]
      cite: policy:1
    """)
    assert (register.name, register.version, register.prepared_by) == ("Books", "2.1", "A. Writer")
    assert len(register.complete) == 7
    first, second = register.legal_basis
    assert (first.form, first.stated_as, first.for_purposes, first.law) == (
        "browsing",
        "by using",
        ("security",),
        "Act 3",
    )
    assert second.basis == "contract"
    policy, notes = register.documents.values()
    assert (policy.name, policy.url, policy.sha256, policy.date) == (
        "Policy",
        "https://us.example/p",
        "abc",
        dt.date(2026, 9, 1),
    )
    assert (notes.file, notes.name, notes.title) == ("notes.txt", "", "notes")
    assert register.approved_by is not None
    assert (register.approved_by.name, register.approved_by.date) == ("B. Head", dt.date(2026, 11, 2))
    assert [item.what for item in register.lost] == ["a table", "a list"]
    assert register.cites[0].as_text() == "policy:1"
    assert register_from("register: {organisation: us, approved_by: B. Head, lost: a list}").approved_by is not None


def test_subjects_systems_agreements_safeguards_measures() -> None:
    register = register_from("""
    organisations: {us: Us, them: Them}
    data_subjects: {visitor: Visitors, customer: {part_of: visitor, count: 12, country: DE, same_as: them, definition: Buyers.}, }
    systems: {shop: {operator: us, measures: [tls, {is: guard, by: them}], part_of: all, cite: []}, all: Everything}
    agreements:
      dpa: {name: DPA, kind: data-processing, between: [us, them], signed: 2024-02-01, until: 2027-01-01, review_by: 2026-01-01, document: a.pdf}
      sla: Service levels
    safeguards:
      scc: {name: SCC, tool: scc-2021, module: 2, between: us, organisation: Them Inc, covers: [HR data, "non-HR"], signed: 2024-02-01,
            checked: 2025-01-01, condition_met: commercial, approval: {authority: DPC, reference: R1, date: 2024-01-01}, adapted: Swiss,
            tia: {date: 2026-02-20, review_by: 2027-02-20, document: tia.pdf}, document: b.pdf, why: because}
      dpf: dpf
      bcr: {tool: bcr, approval: R2}
    measures: {tls: {kind: technical, definition: Encryption.}, guard: A guard, advice: {kind: advice, by: them}}
    """)
    customer = register.data_subjects["customer"]
    assert (customer.part_of, customer.count, customer.country, customer.same_as, customer.definition) == (
        "visitor",
        12,
        "DE",
        "them",
        "Buyers.",
    )
    assert [(use.key, use.by) for use in register.systems["shop"].measures] == [("tls", ""), ("guard", "them")]
    assert register.wholes("systems", "shop") == ("all",)
    dpa = register.agreements["dpa"]
    assert (dpa.between, dpa.signed, dpa.until, dpa.review_by) == (
        ("us", "them"), dt.date(2024, 2, 1), dt.date(2027, 1, 1), dt.date(2026, 1, 1),
    )  # fmt: skip
    assert (register.agreements["sla"].name, register.agreements["sla"].kind) == ("Service levels", "other")
    scc = register.safeguards["scc"]
    assert (scc.module, scc.between, scc.covers, scc.checked) == (
        2,
        ("us",),
        ("HR data", "non-HR"),
        dt.date(2025, 1, 1),
    )
    assert scc.approval is not None
    assert (scc.approval.authority, scc.approval.date) == ("DPC", dt.date(2024, 1, 1))
    assert scc.tia is not None
    assert scc.tia.review_by == dt.date(2027, 2, 20)
    assert register.safeguards["dpf"].tool == "dpf"
    assert register.safeguards["bcr"].approval is not None
    assert register.safeguards["bcr"].approval.reference == "R2"
    assert (register.measures["tls"].kind, register.measures["guard"].kind) == (MeasureKind.TECHNICAL, None)


def test_activities() -> None:
    register = register_from("""
    organisations: {us: Us, them: Them}
    systems: {shop: Shop, cold: Archive}
    activities:
      a:
        name: Newsletter
        role: joint-controller
        joint_with: [them]
        on_behalf_of: them
        department: Sales
        owner: C. Chief
        purposes: [direct-marketing]
        special_category_condition: [explicit-consent]
        legitimate_interests: {interest: fraud, assessment: lia.pdf}
        retention: {data: name, subjects: customer, in: shop, by: us, when: paid plan, trigger: end, period: P6Y, disposal: [archive, erase], then_in: cold}
        measures: [access-control]
        automated_decisions: {description: a score, logic: rules, article_22: yes}
        dpia: {required: yes, why: scale, document: dpia.pdf, date: 2026-01-01}
        processing: [storage, back-up copies]
      b: {legitimate_interests: fraud prevention, dpia: no, automated_decisions: ranking, retention: [{criterion: as long as needed}, {}]}
      c:
    """)
    activity = register.activities["a"]
    assert (activity.role, [use.key for use in activity.joint_with], [use.key for use in activity.on_behalf_of]) == (
        "joint-controller", ["them"], ["them"],
    )  # fmt: skip
    assert (activity.department, activity.owner) == ("Sales", "C. Chief")
    assert activity.legitimate_interests is not None
    assert activity.legitimate_interests.assessment == "lia.pdf"
    (rule,) = activity.retention
    assert (rule.data, rule.subjects, rule.held_in, rule.by) == (("name",), ("customer",), ("shop",), ("us",))
    assert (rule.when, rule.trigger, rule.period, rule.disposal, rule.then_in) == (
        "paid plan",
        "end",
        "P6Y",
        ("archive", "erase"),
        ("cold",),
    )
    assert activity.automated_decisions is not None
    assert (activity.automated_decisions.logic, activity.automated_decisions.article_22) == ("rules", True)
    assert activity.dpia is not None
    assert (activity.dpia.required, activity.dpia.date) == (True, dt.date(2026, 1, 1))
    assert [(use.key, use.label) for use in activity.processing] == [
        ("storage", "storage"),
        ("back-up copies", "back-up copies"),
    ]
    second = register.activities["b"]
    assert second.legitimate_interests is not None
    assert second.legitimate_interests.interest == "fraud prevention"
    assert second.dpia is not None
    assert second.dpia.required is False
    assert [item.criterion for item in second.retention] == ["as long as needed"]
    assert register.activities["c"].title == "C"


def test_cookies_rights_promises_observations_waivers() -> None:
    register = register_from("""
    register: {organisation: us, documents: {policy: policy.txt}}
    organisations: {us: Us, them: Them}
    systems: {shop: Shop}
    cookies:
      - {name: session, set_by: shop, subjects: [visitor], data: [session-id], purpose: security, lifetime: P1D, declared: necessary, cite: policy:60}
      - {set_by: them, lifetime: session, declared: {is: functional, stated_as: helps us, extra: x}}
      - _ga
    rights:
      erasure: {channel: privacy@us.example, within: P30D, except: legal duties, except_data: [name], subjects: customer}
      no-copy: {right: portability, offered: no, name: Copies}
      access: privacy@us.example
    promises:
      no-phone: {never: {data: [phone-number, everything], to: [outside, them]}, except: {to: [them]}, cite: policy:33}
      eu-only: {only: {countries: [EEA, UK], recipients: them, sources: [visitor, shop], purposes: [security], data: name}}
      no-card: {never: {data: payment-card, in: [own-systems, shop], read_by: them, subjects: visitor}}
      no-profiling: {name: No profiles, never: {purpose: profiling, purposes: security, automated_decisions: yes}}
    observations: [{kind: contradiction, says: policy:12, but: [policy:41, "policy:43-44"], why: both, articles: ["6", 13]}]
    waivers: {code: A106, at: activities/a, why: soon, until: 2027-01-31}
    """)
    first, second, third = register.cookies
    assert (first.set_by, first.subjects, first.data, first.lifetime) == ("shop", ("visitor",), ("session-id",), "P1D")
    assert [use.key for use in first.purposes] == ["security"]
    assert first.declared is not None
    assert first.declared.value == "necessary"
    assert second.declared is not None
    assert (second.name, second.declared.stated_as, second.declared.extra) == ("", "helps us", {"value": "x"})
    assert third.name == "_ga"
    erasure, copy, access = register.rights.values()
    assert (erasure.right, erasure.within, erasure.exceptions, erasure.except_data, erasure.subjects) == (
        "erasure", "P30D", "legal duties", ("name",), ("customer",),
    )  # fmt: skip
    assert erasure.name
    assert (copy.right, copy.offered, copy.name) == ("portability", False, "Copies")
    assert access.channel == "privacy@us.example"
    phone, only, card, profiling = register.promises.values()
    assert phone.never is not None
    assert (phone.never.data, phone.never.everything, phone.never.to, phone.never.outside) == (
        ("phone-number",),
        True,
        ("them",),
        True,
    )
    assert phone.exceptions is not None
    assert phone.exceptions.to == ("them",)
    assert only.only is not None
    assert (only.only.countries, only.only.recipients, only.only.sources) == (
        ("EEA", "GB"),
        ("them",),
        ("visitor", "shop"),
    )
    assert card.never is not None
    assert (card.never.held_in, card.never.own_systems, card.never.read_by) == (("shop",), True, ("them",))
    assert profiling.never is not None
    assert (profiling.never.purposes, profiling.never.automated_decisions) == (("profiling", "security"), True)
    (observation,) = register.observations
    assert ([cite.as_text() for cite in observation.but], observation.articles) == (
        ["policy:41", "policy:43-44"],
        ("6", "13"),
    )
    (waiver,) = register.waivers
    assert (waiver.code, waiver.at, waiver.until) == ("A106", "activities/a", dt.date(2027, 1, 31))


def test_retention_of_everything() -> None:
    register = register_from("general: {retention: [{data: everything}, {data: [name, everything]}]}")
    assert register.general is not None
    assert [(rule.data, rule.everything) for rule in register.general.retention] == [((), True), (("name",), True)]


def test_positions_point_at_the_key_of_an_entry() -> None:
    register = register_from(
        "systems:\n  shop: {name: Shop}\nactivities:\n  a: {name: A}\nrights:\n  erasure: {channel: x}\n"
    )
    for entity, line in ((register.systems["shop"], 3), (register.activities["a"], 5), (register.rights["erasure"], 7)):
        assert entity.position is not None
        assert (entity.position.line, entity.position.column) == (line, 3)


def test_keys_and_sections_keep_the_order_of_the_file() -> None:
    register = register_from("systems: {z: Z, a: A}\nactivities: {z: , b: }")
    assert (list(register.systems), list(register.activities)) == (["z", "a"], ["z", "b"])


def test_problems_of_every_part_come_at_once() -> None:
    with pytest.raises(InputProblems) as caught:
        register_from("""
        systems: {shop: {operator: nobody}}
        data_subjects: {a: {part_of: b}, b: {part_of: a}}
        activities: {a: {flows: [x -> y: [z]], retention: {period: long}}}
        rights: {flying: {}}
        """)
    assert len(caught.value.problems) == 6


def test_the_model_does_not_change() -> None:
    register = register_from("systems: {shop: Shop}")
    with pytest.raises(AttributeError):
        register.systems["shop"].name = "Other"  # type: ignore[misc]
    assert {item.name for item in fields(register)} >= {"activities", "general", "notices"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("register: {organisation: us, documents: [policy.txt]}", "a list stands where a mapping belongs (`documents` of `register`)"),
        ("register: {organisation: us, regimes: [[eu-gdpr]]}", "a list stands where a regime belongs (`regimes` of `register`)"),
        ("organisations: {us: {country: [IE]}}", "a list stands where a country code belongs (`country` of an organisation)"),
        ("organisations: {us: {directory: [stripe]}}", "a list stands where a key of the vendor directory belongs (`directory` of an organisation)"),
        ("general: {special_category_condition: {is: [[x]]}}", "a list stands where a condition of Article 9(2) belongs (`special_category_condition` of an activity)"),
        ("general: {measures: [[tls]]}", "a list stands where a measure belongs (`measures` of an activity)"),
        ("general: {measures: {name: tls}}", "a mapping stands where a plain value belongs (`measures` of an activity)"),
        ("general: {dpia: {required: [yes]}}", "a list stands where yes or no belongs (`required` of an impact assessment)"),
        ("general: {dpia: {date: [2026-01-01]}}", "a list stands where a date belongs (`date` of an impact assessment)"),
        ("general: {retention: {period: [P1D]}}", "a list stands where a period belongs (`period` of a retention rule)"),
        ("general: {retention: {disposal: [[erase]]}}", "a list stands where one of erase, anonymise, archive, restrict belongs (`disposal` of a retention rule)"),
        ("general: {retention: {disposal: {name: erase}}}", "a mapping stands where a plain value belongs (`disposal` of a retention rule)"),
        ("data_subjects: {people: {count: [3]}}", "a list stands where a whole number, 0 or more belongs (`count` of a data subject)"),
        ("cookies: [{declared: [necessary]}]", "a list stands where what it is declared to be belongs (`declared` of a cookie)"),
        ("cookies: [{declared: {stated_as: necessary}}]", "a mapping stands where a plain value belongs (`declared` of a cookie)"),
        ("general: {flows: [customer -> us: {pairs: {kunde: name}}]}", "`kunde` is not a data subject of this register"),
        ("organisations: {us: {cite: {document: [x]}}}", "a list stands where text belongs (`document` of a citation)"),
    ],
)  # fmt: skip
def test_the_wrong_type_is_named(text: str, message: str) -> None:
    with pytest.raises(InputProblems) as caught:
        register_from(text)
    assert message in [problem.message for problem in caught.value.problems]


def test_empty_items_of_lists_say_nothing() -> None:
    register = register_from(
        "general: {measures: [{is: [~, access-control]}, {is: }], flows: [~, customer -> us], purposes: []}"
    )
    assert register.general is not None
    assert ([use.key for use in register.general.measures], len(register.general.flows)) == (["access-control"], 1)
