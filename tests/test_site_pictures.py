"""Pictures on the pages: drawn where a layout program is there, else their text and why; never half of one."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest

import ropa
from ropa.diagrams import Picture, Rendered
from ropa.errors import RenderError
from ropa.site.material import Material
from ropa.site.pictures import drawn, wanted_pictures
from tests.site_pages import DAY, EXAMPLES, ROOT, build_from, pages_of, target

#: The module; the package has a function of the same name.
RENDER = import_module("ropa.diagrams.render")

SMALL = """
ropa: 1
register: {organisation: us, as_of: 2026-11-01}
organisations: {us: {name: Us, country: IE}, post: {name: Post, country: US}}
systems: {shop: {name: Shop, operator: us}}
activities:
  letters: {name: Letters, flows: [{customer -> shop: [email-address]}, {shop -> post: [email-address]}]}
  idle: {name: Idle}
"""


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs the program dot")
def test_every_view_every_activity_system_and_category_has_a_picture(tmp_path: Path) -> None:
    built, site = build_from(tmp_path, SMALL, pictures=True)
    assert built.messages == ()
    names = ["context", "borders", "systems", "activities/letters", "data/email-address", "systems/shop"]
    made = [path.relative_to(site / "pictures").as_posix() for path in (site / "pictures").rglob("*.*")]
    assert sorted(made) == sorted(f"{name}.{form}" for name in names for form in ("dot", "svg"))
    pages = pages_of(site)
    assert "../pictures/activities/letters.svg" in pages["activities/letters.html"].sources
    assert "../pictures/data/email-address.svg" in pages["data/email-address.html"].sources
    assert "../pictures/systems/shop.svg" in pages["systems/shop.html"].sources
    assert pages["pictures.html"].sources[1:] == [f"pictures/{name}.svg" for name in names[:3]]
    for seen in pages.values():
        images = [found for tag, found in seen.tags if tag == "img"]
        assert all(found["alt"] and int(found["width"] or 0) > 100 for found in images)
    for page, seen in pages.items():
        for link in (*seen.links, *seen.sources):
            file, fragment = target(page, link)
            assert (site / file).is_file(), (page, link)
            assert not fragment or fragment in pages[file].ids, (page, link)


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs the program dot")
def test_the_lines_of_a_picture_stand_below_it_with_names_that_lead_on(tmp_path: Path) -> None:
    _, site = build_from(tmp_path, SMALL, pictures=True)
    seen = pages_of(site)["pictures.html"]
    assert "Customer Us" in seen.text
    assert "No. From" not in seen.text, "no line of it bears a number"
    assert {"people/customer.html", "organisations/post.html", "systems/shop.html"} <= set(seen.links)


def test_without_a_layout_program_the_text_is_left_and_the_pages_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RENDER, "find_engines", lambda: ())
    built, site = build_from(tmp_path, SMALL, pictures=True)
    assert built.messages[0].startswith("6 of 6 pictures were not drawn: No layout program was found")
    assert not list(site.rglob("*.svg"))
    assert "digraph" in (site / "pictures/context.dot").read_text("utf-8")
    pages = pages_of(site)
    assert "No layout program was found" in pages["pictures.html"].text
    assert "../pictures/activities/letters.dot" in pages["activities/letters.html"].links
    assert not [tag for seen in pages.values() for tag, _ in seen.tags if tag == "img"]


def test_a_picture_that_cannot_be_made_leaves_its_reason(tmp_path: Path) -> None:
    (tmp_path / "ropa.yaml").write_text(SMALL, encoding="utf-8")
    material = Material(ropa.open(tmp_path / "ropa.yaml", as_of=DAY).context, ())

    def refused(
        *, view: str, activities: Sequence[str] = (), data: Sequence[str] = (), focus: str | None = None
    ) -> Picture:
        raise RenderError(f"The {view} picture would have 999 lines.")

    for wanted in wanted_pictures(material):
        made = drawn(material, refused, wanted)
        assert made.figure.href == ""
        assert made.figure.note == f"The {wanted.view} picture would have 999 lines."
        assert made.files == ()


def test_a_picture_that_was_not_drawn_whole_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(picture: Picture) -> Rendered:
        raise RenderError("The picture could not be drawn whole, so it was not drawn.")

    monkeypatch.setattr("ropa.site.pictures.render", lost)
    _, site = build_from(tmp_path, SMALL, pictures=True)
    assert not list(site.rglob("*.svg"))
    assert "could not be drawn whole" in pages_of(site)["pictures.html"].text


def test_a_site_without_pictures_leads_to_none(tmp_path: Path) -> None:
    _, site = build_from(tmp_path, SMALL)
    assert not (site / "pictures").exists()
    assert not (site / "pictures.html").exists()
    for seen in pages_of(site).values():
        assert not [link for link in seen.links if "pictures" in link]


def test_pictures_go_when_they_are_no_longer_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RENDER, "find_engines", lambda: ())
    _, site = build_from(tmp_path, SMALL, pictures=True)
    assert (site / "pictures").is_dir()
    built, _ = build_from(tmp_path, SMALL)
    assert "pictures/context.dot" in built.removed
    assert not (site / "pictures").exists()


def test_every_example_has_its_pictures_wanted_once() -> None:
    for example in EXAMPLES:
        material = Material(ropa.open(ROOT / "examples" / example, as_of=DAY).context, ())
        stems = [wanted.stem for wanted in wanted_pictures(material)]
        assert len(set(stems)) == len(stems) > 3
