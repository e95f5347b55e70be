"""The pages of every example: every link leads somewhere, every name leads to its page, and nothing asks a network."""

from __future__ import annotations

import html
import posixpath
import re
from pathlib import Path

import pytest

import ropa
from ropa.site.base import Kind
from ropa.site.places import Places
from tests.site_pages import DAY, EXAMPLES, ROOT, Seen, example_site, pages_of, target


def inner(pages: dict[str, Seen]) -> dict[str, Seen]:
    """Return the pages of the site itself, without the reports that stand alone."""
    return {path: seen for path, seen in pages.items() if not path.startswith("files/")}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_link_leads_to_a_file_and_a_place_in_it(example: str) -> None:
    folder = example_site(example)
    pages = pages_of(folder)
    broken = []
    for path, seen in pages.items():
        for link in (*seen.links, *seen.sources):
            file, fragment = target(path, link)
            found = pages.get(file)
            if not (folder / file).is_file() or (fragment and found is not None and fragment not in found.ids):
                broken.append((path, link))
    assert not broken


@pytest.mark.parametrize("example", EXAMPLES)
def test_ids_are_unique_on_every_page(example: str) -> None:
    for path, seen in pages_of(example_site(example)).items():
        assert len(set(seen.ids)) == len(seen.ids), path


@pytest.mark.parametrize("example", EXAMPLES)
def test_nothing_refers_to_a_network(example: str) -> None:
    folder = example_site(example)
    for path, seen in pages_of(folder).items():
        for link in (*seen.links, *seen.sources):
            assert not re.match(r"[a-z][a-z0-9+.-]*:|//", link), (path, link)
    for name in ("assets/style.css", "assets/site.js"):
        assert not re.search(r"https?:|//[a-z]|@import|url\(", (folder / name).read_text("utf-8")), name


@pytest.mark.parametrize("example", EXAMPLES)
def test_scripts_only_come_from_the_site(example: str) -> None:
    for path, seen in inner(pages_of(example_site(example))).items():
        policies = [
            found["content"] for tag, found in seen.tags if found.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1, path
        assert "default-src 'none'" in (policies[0] or "")
        assert "script-src 'self'" in (policies[0] or "")
        scripts = [found for tag, found in seen.tags if tag == "script"]
        assert [posixpath.basename(found.get("src") or "") for found in scripts] == ["site.js"]
        assert not [name for _, found in seen.tags for name in found if name.startswith("on")]


@pytest.mark.parametrize("example", EXAMPLES)
def test_everything_has_a_page_and_every_page_is_reached_from_the_first(example: str) -> None:
    folder = example_site(example)
    pages = inner(pages_of(folder))
    places = Places(ropa.open(ROOT / "examples" / example).register)
    wanted = {places.href(kind, key) for kind, entities in places.entities.items() for key in entities}
    assert wanted <= set(pages)
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = waiting.pop()
        for link in pages[page].links:
            file, _ = target(page, link)
            if file in pages and file not in reached:
                reached.add(file)
                waiting.append(file)
    assert reached == set(pages)


@pytest.mark.parametrize("example", EXAMPLES)
def test_links_between_entities_go_both_ways(example: str) -> None:
    """Whatever a flow names, each end leads to the other end, to the activity, and to the data and people, and back."""
    pages = inner(pages_of(example_site(example)))
    register = ropa.open(ROOT / "examples" / example).register
    places = Places(register)
    leads = {path: {target(path, link)[0] for link in seen.links} for path, seen in pages.items()}
    for flow in register.flows:
        activity = places.href(Kind.ACTIVITY, flow.activity)
        for node in (flow.source, flow.target):
            assert places.of_node(node) in leads[activity], (flow.id, node)
            assert activity in leads[places.of_node(node)], (flow.id, node)
        for pair in flow.pairs:
            for page in (
                places.href(Kind.DATA, pair.data) if pair.data else "",
                places.href(Kind.PEOPLE, pair.subject) if pair.subject else "",
            ):
                assert not page or page in leads[activity]
                assert not page or activity in leads[page]
                assert not page or places.of_node(flow.target) in leads[page]


#: Words that stand for what something is and not for the thing of the same name.
_KICKER = re.compile(
    r'<p class="kicker">.*?</p>|<h1>.*?</h1>|<title>.*?</title>|<p class="owner">.*?</p>|<nav.*?</nav>', re.DOTALL
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_name_that_stands_alone_is_a_link(example: str) -> None:
    """A value that is just the name of something with a page leads there, on every page but its own."""
    folder = example_site(example)
    register = ropa.open(ROOT / "examples" / example, as_of=DAY).register
    places = Places(register)
    pages = {
        places.title(kind, key): places.href(kind, key)
        for kind, entities in places.entities.items()
        for key in entities
    }
    bare = []
    for path in inner(pages_of(folder)):
        text = _KICKER.sub("", (folder / path).read_text("utf-8").replace("<wbr>", ""))
        for match in re.finditer(r'<span class="value[^"]*"><bdi>([^<]*)</bdi></span>', text):
            name = html.unescape(match[1])
            # A register and a purpose may be called like something that has a page.
            if (path == "index.html" and name == register.name) or path == "purposes.html":
                continue
            if name in pages and pages[name] != path:
                bare.append((path, name))
    assert not bare


def test_the_reports_are_those_of_the_other_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    from ropa.cli.main import run

    folder = example_site("aiopbt")
    source = str(ROOT / "examples" / "aiopbt")
    for verb, name in (("record", "record"), ("retention", "retention"), ("transfers", "transfers")):
        for form, suffix in (("html", "html"), ("markdown", "md"), ("json", "json"), ("csv", "csv")):
            every = ["--all"] if verb == "transfers" and form in ("json", "csv") else []
            capsys.readouterr()
            assert run([verb, source, "--as-of", DAY, "--format", form, *every]) == 0
            assert (folder / f"files/{name}.{suffix}").read_text("utf-8") == capsys.readouterr().out, (verb, form)


def test_data_are_those_of_the_other_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    from ropa.cli.main import run

    folder = example_site("alipartnership")
    source = str(ROOT / "examples" / "alipartnership")
    for form in ("json", "csv"):
        run(["query", "facts", source, "--as-of", DAY, "--format", form])
        assert (folder / f"files/facts.{form}").read_text("utf-8") == capsys.readouterr().out
    run(["check", source, "--as-of", DAY, "--format", "json", "--fail-on", "never"])
    said, made = json.loads(capsys.readouterr().out), json.loads((folder / "files/findings.json").read_text("utf-8"))
    for finding in said["findings"]:
        finding["file"] = finding["file"] and Path(finding["file"]).name
    assert made == said
