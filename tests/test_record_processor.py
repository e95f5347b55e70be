"""The Article 30(2) record: each controller acted for, and what is done for it, with "not stated" where nothing is."""

from __future__ import annotations

import json
import re

import pytest

from ropa.formats.html_page import render_html
from ropa.formats.markdown import render_markdown
from ropa.reports import RecordView
from ropa.reports.index import values_of
from ropa.reports.letters import Letter
from ropa.reports.record_parts import Chapter
from tests.helpers import register_from
from tests.record_registers import activity, letter, record, rows, texts
from tests.test_record_escaping import HOSTILE
from tests.test_record_escaping import _shape as shape
from tests.test_record_escaping import _Tags as Tags

HOST = """
register: {organisation: host, as_of: 2026-11-01, documents: {contract: {title: Contract}}}
organisations:
  host: {name: Host, legal_name: Host Ltd, country: IE, email: us@host.example, dpo: {name: D. Officer, email: dpo@host.example}}
  shop: {name: Shop, legal_name: Shop Ltd, country: FR, address: 1 Rue, email: hello@shop.example,
         dpo: {name: S. Officer, email: dpo@shop.example}, representative: {name: R. Epp, email: r@epp.example}}
  cafe: {name: Cafe, country: DE, phone: "+49 30 1"}
  cloud: {name: Cloud, country: US, email: hi@cloud.example}
  sender: {name: Sender, country: NL}
data_subjects: {customer: {name: Customers}}
systems: {vault: {name: Vault, operator: host, hosting: [{by: cloud, country: US}], measures: [encryption-at-rest]}}
agreements:
  shop-dpa:
    kind: data-processing
    between: [host, shop]
    signed: 2024-02-01
    sub_processing: {authorisation: general, objection: P30D, list_dated: 2026-10-01, document: subs.pdf}
  cloud-dpa: {kind: data-processing, between: [host, cloud]}
activities:
  storage:
    name: Storage
    role: processor
    on_behalf_of: [{is: shop, cite: contract:3}]
    processing: [{is: Keeping order files, cite: contract:4}]
    purposes: [direct-marketing]
    flows:
      - shop -> vault: {data: [email-address], subjects: [customer], as: processor}
      - host -> sender: {data: [email-address], subjects: [customer], as: sub-processor}
    measures: [access-control]
"""


def processor(text: str = HOST) -> RecordView:
    """Return the Article 30(2) record of a register."""
    return record(register_from(text), parts=("30-2",), findings=())


def part_a(chapter: Chapter) -> Letter:
    """Return letter (a) of a chapter."""
    (found,) = chapter.letters
    return found


def test_every_letter_of_the_processor_is_stated() -> None:
    (chapter,) = processor().acting_for
    letters = (*chapter.letters, *chapter.activities[0].letters)
    assert [(item.article, item.status) for item in letters] == [
        ("30(2)(a)", "stated"),
        ("30(2)(b)", "stated"),
        ("30(2)(c)", "stated"),
        ("30(2)(d)", "stated"),
    ]
    assert chapter.title == "Shop"
    assert chapter.controllers == ("shop",)


def test_letter_a_names_the_processor_and_the_controller_with_their_people() -> None:
    (chapter,) = processor().acting_for
    fields = part_a(chapter).as_json()["processor"]
    assert [value["text"] for value in fields["processor"]] == ["Host", "Host Ltd"]
    assert [value["text"] for value in fields["data_protection_officer"]] == ["D. Officer, dpo@host.example"]
    ((name, contact, country, representative, officer, contract),) = rows(part_a(chapter), "controllers")
    assert (name, contact, country) == ("Shop, Shop Ltd", "1 Rue, hello@shop.example", "France (FR)")
    assert (representative, officer) == ("R. Epp, r@epp.example", "S. Officer, dpo@shop.example")
    assert contract == "shop-dpa"
    (line,) = part_a(chapter).as_json()["controllers"]
    assert line["contract"][0]["note"] == "signed 1 February 2024"
    assert line["controller"][0]["cites"] == [{"document": "contract", "lines": "3"}]


