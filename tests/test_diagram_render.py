"""Drawing with layout programs that are absent, hang, die or lie; the fakes are scripts named `dot` on the PATH."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from ropa.diagrams import Picture, Rendered, render
from ropa.diagrams.engines import Engine, find_engines
from ropa.errors import RenderError, UsageError
from ropa.model import Flow
from tests.diagram_registers import built, clinic, picture_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the fake programs are shell scripts")

_HEAD = f"#!{sys.executable}\nimport os, re, signal, sys, time\ntext = sys.stdin.read()\nfmt = sys.argv[1][2:]\n"
#: Draws every box and line of the DOT text, as far as the checks look.
_HONEST = """
ids = [i for i in re.findall(r'id="([^"]*)"', text)]
def group(i):
    kind = 'edge' if i.startswith('flow-') else 'node'
    return f'<g id="{i}" class="{kind}"><title>t</title><path d="M0,0L1,1"/></g>'
newrank, key, words = 'newrank=true' in text, 'id="key"' in text, 'CELLPADDING="5"' in text
def svg(ids):
    body = ''.join(map(group, ids))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><g id="graph0">{body}</g></svg>'
"""


@pytest.fixture
def fake_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the place of a fake `dot`, which is the only layout program of the test."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("ropa.diagrams.engines.importlib.util.find_spec", lambda _: None)
    return tmp_path / "dot"


def install(place: Path, body: str) -> None:
    """Write a fake program that has read its input into `text`."""
    place.write_text(_HEAD + _HONEST + body)
    place.chmod(0o755)


def one_line() -> Picture:
    """Return the picture of a single flow."""
    return picture_of(built([Flow(id="act/x", activity="act", source="us", target="o1")]), graded=False)


def test_an_honest_program_draws_the_first_text(fake_dot: Path) -> None:
    install(fake_dot, "print(svg(ids))")
    done = render(clinic())
    assert (done.engine, done.rung, done.messages) == ("dot", "words on the lines", ())
    assert done.content is not None
    assert done.content.startswith(b"<?xml")


def test_without_a_program_the_text_stays_and_the_message_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("ropa.diagrams.engines.importlib.util.find_spec", lambda _: None)
    done = render(one_line())
    assert done.content is None
    assert "stays DOT text" in done.messages[0]
    assert "ropa-register[diagrams]" in done.messages[0]


def test_a_program_that_loses_a_line_is_not_believed(fake_dot: Path) -> None:
    install(fake_dot, "print(svg([i for i in ids if not i.startswith('flow-')]))")
    with pytest.raises(RenderError, match=r"lost 1 of the lines and boxes: flow-us--o1--not-graded"):
        render(one_line())


def test_a_line_without_a_shape_is_lost(fake_dot: Path) -> None:
    install(fake_dot, "print(svg(ids).replace('<path d=\"M0,0L1,1\"/>', ''))")
    with pytest.raises(RenderError, match="lost"):
        render(one_line())


def test_a_lost_box_is_noticed_as_well(fake_dot: Path) -> None:
    install(fake_dot, "print(svg([i for i in ids if i != 'node-o1']))")
    with pytest.raises(RenderError, match="node-o1"):
        render(one_line())


def test_an_exit_status_counts_even_when_the_drawing_is_whole(fake_dot: Path) -> None:
    install(fake_dot, "print(svg(ids)); print('lost an edge', file=sys.stderr); sys.exit(1)")
    with pytest.raises(RenderError, match=r"exit status 1: lost an edge"):
        render(one_line())


@pytest.mark.parametrize("wrong", ["", "not svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<svg"])
def test_other_output_is_not_the_picture(fake_dot: Path, wrong: str) -> None:
    install(fake_dot, f"print({wrong!r}, end='')")
    with pytest.raises(RenderError, match="could not be drawn whole"):
        render(one_line())


def test_a_killed_program_is_a_failed_attempt(fake_dot: Path) -> None:
    install(fake_dot, "os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(RenderError, match="signal 9"):
        render(one_line())


def test_a_hanging_program_is_ended_with_its_children(fake_dot: Path, tmp_path: Path) -> None:
    trace = tmp_path / "child"
    install(
        fake_dot,
        f"import subprocess\nchild = subprocess.Popen([{sys.executable!r}, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(trace)!r}, 'w').write(str(child.pid))\ntime.sleep(60)",
    )
    started = time.monotonic()
    with pytest.raises(RenderError, match=r"took more than 1 seconds.*took more than 1 seconds"):
        render(one_line(), timeout_s=1)
    assert time.monotonic() - started < 20, "it gives a program up after two time limits"
    assert not _runs(int(trace.read_text()))


def _runs(pid: int) -> bool:
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        time.sleep(0.1)
    return True


def test_a_program_that_cannot_start_is_a_failed_attempt(tmp_path: Path) -> None:
    broken = tmp_path / "dot"
    broken.write_text("#!/nowhere/at/all\n")
    broken.chmod(0o755)
    with pytest.raises(RenderError, match="could not be started"):
        render(one_line(), engines=(Engine("dot", (str(broken), "-T{format}")),))


@pytest.mark.parametrize(
    ("condition", "rung"),
    [
        ("not newrank", "words, second ranking"),
        ("words", "numbers and a key"),
        ("words or key", "no words on the lines"),
    ],
)
def test_each_rung_of_the_ladder_is_reached(fake_dot: Path, condition: str, rung: str) -> None:
    install(fake_dot, f"sys.exit(1) if ({condition}) else print(svg(ids))")
    done = render(one_line())
    assert done.rung == rung
    assert f"Drawn as: {rung}." in done.messages
    assert "exit status 1" in done.messages[0]


#: Two grounds of words: on each other, or apart.
_GROUNDS = '<g id="w" class="edge"><polygon fill="#ffffff" points="0,0 90,0 90,20 0,20"/></g>'


@pytest.mark.parametrize(
    ("first", "second", "rung"),
    [("translate", "apart", 1), ("apart", "translate", 0), ("apart", "apart", 0)],
)
def test_words_on_words_give_way_to_the_other_ranking(fake_dot: Path, first: str, second: str, rung: int) -> None:
    shapes = {"translate": _GROUNDS * 2, "apart": _GROUNDS + _GROUNDS.replace("0,", "200,").replace("90,", "290,")}
    install(
        fake_dot,
        f"more = {shapes[second]!r} if newrank else {shapes[first]!r}\n"
        "print(svg(ids).replace('</g></svg>', more + '</g></svg>'))",
    )
    done = render(one_line())
    assert done.rung == ("words on the lines", "words, second ranking")[rung]
    assert done.messages == (), "the same words, laid out better: nothing to say"


def test_a_small_picture_is_drawn_under_the_ranking_that_makes_it_larger(fake_dot: Path) -> None:
    install(fake_dot, "print(svg(ids).replace('300 200', '3000 1500' if newrank else '3000 2000'))")
    done = render(one_line())
    assert done.rung == "words, second ranking"
    assert done.label_px == 5.9
    install(fake_dot, "sys.exit(1) if newrank else print(svg(ids).replace('300 200', '3000 2000'))")
    assert render(one_line()).rung == "words on the lines"


@pytest.mark.parametrize(("height", "labels"), [(1500, "numbers and a key"), (1800, "words on the lines")])
def test_numbers_take_the_place_of_words_that_would_be_much_too_small(fake_dot: Path, height: int, labels: str) -> None:
    install(fake_dot, f"print(svg(ids).replace('300 200', '1000 {height}' if key else '1000 2000'))")
    done = render(one_line())
    assert done.rung == labels
    assert ("Drawn as: numbers and a key." in done.messages) == (labels == "numbers and a key")


def test_the_next_program_takes_over(fake_dot: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    install(fake_dot, "sys.exit(1)")
    install(other, "print(svg(ids))")
    engines = (*find_engines(), Engine("other", (str(other), "-T{format}")))
    done = render(one_line(), engines=engines)
    assert (done.engine, done.rung) == ("other", "words on the lines")
    assert done.messages[0].startswith("dot, words on the lines: it ended with exit status 1")


def test_a_bitmap_is_only_made_from_a_text_whose_lines_were_counted(fake_dot: Path) -> None:
    install(fake_dot, "print('\\x89PNG' if fmt == 'png' else svg(ids[:-1]))")
    with pytest.raises(RenderError, match="lost"):
        render(one_line(), picture_format="png")


def test_a_bitmap_that_is_none_is_refused(fake_dot: Path) -> None:
    install(fake_dot, "print('nothing' if fmt == 'png' else svg(ids))")
    with pytest.raises(RenderError, match="not PNG"):
        render(one_line(), picture_format="png")


def test_an_unknown_format_is_named_with_the_accepted_ones() -> None:
    with pytest.raises(UsageError, match=r"`gif`.*svg, png, pdf"):
        render(one_line(), picture_format="gif")


def test_small_text_comes_with_advice(fake_dot: Path) -> None:
    install(fake_dot, "print(svg(ids).replace('0 0 300 200', '0 0 9000 200'))")
    done = render(one_line())
    assert done.label_px < 9
    assert "--activity KEY" in done.messages[-1]


@pytest.mark.parametrize("picture_format", ["png", "pdf"])
@pytest.mark.parametrize("name", ["dot", "pygraphviz"])
def test_real_programs_write_the_other_formats(name: str, picture_format: str) -> None:
    engines = tuple(engine for engine in find_engines() if engine.name == name)
    if not engines:
        pytest.skip(f"needs the program {name}")
    done = render(clinic(), picture_format=picture_format, engines=engines)
    assert isinstance(done, Rendered)
    assert done.content is not None
    assert done.content[:4] in (b"\x89PNG", b"%PDF")
    assert len(done.content) > 5000


def test_programs_are_found_in_order() -> None:
    names = [engine.name for engine in find_engines()]
    assert names == sorted(names)
    assert ("dot" in names) == (shutil.which("dot") is not None)


def test_a_bitmap_of_a_huge_picture_has_fewer_dots_and_says_so(fake_dot: Path) -> None:
    body = (
        "if fmt == 'png': sys.stdout.buffer.write(b'\\x89PNG ' + ' '.join(sys.argv).encode())\n"
        "else: print(svg(ids).replace('0 0 300 200', '0 0 {} {}'))"
    )
    install(fake_dot, body.format(14400, 7200))
    done = render(one_line(), picture_format="png")
    assert b"-Gdpi=54" in (done.content or b"")
    assert "only 54 dots per inch" in done.messages[-1]
    install(fake_dot, body.format(300, 200))
    usual = render(one_line(), picture_format="png")
    assert b"-Gdpi=192" in (usual.content or b"")
    assert usual.messages == ()
