"""No text of a register can become markup, a formula or a link, in any format."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from ropa.formats import csv_text, html_page, json_text, markdown, markdown_text
from ropa.reports import RecordView
from tests.helpers import register_from
from tests.record_registers import full_text, record, transfers

HOSTILE = [
    "<script>alert(1)</script>",
    "a\"b'c onmouseover=x",
    "pipe | pipe || end",
    "line\nbreak\r\nand | more",
    "`code` *bold* _under_ [link](http://evil.example) ![i](x)",
    "# heading",
    "- item",
    "1. item",
    "&lt;b&gt; &amp; &#60;",
    "\u202eright to left",
    "שלום",
    "📚 books 👩‍👩‍👧",
    "{{ view }} {% raw %}",
    "</style><script>x</script>",
    "=HYPERLINK(1)",
    "\x1b[31mred",
]


class _Tags(HTMLParser):
    """Collects elements, links and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "col", "br", "wbr", "link", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile_record(name: str) -> RecordView:
    """Return a record in which that text is the name of nearly everything."""
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'
    quoted = quoted.replace("\x1b", "\\e")
    text = full_text()
    for known in ("Corner Books", "Postal service", "Readers", "Newsletter", "Web shop", "A. Officer", "1 Quay St"):
        text = re.sub(rf"(name|address): {known}(?=[,}}\n])", lambda match: f"{match[1]}: {quoted}", text)
    assert text.count(quoted) == 7
    return record(register_from(text), edition="internal")


@pytest.mark.parametrize("name", HOSTILE)
def test_html_shows_the_name_and_nothing_runs(name: str) -> None:
    page = _Tags(html_page.render_html(hostile_record(name)))
    assert page.open == []
    assert not [tag for tag, _ in page.tags if tag in ("script", "img", "iframe", "link", "form", "object", "b")]
    assert not [attributes for _, attributes in page.tags if any(key.startswith("on") for key in attributes)]
    shown = re.sub(r"\s+", " ", name.replace("\u202e", "<U+202E>").replace("\x1b", "<U+001B>"))
    assert shown in re.sub(r"\s+", " ", page.text)


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_keeps_tables_and_headings_whole(name: str) -> None:
    plain = _shape(markdown.render_markdown(hostile_record("plain")))
    assert _shape(markdown.render_markdown(hostile_record(name))) == plain


def _shape(text: str) -> list[tuple[str, int]]:
    """Return the markup of each line: its lead, and its number of cell borders."""
    found = []
    for line in text.splitlines():
        lead = re.match(r"\s*(#+ |- |\d+\. |> |\|| {4,}|```|~~~)?", line)
        borders = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        found.append((lead[0] if lead else "", borders))
    return found


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a|b", r"a\|b"),
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("<b>", r"\<b\>"),
        ("[a](b)", r"\[a\](b)"),
        ("# a", r"\# a"),
        ("- a", r"\- a"),
        ("+353", r"\+353"),
        ("12. a", r"12\. a"),
        ("2016/679", "2016/679"),
        ("a\nb\tc", "a b c"),
        ("    a", "a"),
        ("&lt; & b", "&amp;lt; & b"),
        ("http://x.example", r"http\://x.example"),
        ("www.x.example", r"www\.x.example"),
        ("a\\", "a\\\\"),
        ("\u202ea", r"\<U+202E\>a"),
        ("~~a~~ $x$", r"\~\~a\~\~ \$x\$"),
    ],
)
def test_markdown_escapes(text: str, safe: str) -> None:
    assert markdown_text.escape_markdown(text) == safe


def test_code_spans_hold_plain_keys_only() -> None:
    assert markdown_text.code_span("policy:22-23") == "`policy:22-23`"
    assert markdown_text.code_span("a`b|c") == r"a\`b\|c"


def test_css_strings_let_nothing_out() -> None:
    assert html_page.css_string("Ab 1") == "Ab 1"
    assert html_page.css_string('"</style>') == r"\22 \3c \2f style\3e "


def test_html_needs_no_network_and_no_script() -> None:
    register = register_from(full_text())
    for text in (html_page.render_html(record(register)), html_page.render_html(transfers(register))):
        page = _Tags(text)
        for tag, attributes in page.tags:
            assert tag not in ("script", "link", "img", "iframe")
            assert "src" not in attributes
            assert (attributes.get("href") or "#").startswith("#")
        assert not re.search(r"url\(|@import|https?:", text)


def test_html_has_language_one_h1_headings_in_order_and_targets_for_every_link() -> None:
    page = _Tags(html_page.render_html(record(register_from(full_text()), edition="internal")))
    assert ("html", {"lang": "en"}) in page.tags
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {str(attributes["href"])[1:] for tag, attributes in page.tags if tag == "a"}
    assert links <= set(ids)
    labels = {attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes}
    assert labels <= set(ids)


def test_csv_never_starts_a_formula() -> None:
    text = csv_text.render_csv(hostile_record("=HYPERLINK(1)"))
    assert ",=HYPERLINK" not in text
    assert ",'=HYPERLINK(1)" in text


def test_json_keeps_the_text_as_it_is() -> None:
    assert "📚 books" in json_text.render_json(hostile_record("📚 books 👩‍👩‍👧"))