def test_other_processors_come_with_authorisation_and_contract() -> None:
    (chapter,) = processor().acting_for
    found = {line[0]: line[1:] for line in rows(part_a(chapter), "other_processors")}
    assert set(found) == {"Sender, contact details: not stated", "Cloud, hi@cloud.example"}
    assert found["Cloud, hi@cloud.example"] == [
        "hosts Vault", "United States (US), United States (US)", "Storage", "general authorisation", "cloud-dpa",
    ]  # fmt: skip
    assert found["Sender, contact details: not stated"][0] == "sub-processor"
    assert found["Sender, contact details: not stated"][-1] == "not stated"
    line = part_a(chapter).as_json()["other_processors"][0]
    assert line["authorisation"][0]["note"] == "objection within 30 days; list of 1 October 2026; subs.pdf"


@pytest.mark.parametrize(
    ("without", "name", "says"),
    [
        (
            "    processing: [{is: Keeping order files, cite: contract:4}]\n",
            "b",
            "Categories of processing: not stated.",
        ),
        ("    measures: [access-control]\n", "d", "Security measures: not stated."),
    ],
)
def test_a_letter_says_that_nothing_is_stated(without: str, name: str, says: str) -> None:
    text = HOST.replace(without, "").replace(", measures: [encryption-at-rest]", "")
    part = letter(processor(text), "storage", name)
    assert part.status == "not-stated"
    assert texts(part)[0] == says


def test_processing_not_stated_shows_the_flows_beside_it_as_derived() -> None:
    text = HOST.replace("    processing: [{is: Keeping order files, cite: contract:4}]\n", "")
    part = letter(processor(text), "storage", "b")
    assert rows(part, "from_flows") == [
        ["received from Shop", "Customers: Email address"],
        ["kept in Vault", "Customers: Email address"],
        ["passed on to Sender", "Customers: Email address"],
        ["passed on to Cloud", "Customers: Email address"],
    ]
    first = [value for label, value in values_of(part.blocks) if label == "What the flows show"]
    assert all([chip.kind for chip in value.chips] == ["derived"] for value in first)


def test_purposes_are_the_controllers_and_no_letter() -> None:
    view = processor()
    assert [item.letter for item in activity(view, "storage").letters] == ["b", "c", "d"]
    (about, *_) = activity(view, "storage").beyond
    assert about.as_json()["purposes"][0]["text"] == "Direct marketing"
    assert "Beyond Article 30(2)" in render_markdown(view)


def test_no_controller_is_not_stated_and_the_sender_is_a_derived_lead() -> None:
    (chapter,) = processor(HOST.replace("    on_behalf_of: [{is: shop, cite: contract:3}]\n", "")).acting_for
    assert chapter.title == "Controller not stated"
    assert part_a(chapter).status == "in-part"
    ((name, *others),) = rows(part_a(chapter), "controllers")
    assert name == "not stated, data come from Shop"
    assert set(others) == {"not stated"}
    assert chapter.as_json()["controllers"] == []


CLASS = HOST.replace("{is: shop, cite: contract:3}", "clients").replace(
    "  cafe:", "  clients: {name: Clients, kind: category}\n  cafe:"
)


def test_an_unnamed_class_is_listed_and_says_that_nobody_is_named() -> None:
    (chapter,) = processor(CLASS).acting_for
    assert chapter.lead is not None
    assert chapter.lead.text == "1 unnamed category of controllers"
    ((name, *_),) = rows(part_a(chapter), "controllers")
    assert name == "Clients, which ones these are: not stated"
    assert part_a(chapter).status == "in-part"


def test_members_of_a_class_are_named_beside_it() -> None:
    text = CLASS.replace("legal_name: Shop Ltd, country: FR", "legal_name: Shop Ltd, part_of: clients, country: FR")
    text = text.replace("cafe: {name: Cafe,", "cafe: {name: Cafe, part_of: clients,")
    (chapter,) = processor(text).acting_for
    assert chapter.controllers == ("clients", "shop", "cafe")
    assert chapter.title == "Clients, Shop and Cafe"
    assert chapter.lead is not None
    assert chapter.lead.text == "2 controllers and 1 unnamed category of controllers"
    lines = part_a(chapter).as_json()["controllers"]
    assert [line["controller"][0].get("note") for line in lines] == [
        "unnamed category; 2 of them named below", "one of: Clients", "one of: Clients",
    ]  # fmt: skip
    assert [line["contract"][0]["text"] for line in lines] == ["not stated", "shop-dpa", "not stated"]
    authorised = part_a(chapter).as_json()["other_processors"][0]["authorisation"]
    assert authorised[0]["note"].endswith("; by Shop")
    assert authorised[1]["text"] == "by Clients and Cafe: not stated"


