"""A site that stands already is left alone; whatever it is made of, or anything in it, that differs builds it again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import ropa
from ropa.site import Built
from ropa.site.folder import MANIFEST
from ropa.workspace.building import site_made_of
from tests.own_rows import OWN
from tests.site_pages import DAY

REGISTER = """
ropa: 1
register: {organisation: us, documents: {policy: {title: Policy, file: policy.txt}}}
organisations: {us: {name: Us, country: IE}, them: {name: Them, country: US}}
systems: {shop: {name: Shop}}
activities:
  orders:
    name: Orders
    flows:
      - customer -> shop: [name]
      - shop -> them: {data: [name], cite: policy:1}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    (tmp_path / "here/ropa.yaml").write_text(REGISTER)
    (tmp_path / "here/policy.txt").write_text("We send it to Them.\n")
    return tmp_path / "here"


def build(source: Path, site: Path, *, as_of: str = DAY) -> tuple[Built, list[str]]:
    """Build, and return what came of it with the stages that it went through."""
    stages: list[str] = []
    built = ropa.open(source, as_of=as_of).build(site, pictures=False, progress=lambda item: stages.append(item.stage))
    return built, stages


def stamps(site: Path) -> dict[Path, tuple[int, int]]:
    """Return when each file was written, and which one it is."""
    return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in site.rglob("*") if path.is_file()}


def test_the_same_again_is_told_before_anything_is_computed(source: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    first, stages = build(source, site)
    assert stages
    before = stamps(site)
    again, stages = build(source, site)
    assert stages == []
    assert stamps(site) == before
    assert (again.written, again.removed, again.unchanged) == ((), (), len(first.written))
    assert again.as_text().startswith("nothing changed")


def test_a_file_that_somebody_changed_or_removed_is_written_again(source: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(source, site)
    page = site / "systems/shop.html"
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"Shop", b"Ship"))  # as many bytes as before
    assert build(source, site)[0].written == ("systems/shop.html",)
    assert page.read_bytes() == whole
    page.unlink()
    assert build(source, site)[0].written == ("systems/shop.html",)
    assert page.read_bytes() == whole


def test_a_fact_a_document_and_the_day_of_the_law_build_again(source: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(source, site)
    (source / "ropa.yaml").write_text(REGISTER.replace("name: Them", "name: Others"))
    built, stages = build(source, site)
    assert stages
    assert "organisations/them.html" in built.written
    (source / "policy.txt").write_text("We send it to nobody.\n")
    assert build(source, site)[0].written == ("sources.html",)
    assert len(build(source, site, as_of="2026-11-23")[0].written) > 5
    assert build(source, site, as_of="2026-11-23")[1] == []


def test_the_digest_tells_what_pages_show_and_not_where_the_register_lies(source: Path, tmp_path: Path) -> None:
    def digest(folder: Path, *, pictures: bool = False, law: Path | None = None) -> str:
        return site_made_of(ropa.open(folder, as_of=DAY, law=law), pictures=pictures)

    there = tmp_path / "somewhere/else"
    there.mkdir(parents=True)
    for file in source.iterdir():
        (there / file.name).write_bytes(file.read_bytes())
    assert digest(there) == digest(source)
    assert digest(source, pictures=True) != digest(source)
    rows = tmp_path / "rows.yaml"
    rows.write_text(OWN)
    assert digest(source, law=rows) != digest(source)
    (there / "ropa.yaml").write_text("# one line further down\n" + REGISTER)
    assert digest(there) != digest(source), "findings name lines"


def test_a_manifest_of_an_earlier_version_builds_again(source: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(source, site)
    said = json.loads((site / MANIFEST).read_text("utf-8"))
    made_of = said.pop("made_of")
    (site / MANIFEST).write_text(json.dumps(said), "utf-8")
    built, stages = build(source, site)
    assert stages
    assert built.written == (), "what is compared file by file stays as well"
    assert json.loads((site / MANIFEST).read_text("utf-8"))["made_of"] == made_of
