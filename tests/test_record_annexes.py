"""The annexes of the record, and what stands beyond the letters: one rich register, every kind of statement."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.formats.markdown import render_markdown
from ropa.reports import RecordView
from ropa.reports.base import blocks_json
from tests.helpers import register_from
from tests.record_registers import letter, record, rows

RICH = """
register:
  name: Registers
  organisation: us
  as_of: 2026-11-01
  complete: [recipients, data]
  version: "3"
  prepared_by: B. Clerk
  approved_by: {name: C. Chief, date: 2026-11-05}
  legal_basis: [{basis: consent, form: browsing, cite: policy:2}]
  lost: [{what: the list of partners, cite: policy:90}]
  documents: {policy: {title: Privacy policy, file: policy.txt, date: 2026-09-01}}
organisations:
  us: {name: Books, legal_name: Books Inc, country: US, address: 1 Street, email: us@books.example, phone: "+1 555",
       website: books.example, parent_company: {name: Holding, country: CA},
       representative: {name: R. Epp, address: 2 Quay, email: r@epp.example, for: [eu-gdpr]}}
  twin: {name: Twin, legal_name: Twin SA, country: FR, email: t@twin.example, part_of: holding, subject_to: [eu-gdpr],
         dpo: {name: D. Twin}, registration_number: "77", website: twin.example, representative: {name: T. Rep}}
  holding: {name: Group, country: CA}
  office: {name: Tax office, kind: public-authority, country: IE}
  sub: {name: Sub, legal_name: Sub Ltd, country: IN, parent_company: {organisation: holding}}
  host: {name: Host, country: DE}
data_subjects:
  reader: {name: Readers, count: 12000}
  member: {name: Members, part_of: reader, country: IE}
data_categories:
  score: {name: Score, parent: personal-data, derived_from: [name], declared: {is: not-personal, cite: policy:12}}
systems:
  shop: {name: Shop, operator: us, measures: [tls],
         hosting: [{by: host, country: DE, when: at night, for: [reader], locations: {storage: [DE], access: [IN]}}]}
  archive: {name: Archive, part_of: shop}
  portal: {name: Portal, operator: twin}
agreements:
  pact: {kind: joint-controller, between: [us, twin], signed: 2024-02-01, until: 2028-02-01, document: pact.pdf}
safeguards:
  clauses: {tool: scc-2021, module: 3, between: [us, sub], organisation: sub, signed: 2024-03-01, checked: 2026-01-01,
            covers: [orders], adapted: for Switzerland, approval: {authority: CNIL, date: 2024-01-01}, why: needed,
            tia: {date: 2026-02-20, review_by: 2027-02-20, document: tia.pdf}}
  oath: {tool: scc-2021, between: [us, sub]}
measures:
  tls: {name: Transport encryption, kind: technical}
  spare: {name: Spare wheel, kind: organisational}
activities:
  club:
    name: Book club
    role: joint-controller
    joint_with: [twin]
    owner: Marketing
    purposes: [profiling]
    legal_basis:
      - {basis: consent, form: opt-in, for: profiling, cite: policy:14}
      - {basis: legal-obligation, law: Tax Act}
    special_category_condition: explicit-consent
    legitimate_interests: {interest: better books, assessment: lia.pdf}
    automated_decisions: {description: scoring, logic: points, article_22: yes}
    dpia: {required: yes, why: profiling, document: dpia.pdf, date: 2026-03-01}
    flows:
      - reader -> shop: {data: [name, health-data], mandatory: {otherwise: no membership}, means: form,
                         when: on joining}
      - member -> shop: {data: [score], voluntary: yes}
      - office -> shop: {data: [name], subjects: reader, voluntary: no}
      - shop -> portal: {data: [name], as: joint-controller, agreement: pact}
      - portal -> sub: {data: [name], as: sub-processor, safeguard: [clauses, oath], open: yes, via: archive,
                        locations: {entity: [IN], access: [US]}}
      - shop -> office: {data: [name], as: authority}
    retention:
      - {data: [name], subjects: [member], in: [shop], trigger: leaving, period: P1Y, disposal: [archive],
         then_in: [archive]}
    measures: [{is: tls, by: host}]