MORE = (
    HOST.replace("{is: shop, cite: contract:3}", "shop, cafe")
    + """
  mailing:
    name: Mailing
    role: processor
    on_behalf_of: [cafe]
    processing: [Sending letters]
"""
)


def test_controllers_with_the_same_activities_share_a_chapter_and_others_refer() -> None:
    view = processor(MORE)
    assert [(chapter.title, [(item.number, item.key) for item in chapter.activities]) for chapter in view.acting_for] == [
        ("Shop", [(1, "storage")]),
        ("Cafe", [(2, "storage"), (3, "mailing")]),
    ]  # fmt: skip
    again = view.acting_for[1].activities[0]
    assert (again.described_in, again.anchor) == (1, "entry-2")
    assert texts(again.letters[0]) == ["Keeping order files"], "the categories of processing stand with each controller"
    assert texts(again.letters[1]) == ["The same as for number 1 of this record."]
    assert again.as_json()["described_in"] == 1
    both = processor(MORE.replace("on_behalf_of: [cafe]", "on_behalf_of: [cafe, shop]"))
    assert [chapter.title for chapter in both.acting_for] == ["Shop and Cafe"]


def test_many_clients_make_one_chapter_that_lists_them_all() -> None:
    clients = "".join(f"  c{place}: {{name: Client {place}, part_of: clients}}\n" for place in range(300))
    view = processor(CLASS.replace("data_subjects:", f"{clients}data_subjects:"))
    (chapter,) = view.acting_for
    assert chapter.title == "Clients, Client 0, Client 1 and 298 more"
    assert len(rows(part_a(chapter), "controllers")) == 301
    assert len(render_html(view)) < 700_000


def test_transfers_are_those_of_the_processor() -> None:
    found = {line[0]: line[1:4] for line in rows(letter(processor(), "storage", "c"), "transfers")}
    assert found == {"Cloud": ["United States (US), stored: United States (US)", "No safeguard", "not stated"]}


def test_what_comes_in_is_the_controllers_transfer() -> None:
    text = HOST.replace("legal_name: Host Ltd, country: IE", "legal_name: Host Ltd, country: US").replace(
        "documents:", "regimes: [eu-gdpr], documents:"
    )
    part = letter(
        processor(text.replace("cloud: {name: Cloud, country: US", "cloud: {name: Cloud, country: FR")), "storage", "c"
    )
    assert "Host" not in {
        line[0] for block in part.blocks if block.key == "transfers" for line in rows(part, "transfers")
    }
    assert texts(part)[-1].endswith("that is for the controller to record.")


def test_compelling_interests_show_their_documentation_in_the_record_itself() -> None:
    text = HOST.replace("as: sub-processor}", "as: sub-processor, safeguard: once}").replace(
        "activities:\n",
        "safeguards: {once: {tool: derogation-49-1-second, why: one claim, document: once.pdf}}\nactivities:\n",
    )
    text = text.replace("sender: {name: Sender, country: NL}", "sender: {name: Sender, country: IN}")
    found = {line[0]: line for line in rows(letter(processor(text), "storage", "c"), "transfers")}
    assert found["Sender"][3].endswith("documentation: one claim, documentation: once.pdf")
    bare = text.replace(", why: one claim, document: once.pdf", "")
    found = {line[0]: line for line in rows(letter(processor(bare), "storage", "c"), "transfers")}
    assert found["Sender"][3].endswith("documentation of suitable safeguards: not stated")


def test_each_activity_is_in_just_one_record() -> None:
    text = HOST + "  own: {name: Own newsletter, role: controller, purposes: [direct-marketing]}\n"
    controller = record(register_from(text), findings=())
    assert [item.key for chapter in controller.departments for item in chapter.activities] == ["own"]
    assert controller.acting_for == ()
    assert "Keeping order files" not in render_markdown(controller)
    assert [value.text for value in controller.parts[0].elsewhere] == ["Storage"]
    view = processor(text)
    assert [item.key for chapter in view.acting_for for item in chapter.activities] == ["storage"]
    assert [value.text for value in view.parts[0].elsewhere] == ["Own newsletter"]


def test_what_the_roles_call_for() -> None:
    own = "  own: {name: Own newsletter, role: controller}\n"
    assert _parts(HOST) == ["30-2"]
    assert _parts(HOST + own) == ["30-1", "30-2"]
    assert _parts(HOST.partition("activities:")[0] + "activities:\n" + own) == ["30-1"]
    assert _parts("organisations: {us: {name: Us}}\n") == ["30-1"]
    assert _parts("general: {processing: [Storage]}\n") == ["30-2"]


