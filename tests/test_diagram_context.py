"""The context view as a scene and as DOT text; no layout program is needed here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ropa.diagrams import MAX_EDGES
from ropa.diagrams.base import FlowId, Shape, Undrawn
from ropa.diagrams.boxes import Level
from ropa.diagrams.fold import Folded
from ropa.errors import RenderError, UsageError, __version__
from ropa.model import Certainty, Flow, Pair, Register
from ropa.transfers import Grade, Transfer
from tests.diagram_reading import edges, flows_in_dot, node, undrawn
from tests.diagram_registers import AS_OF, CLINIC, HOSTILE, built, clinic, picture_of, registers
from tests.golden_files import Golden
from tests.helpers import register_from


def test_own_systems_and_units_are_one_box_and_their_flows_are_counted() -> None:
    picture = clinic()
    assert {node.key for node in picture.scene.nodes if node.shape is Shape.OWN} == {"clinic"}
    assert not {"files", "reception"} & {node.key for node in picture.scene.nodes}
    assert picture.undrawn == (Undrawn("inside the organisation", (FlowId("care", "care/reception->files"),)),)
    assert "therefore not drawn: Reception to Patient files." in picture.description
    assert "1 flow inside the organisation not drawn" in picture.description


def test_every_flow_is_in_the_text() -> None:
    picture = clinic()
    register = register_from(CLINIC)
    asked = sorted({FlowId(flow.activity, flow.id) for flow in register.flows} - set(undrawn(picture)))
    for rung in picture.rungs:
        assert flows_in_dot(rung.dot) == asked == list(picture.flow_ids)


def test_a_bypass_is_drawn_from_the_person_and_says_what_it_passes() -> None:
    (edge,) = edges(clinic(), "patient", "cloud")
    assert edge.notes == ("via Patient files",)
    assert "Patients give IP address to Cloud, United States as controller (via Patient files)" in edge.sentence


def test_facts_are_not_multiplied_out() -> None:
    (edge,) = edges(clinic(), "clinic", "lab")
    said = {(item.title, group.subjects) for group in edge.groups for item in group.items}
    assert said == {("Genome", ("Patients",)), ("Name", ("Patients", "Relatives"))}


def test_flows_that_stand_alike_share_a_line_and_others_do_not() -> None:
    flows = [
        Flow(id=f"act/{n}", activity="act", source="us", target="o1", pairs=(Pair(subject="s0", data="a"),))
        for n in range(3)
    ]
    register = built(flows)
    grades = (Grade.NO_SAFEGUARD, Grade.NO_SAFEGUARD, Grade.ADEQUATE)
    transfers = [
        Transfer(flow=flow, exporter="us", importer="o1", country="US", regime="eu-gdpr", grade=grade)
        for flow, grade in zip(flows, grades, strict=True)
    ]
    picture = picture_of(register, transfers=transfers)
    assert [(edge.grade, len(edge.flows)) for edge in picture.edges] == [(Grade.ADEQUATE, 1), (Grade.NO_SAFEGUARD, 2)]


def test_the_worst_regime_decides_and_is_named() -> None:
    flow = Flow(id="act/x", activity="act", source="us", target="o1")
    register = built([flow])
    register = Register(
        **{name: getattr(register, name) for name in register.__dataclass_fields__}
        | {"regimes": ("eu-gdpr", "uk-gdpr")}
    )
    grades = {"eu-gdpr": Grade.ADEQUATE, "uk-gdpr": Grade.NO_SAFEGUARD}
    transfers = [
        Transfer(flow=flow, exporter="us", importer="o1", country="US", regime=regime, grade=grade)
        for regime, grade in grades.items()
    ]
    (edge,) = picture_of(register, transfers=transfers).edges
    assert edge.word == "no safeguard (UK GDPR)"


def test_a_long_list_is_cut_on_the_line_and_whole_in_the_tooltip() -> None:
    picture = clinic()
    (edge,) = [edge for edge in edges(picture, "clinic", "lists") if edge.stated]
    line = next(line for line in picture.dot.splitlines() if f'id="{edge.id}"' in line)
    label = line.partition("label=<")[2]
    assert "+2 more" in label
    assert sum(item.title in edge.sentence for group in edge.groups for item in group.items) == 6


def test_certainty_is_a_word_and_an_open_arrow() -> None:
    picture = clinic()
    (edge,) = edges(picture, "lab", "cloud")
    assert not edge.stated
    assert "Genome · special category (possible)" in edge.sentence
    line = next(line for line in picture.dot.splitlines() if f'id="{edge.id}"' in line)
    assert "arrowhead=empty" in line
    assert any("open arrowhead" in entry.text for entry in picture.legend)
    assert any(entry.text.startswith("(hypothetical)") for entry in picture.legend)


def test_data_that_nobody_stated_are_words() -> None:
    picture = clinic()
    (edge,) = edges(picture, "clinic", "firm")
    assert "data not stated" in edge.sentence
    assert "data not stated" in picture.dot


def test_flows_back_to_people_keep_the_columns() -> None:
    picture = clinic()
    (edge,) = edges(picture, "clinic", "patient")
    line = next(line for line in picture.dot.splitlines() if f'id="{edge.id}"' in line)
    assert line.startswith('  "node-patient" -> "node-clinic"')
    assert "dir=back" in line


def test_special_categories_have_a_word_and_another_outline() -> None:
    picture = clinic()
    assert node(picture, "lab").special
    assert not node(picture, "firm").special
    lines = {
        key: next(x for x in picture.dot.splitlines() if f'id="node-{key}"' in x) for key in ("lab", "firm", "patient")
    }
    assert "peripheries=2" in lines["lab"]
    assert "peripheries=1" in lines["firm"]
    assert "peripheries=3" in lines["patient"]


def test_criminal_offences_are_not_called_a_special_category() -> None:
    picture = picture_of(
        register_from(CLINIC.replace("- relative -> files: [name]", "- relative -> files: [criminal-conviction]"))
    )
    (edge,) = edges(picture, "relative", "clinic")
    assert "Criminal conviction · criminal offences" in edge.sentence
    assert node(picture, "relative").details == ("criminal offences (Art. 10)",)
    assert node(picture, "patient").details[-1] == "special category (Art. 9)"


def test_places_come_in_order_and_say_their_status() -> None:
    picture = clinic()
    places = [node.place for node in picture.scene.nodes if node.place is not None]
    seen = list(dict.fromkeys((place.title, place.status) for place in places))
    assert seen == [
        ("Germany", "EEA"),
        ("Brazil", "adequacy"),
        ("United States", "third country, adequacy for some recipients"),
        ("Neverland", "not a known country"),
        ("Country not recorded", "not stated in the register"),
    ]
    assert 'style="rounded,filled,dotted"' in picture.dot


def test_the_status_of_a_country_depends_on_the_day() -> None:
    register = built([Flow(id="act/x", activity="act", source="us", target="o1")], countries=["GB"])
    days = {"2020-06-01": "inside the area", "2022-06-01": "adequacy"}
    for day, status in days.items():
        as_of = AS_OF.fromisoformat(day)
        (place,) = {n.place for n in picture_of(register, graded=False, as_of=as_of).scene.nodes if n.place}
        assert place.status == status


def test_a_system_of_somebody_else_is_drawn_with_who_runs_it() -> None:
    lists = node(clinic(), "lists")
    assert lists.shape is Shape.SYSTEM
    assert lists.details[0] == "run by Mailer"
    assert lists.place is not None
    assert lists.place.title == "Country not recorded"


def test_hosts_are_lines_of_their_own() -> None:
    picture = picture_of(
        register_from(
            """
            organisations: {us: {name: Us, country: IE}, host: {name: Host, country: IE}}
            data_subjects: {visitor: {name: Visitors}}
            systems: {shop: {name: Shop, operator: us, hosting: [{by: host, country: US, access: none}]}}
            activities: {a: {role: controller, flows: [{visitor -> shop: [name]}]}}
            """
        )
    )
    (edge,) = edges(picture, "us", "host")
    assert edge.notes == ("hosts Shop", "cannot read", "stored in United States")
    assert node(picture, "host").details[0] == "host"


def test_what_the_directory_says_is_marked() -> None:
    picture = picture_of(
        register_from(
            """
            organisations: {us: {name: Us, country: IE}, stripe: {directory: stripe}}
            data_subjects: {visitor: {name: Visitors}}
            activities: {a: {role: controller, flows: [{visitor -> stripe: {data: [name], as: controller}}]}}
            """
        )
    )
    assert any(detail.startswith("country: directory") for detail in node(picture, "stripe").details)
    assert any(entry.text.startswith("directory:") for entry in picture.legend)


def test_the_legend_explains_certainty_wherever_it_is_said() -> None:
    text = """
    register: {organisation: us}
    organisations: {us: {country: IE}, o: {country: IE}}
    activities: {a: {role: {is: controller, certainty: possible}, flows: [us -> o: {data: [name], as: processor}]}}
    """
    picture = picture_of(register_from(text))
    assert "controller (possible)" in node(picture, "us").details
    assert any(entry.text.startswith("(possible)") for entry in picture.legend)
    assert not any(entry.text.startswith("(implied)") for entry in picture.legend)


def test_the_legend_holds_only_what_occurs() -> None:
    flow = Flow(id="act/x", activity="act", source="s0", target="us", pairs=(Pair(subject="s0", data="a"),))
    picture = picture_of(built([flow]), graded=False)
    assert [entry.sample for entry in picture.legend] == ["node:subject", "node:own", "line:"]


def test_an_empty_register_says_so() -> None:
    picture = picture_of(built([]))
    assert picture.edges == ()
    assert "No flow to or from the outside is recorded." in picture.dot
    assert "No flow to or from the outside is recorded." in picture.description


def test_ungraded_flows_are_called_so() -> None:
    picture = picture_of(built([Flow(id="act/x", activity="act", source="us", target="o1")]), graded=False)
    assert picture.edges[0].word == "not graded"


def test_dates_scope_and_version_are_in_the_caption() -> None:
    picture = clinic()
    assert picture.scene.caption.lines[0] == (
        f"all activities · facts of 1 November 2026 · law of 22 November 2026 · ropa {__version__}"
    )
    part = picture_of(register_from(CLINIC), activities=["mail"])
    assert part.scene.caption.lines[0].startswith("Mail · ")
    assert {flow.activity for flow in part.flow_ids} == {"mail"}


def test_an_unknown_activity_is_named_with_what_there_is() -> None:
    with pytest.raises(UsageError, match=r"`nope` is not an activity.*`care`, `mail`"):
        picture_of(register_from(CLINIC), activities=["nope"])


def star(count: int) -> Register:
    """Return a register whose organisation sends to that many others, each in a country of its own."""
    flows = [
        Flow(id=f"act/{n}", activity="act", source="us", target=f"o{n}", pairs=(Pair(subject="s0", data="a"),))
        for n in range(count)
    ]
    return built(flows, organisations=count, countries=[f"Land {n}" for n in range(count)])


def test_too_many_lines_are_put_together_and_a_limit_too_low_is_refused_with_advice() -> None:
    register = star(MAX_EDGES + 1)
    folded = picture_of(register, graded=False)
    assert len(folded.edges) == 1
    assert folded.folded
    assert len(folded.flow_ids) == MAX_EDGES + 1
    assert len(picture_of(register, graded=False, max_edges=400).edges) == MAX_EDGES + 1
    with pytest.raises(RenderError, match=r"8 lines.*--activity KEY.*--focus KEY --depth 1.*--max-edges"):
        clinic(max_edges=2)


@pytest.mark.parametrize(("count", "rungs"), [(40, 4), (41, 2), (120, 2), (121, 1)])
def test_the_size_decides_how_lines_are_labelled(count: int, rungs: int) -> None:
    picture = picture_of(star(count), graded=False, max_edges=MAX_EDGES)
    assert len(picture.rungs) == rungs
    assert all(flows_in_dot(rung.dot) == list(picture.flow_ids) for rung in picture.rungs)


def test_two_flows_with_one_id_are_not_lost_silently() -> None:
    flow = Flow(id="act/x", activity="act", source="us", target="o1")
    other = Flow(id="act/x", activity="act", source="s0", target="us")
    picture = picture_of(built([flow, other]), graded=False)
    assert len(picture.flow_ids) == 2


def test_the_table_tells_the_same_as_the_picture() -> None:
    picture = clinic()
    rows = picture.rows()
    assert len(rows) == len(picture.edges)
    assert all(len(row) == len(picture.columns()) for row in rows)
    assert sorted(flow for row in rows for flow in row[-1].split(", ")) == sorted(f.flow for f in picture.flow_ids)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_inside_their_quotes(name: str) -> None:
    flows = [Flow(id=f"act/{name}", activity="act", source="s0", target="o1", pairs=(Pair(subject="s1", data="a"),))]
    picture = picture_of(built(flows, names=[name] * 20, countries=[name]), graded=False)
    assert flows_in_dot(picture.dot) == list(picture.flow_ids)
    for line in picture.dot.splitlines():
        assert re.fullmatch(r"(?://.*|[^\"<]*(?:\"(?:[^\"\\]|\\.)*\"[^\"<]*|<.*>[^\"<]*)*)", line), line


@given(registers())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_random_register_loses_a_flow(made: tuple[Register, tuple[Transfer, ...]]) -> None:
    register, transfers = made
    picture = picture_of(register, transfers=transfers)
    asked = sorted(FlowId(flow.activity, flow.id) for flow in register.flows)
    assert sorted((*picture.flow_ids, *undrawn(picture))) == asked
    for rung in picture.rungs:
        assert flows_in_dot(rung.dot) == list(picture.flow_ids)
    assert len({edge.id for edge in picture.edges}) == len(picture.edges)


def test_the_order_of_declaration_changes_nothing() -> None:
    register = register_from(CLINIC)
    shuffled = {name: getattr(register, name) for name in register.__dataclass_fields__}
    for name in ("organisations", "data_subjects", "systems", "activities", "data_categories"):
        shuffled[name] = dict(reversed(shuffled[name].items()))
    assert picture_of(Register(**shuffled)).dot == clinic().dot


def test_the_hash_seed_changes_nothing(repository: Path) -> None:
    program = "from tests.diagram_registers import clinic; import sys; sys.stdout.buffer.write(clinic().dot.encode())"
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=repository,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert texts == {clinic().dot.encode()}


@pytest.mark.parametrize(
    "name", ["alipartnership", "corner-books", "wordpress-shop", "aiopbt", "aptien", "aipicmarket"]
)
def test_examples(name: str, repository: Path, golden: Golden) -> None:
    register = register_from((repository / "examples" / name / "ropa.yaml").read_text(encoding="utf-8"))
    picture = picture_of(register)
    golden(f"{name}-context.dot", picture.dot.replace(f"ropa {__version__}", "ropa VERSION"))
    assert picture.rungs[0].name == "words on the lines"


def test_a_lost_flow_stops_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ropa.diagrams.compose.fold", lambda *_, **__: Folded((), (), Level.LINES, 0))
    with pytest.raises(RenderError, match=r"would not show every flow; missing: act/x"):
        picture_of(built([Flow(id="act/x", activity="act", source="us", target="o1")]), graded=False)


def test_certainty_of_a_flow_without_pairs_is_its_own() -> None:
    flow = Flow(id="act/x", activity="act", source="us", target="o1", certainty=Certainty.LOST)
    (edge,) = picture_of(built([flow]), graded=False).edges
    assert "data not stated (lost in the source)" in edge.sentence
    assert not edge.stated


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_surest_reading_of_a_fact_is_shown(order: tuple[int, int]) -> None:
    certainties = (Certainty.STATED, Certainty.POSSIBLE)
    flows = [
        Flow(
            id=f"act/{position}",
            activity="act",
            source="us",
            target="o1",
            pairs=(Pair(subject="s0", data="a", certainty=certainties[index]),),
        )
        for position, index in enumerate(order)
    ]
    (edge,) = picture_of(built(flows), graded=False).edges
    assert edge.sentence.startswith("Us sends Alpha about People 0 to Outside 1, United States")
    assert edge.stated


def test_people_that_nobody_stated_are_words() -> None:
    flow = Flow(id="act/x", activity="act", source="us", target="o1", pairs=(Pair(data="a"),))
    (edge,) = picture_of(built([flow]), graded=False).edges
    assert "Alpha about people not stated" in edge.sentence