general:
  purposes: [security]
  legal_basis: [{basis: contract}]
  flows: [{reader -> shop: [ip-address]}]
cookies:
  - {name: sid, set_by: shop, subjects: [reader], data: [session-id], purpose: security, lifetime: P1D,
     declared: necessary}
  - {data: [session-id], cite: policy:61}
rights:
  erasure: {channel: us@books.example, within: P30D, except: legal duties, except_data: [name], cite: policy:70}
  access: {offered: no, subjects: [member]}
promises:
  quiet: {never: {data: name, to: outside}, except: {to: [office]}, cite: policy:33}
  near: {only: {countries: [EEA]}}
  fair: {never: {automated_decisions: yes, subjects: member}}
  shut: {never: {data: everything, in: own-systems, read_by: sub}}
observations:
  - {kind: contradiction, says: policy:12, but: policy:41, why: two answers, articles: ["6"]}
  - {kind: gap, says: {document: policy, lines: 5, words: only so}, why: open}
"""


@pytest.fixture(scope="module")
def view() -> RecordView:
    return record(register_from(RICH), findings=())


def annex(view: RecordView, key: str) -> dict[str, Any]:
    """Return the blocks of an annex as data, every cell as texts."""
    found = next(item for item in view.annexes if item.key == key).as_json()
    return {name: _texts(block) for name, block in found.items()}


def _texts(data: Any) -> Any:
    if isinstance(data, dict):
        if "text" in data:
            return f"{data['text']} ({data['note']})" if "note" in data else data["text"]
        return {key: _texts(item) for key, item in data.items()}
    return [_texts(item) for item in data] if isinstance(data, list) else data


def test_cover(view: RecordView) -> None:
    cover = _texts(view.cover.as_json())
    assert cover["representative"] == ["R. Epp, 2 Quay, r@epp.example (for EU GDPR)"]
    assert cover["approved_by"] == ["C. Chief, 5 November 2026"]
    assert (cover["version"], cover["prepared_by"], cover["website"]) == (["3"], ["B. Clerk"], ["books.example"])
    assert cover["complete"] == ["data", "recipients"]
    assert cover["data_protection_officer"] == ["not stated"]


def test_joint_controllers_come_with_contact_and_arrangement(view: RecordView) -> None:
    (block,) = letter(view, "club", "a").blocks
    assert _texts(block.as_json())["joint_controllers"] == [
        "Twin, Twin SA, France (FR), t@twin.example (arrangement (Article 26): pact, signed 1 February 2024)"
    ]


def test_a_receiver_in_that_role_is_a_joint_controller_marked_derived() -> None:
    view = record(register_from(RICH.replace("    joint_with: [twin]\n", "")), findings=())
    (block,) = letter(view, "club", "a").blocks
    (value,) = block.as_json()["joint_controllers"]
    assert value["id"] == "twin"
    assert value["marks"] == ["derived"]
    bare = record(register_from(RICH.replace("kind: joint-controller, between", "kind: other, between")), findings=())
    (block,) = letter(bare, "club", "a").blocks
    assert block.as_json()["joint_controllers"][0]["note"] == "arrangement (Article 26): not stated"


def test_recipients_say_how_they_come_to_the_data(view: RecordView) -> None:
    found = {line[0]: line[1:] for line in rows(letter(view, "club", "d"), "recipients")}
    assert set(found) == {"Twin, Twin SA", "Sub, Sub Ltd", "Tax office", "Host"}
    assert found["Sub, Sub Ltd"][2] == "India (IN), India (IN), United States (US)"
    text = render_markdown(view)
    assert "receives it from Twin" in text
    assert "runs Portal" in text
    assert "hosts Shop" in text
    assert "*(list not closed)*" in text


def test_beyond_the_letters(view: RecordView) -> None:
    found = _texts(blocks_json(view.departments[0].activities[0].beyond))
    assert found["about"] == {
        "role": ["joint controller"],
        "owner": ["Marketing"],
        "special_category_condition": ["Explicit consent"],
        "legitimate_interests": ["better books (assessment: lia.pdf)"],
        "automated_decisions": ["scoring (logic: points; falls under Article 22: yes)"],
        "dpia": ["required (profiling; dpia.pdf; 1 March 2026)"],
    }
    assert [line["article"] for line in found["legal_basis"]] == [["6(1)(a)"], ["6(1)(c)"]]
    assert [line["for"] for line in found["legal_basis"]] == [["Profiling"], ["every purpose of the activity"]]
    assert [line["details"] for line in found["legal_basis"]] == [["form of consent: opt in"], ["law: Tax Act"]]
    assert {line["from"][0]: line["duty"] for line in found["data_sources"]} == {
        "Readers": ["mandatory (otherwise: no membership)"],
        "Members": ["voluntary"],
        "Tax office": ["not voluntary"],
    }


def test_retention_names_its_limits_and_the_rest(view: RecordView) -> None:
    part = letter(view, "club", "f")
    first, *others = rows(part, "time_limits")
    assert first == ["Name", "1 year", "leaving", "archive, moves to Archive"]
    assert part.status == "in-part"
    assert [line[1] for line in others] == ["not stated beyond the above", "not stated"]


def test_recipients_annex_holds_everything_known(view: RecordView) -> None:
    found = annex(view, "recipients")
    lines = {line["recipient"][0]: line for line in found["recipients"]}
    assert lines["Twin"]["who"] == [
        "Twin SA", "number 77", "t@twin.example", "twin.example", "data protection officer: D. Twin",
        "representative: T. Rep", "part of Group", "subject to eu-gdpr",
    ]  # fmt: skip
    assert lines["Sub"]["country"] == [
        "India (IN)", "United States (US) (access)", "parent company: Group in Canada (CA)",
    ]  # fmt: skip
    assert [line["organisation"] for line in found["others"]] == [["Group"]]


def test_systems_annex(view: RecordView) -> None:
    shop, archive, portal = annex(view, "systems")["systems"]
    assert shop["hosting"] == [
        "Host, Germany (DE) (storage Germany (DE); access from India (IN); when: at night; for Readers)"
    ]
    assert archive["system"] == ["Archive (part of Shop)"]
    assert portal["operator"] == ["Twin"]


def test_agreements_annex(view: RecordView) -> None:
    found = annex(view, "agreements")
    (pact,) = found["agreements"]
    assert (pact["between"], pact["dates"]) == (["Books", "Twin"], ["until 1 February 2028"])
    clauses, oath = found["safeguards"]
    assert clauses["safeguard"][0].startswith("EU standard contractual clauses of 2021, module 3")
    assert clauses["assessment"] == ["20 February 2026 (tia.pdf)", "review by 20 February 2027"]
    assert clauses["details"] == [
        "covers: orders", "last checked: 1 January 2026", "approved by: CNIL, 1 January 2024",
        "adapted: for Switzerland", "why: needed",
    ]  # fmt: skip
    assert (oath["signed"], oath["assessment"], oath["details"]) == (["not stated"],) * 3


def test_measures_annex_also_lists_what_is_used_nowhere(view: RecordView) -> None:
    found = [(line["measure"][0], line["holds_for"][0]) for line in annex(view, "measures")["measures"]]
    assert found == [
        ("Transport encryption (taken by Host)", "Book club"),
        ("Transport encryption", "Shop"),
        ("Spare wheel", "not stated"),
    ]


def test_people_and_data_annex_keeps_claims_apart(view: RecordView) -> None:
    found = annex(view, "people-and-data")
    assert [(line["subject"][0], line["count"][0], line["part_of"][0]) for line in found["subjects"]] == [
        ("Readers", "12,000", "not stated"),
        ("Members", "not stated", "Readers"),
    ]
    score = next(line for line in found["data"] if line["data"] == ["Score"])
    assert (score["made_of"], score["declared"]) == (["computed from Name"], ["not personal data"])


def test_flows_annex_states_conditions_and_contracts(view: RecordView) -> None:
    lines = {line["flow"][0].partition(" (")[0]: line for line in annex(view, "flows")["flows"]}
    assert lines["Readers to Shop"]["conditions"] == ["not stated"]
    first = annex(view, "flows")["flows"][0]
    assert first["conditions"] == ["form", "on joining", "mandatory; otherwise: no membership"]
    onward = lines["Portal to Sub"]
    assert onward["flow"] == ["Portal to Sub (as sub-processor; by way of Archive)"]
    assert onward["conditions"] == ["entity in India (IN)", "access from United States (US)"]
    assert lines["Shop to Portal"]["contract"] == ["pact"]


def test_general_annex(view: RecordView) -> None:
    found = annex(view, "general")
    assert found["about"]["purposes"] == ["Security"]
    assert [line["basis"] for line in found["general_legal_basis"]] == [["Contract"]]
    assert [line["details"] for line in found["legal_basis"]] == [["form of consent: browsing"]]
    assert "never fills in" in found["blanket"]


def test_rights_annex(view: RecordView) -> None:
    erasure, access = annex(view, "rights")["rights"]
    assert erasure["right"] == ["Right to erasure (Article 17)"]
    assert (erasure["within"], erasure["except"]) == (["30 days"], ["legal duties", "not for Name"])
    assert (access["offered"], access["for"], access["channel"]) == (["refused"], ["Members"], ["not stated"])


def test_cookies_annex_keeps_the_source_of_a_cookie_without_a_name(view: RecordView) -> None:
    data = next(item for item in view.annexes if item.key == "cookies").as_json()["cookies"]
    assert data[0]["cookie"][0]["note"] == "set by Shop"
    assert data[0]["lifetime"][0]["text"] == "1 day"
    assert data[1]["cookie"][0] == {
        "stated": False, "text": "name not stated", "note": "set by: not stated",
        "cites": [{"document": "policy", "lines": "61"}],
    }  # fmt: skip


def test_promises_annex(view: RecordView) -> None:
    found = {line["promise"][0]: (line["terms"][0], line["except"][0]) for line in annex(view, "promises")["promises"]}
    assert found == {
        "Quiet": ("Never gives Name to anybody outside", "to Tax office"),
        "Near": ("Has data only in the EEA", "no exception is stated"),
        "Fair": ("Never decides by machine alone on the basis of data about Members", "no exception is stated"),
        "Shut": ("Never keeps any data in its own systems read by Sub", "no exception is stated"),
    }


def test_observations_and_losses(view: RecordView) -> None:
    contradiction, gap = annex(view, "observations")["observations"]
    assert (contradiction["says"], contradiction["but"]) == (["policy:12"], ["policy:41"])
    assert (gap["says"], gap["but"]) == (["policy:5: “only so”"], ["no other place"])
    assert annex(view, "lost")["lost"] == ["the list of partners"]


def test_every_citation_of_the_register_is_in_the_sources_annex(view: RecordView) -> None:
    data = next(item for item in view.annexes if item.key == "sources").as_json()["cites-policy"]
    places = [line["place"][0]["text"] for line in data]
    lines = sorted({2, 90, 12, 14, 61, 70, 33, 41, 5})
    assert places == [f"line {number}" for number in lines]


def test_an_empty_register_says_so_everywhere() -> None:
    view = record(register_from("register: {organisation: us}\norganisations: {us: {}}\n"), findings=())
    assert view.parts[0].overview is None
    assert view.title == "us (name not stated)"
    assert view.dates == "Date of the facts: not stated. Law as of 22 November 2026."
    text = render_markdown(view)
    assert "Activities of a controller: not stated." in text
    for known in view.annexes:
        assert known.blocks, known.key