def _parts(text: str) -> list[str]:
    return [part.key for part in record(register_from(text), parts=(), findings=()).parts]


def test_both_records_in_one_document() -> None:
    text = HOST + "  own: {name: Own newsletter, role: controller}\n"
    view = record(register_from(text), parts=(), findings=())
    data = view.as_json()
    assert data["report"] == "record"
    assert [item["key"] for chapter in data["departments"] for item in chapter["activities"]] == ["own"]
    assert [item["key"] for chapter in data["acting_for"] for item in chapter["activities"]] == ["storage"]
    assert "under_article_30_2" not in data
    assert [heading.text for heading in view.headings if heading.level == 1] == [
        "Overview", "Part 1. As controller", "Part 2. As processor", "Annexes",
    ]  # fmt: skip
    assert [item.number for item in (activity(view, "own"), activity(view, "storage"))] == [1, 2]
    page = render_html(view)
    assert page.count("<h1>") == 1
    assert page.count('id="annexes"') == 1
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_a_record_of_a_processor_without_activities_says_so_plainly() -> None:
    view = record(register_from("organisations: {us: {name: Us}}\n"), parts=("30-2",), findings=())
    assert view.as_json()["acting_for"] == []
    text = render_markdown(view)
    assert "Activities in which the organisation acts as processor: not stated." in text
    assert "Article 30(2) GDPR." in text


def test_acting_for_others_in_general_is_not_lost() -> None:
    text = "organisations: {us: {name: Us}}\ngeneral: {role: processor, processing: [Storage]}\n"
    view = record(register_from(text), parts=("30-2",), findings=())
    assert "is stated of no particular activity: see the annex on that." in render_markdown(view)
    assert "notes" in view.as_json()
    beside = record(
        register_from(HOST.replace("    processing: [{is: Keeping order files, cite: contract:4}]\n", "") + "general: {processing: [Backups]}\n"),
        parts=("30-2",), findings=(),
    )  # fmt: skip
    part = letter(beside, "storage", "b")
    assert part.status == "not-stated"
    assert texts(part)[-1] == "Stated of no particular activity, perhaps meant here too: Backups."


def test_the_cover_names_the_roles() -> None:
    cover = processor(HOST + "  own: {name: Own newsletter, role: controller}\n").cover.as_json()
    assert [(value["text"], value["note"]) for value in cover["roles"]] == [
        ("controller", "1 activity"),
        ("processor", "1 activity"),
    ]
    assert "roles" not in record(register_from(HOST), findings=()).cover.as_json()


def test_rights_and_cookies_stand_with_the_controllers_record_but_are_never_lost() -> None:
    own = HOST + "  own: {name: Own newsletter, role: controller}\nrights: {erasure: {channel: mail}}\n"
    assert "rights" not in {annex.key for annex in processor(own).annexes}
    alone = HOST + "rights: {erasure: {channel: mail}}\n"
    keys = {annex.key for annex in processor(alone).annexes}
    assert "rights" in keys
    assert "cookies" not in keys


def test_sources_annex_leads_to_letter_a_of_the_chapter() -> None:
    annex = next(item for item in processor().annexes if item.key == "sources")
    found = {line["place"][0]["text"]: line["supports"][0]["note"] for line in annex.as_json()["cites-contract"]}
    assert found["line 3"].startswith("1 (a)")
    assert found["line 4"].startswith("1 (b)")


def _hostile(name: str) -> RecordView:
    """Return the record of both roles in which that text is the name of controller, processors and activity."""
    quoted = json.dumps(name, ensure_ascii=False)
    text = HOST + "  own: {name: Own newsletter, role: controller}\n"
    for known in ("Host", "Shop", "Cloud", "Sender", "Storage", "Keeping order files"):
        text = re.sub(rf"(name|is): {known}(?=[,}}\n])", lambda match: f"{match[1]}: {quoted}", text)
    assert text.count(quoted) == 6
    return record(register_from(text), parts=(), findings=())


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_markup(name: str) -> None:
    page = Tags(render_html(_hostile(name)))
    assert page.open == []
    assert not [tag for tag, _ in page.tags if tag in ("script", "img", "iframe", "link", "form", "object", "b")]
    assert shape(render_markdown(_hostile(name))) == shape(render_markdown(_hostile("plain")))
