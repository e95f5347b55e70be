"""`ropa new`: whatever people are called, the register resolves, says only what was said, and replaces nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import ropa
from ropa.cli.main import run
from ropa.cli.new import BASES
from ropa.errors import InputProblems, UsageError
from ropa.law import load_law
from ropa.model import Basis, Register
from ropa.readers import read_yaml
from ropa.resolver import resolve
from ropa.synth.starting import Start, StartActivity, as_file, as_folder, country_of, starting_register, term_of
from ropa.vocabulary import load_vocabulary

LAW, VOCABULARY = load_law(), load_vocabulary()
DAY = dt.date(2026, 11, 1)

#: What people are called, and what YAML might take for something else.
ODD = (
    'Joe "the" Baker', "Müller & Söhne", "NO", "on", "007", "1e3", "a: b", "# one", "- dash", "[x]", "{y}", "*", "&a",
    "🥐", "日本の店", "Ünïcödé", "'quoted'", "back\\slash", "tab\there", "100 %", "~", "null", "Yes", "general", "none",
    "outside", "Stripe", "customer", "x" * 300, "-", "…", "@home", "`tick`", "a, b",
)  # fmt: skip

#: An example behind a `#`: a field, an arrow or an entry. Prose begins with a capital letter, or has no colon.
EXAMPLE = re.compile(r"^(\s*)# (\s*(?:- )?[a-z][a-z0-9_-]*(?: -> [a-z0-9-]+)?:.*)$", re.MULTILINE)


def resolved(text: str) -> Register:
    """Return the register; every problem of it fails the test."""
    draft, problems = read_yaml(text, "ropa.yaml")
    if draft is None or problems:
        raise InputProblems(problems)
    return resolve(draft, law=LAW, vocabulary=VOCABULARY)


def begun(start: Start) -> str:
    return as_file(starting_register(start, VOCABULARY, LAW))


def uncommented(text: str) -> str:
    """Return the text with every example taken at its word."""
    return EXAMPLE.sub(r"\1\2", text)


@pytest.mark.parametrize("name", ODD)
def test_any_name_resolves_and_is_kept(name: str) -> None:
    told = StartActivity(name=name, subjects=(f"{name} people",), system=f"{name} system", recipients=(f"{name} firm",))
    register = resolved(begun(Start(name=name, as_of=DAY, email=name, officer=name, activities=(told, told))))
    own = register.organisations[register.organisation]
    assert own.name == " ".join(name.split()) or own.name == name
    assert own.dpo is not None
    assert len(register.activities) == 2
    assert register.organisation not in VOCABULARY.vendors, "nobody becomes a vendor of the directory by name"


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=25).filter(
    lambda text: text.strip() != ""
)


@given(st.lists(TEXT, min_size=6, max_size=6), st.sampled_from(["", *BASES]), TEXT)
def test_any_text_resolves(texts: list[str], basis: str, keep: str) -> None:
    name, activity, subject, system, recipient, contact = (" ".join(text.split()) or "x" for text in texts)
    told = StartActivity(
        name=activity,
        subjects=(subject,),
        system=system,
        recipients=(recipient,),
        basis=basis,
        keep=" ".join(keep.split()),
    )
    start = Start(name=name, as_of=DAY, email=contact, activities=(told,))
    try:
        parts = starting_register(start, VOCABULARY, LAW)
    except UsageError:
        assume(False)  # much like a shipped kind of people, or a word of the format
    register = resolved(as_file(parts))
    assert register.organisations[register.organisation].name == name


def test_what_was_said_is_in_it_and_nothing_else() -> None:
    told = StartActivity(
        name="Newsletter", purposes=("Direct marketing",), subjects=("Subscribers",), data=("e-mail", "hat size"),
        system="Web shop", recipients=("Mailchimp", "Print shop"), basis="consent", keep="30 days after consent withdrawn",
    )  # fmt: skip
    start = Start(name="Corner Books", as_of=DAY, country="Ireland", email="p@shop.example", officer="A. Officer",
                  officer_email="dpo@shop.example", activities=(told,))  # fmt: skip
    register = resolved(begun(start))
    own = register.organisations["corner-books"]
    assert (own.country, own.email, own.dpo and own.dpo.email) == ("IE", "p@shop.example", "dpo@shop.example")
    activity = register.activities["newsletter"]
    assert [use.key for use in activity.purposes] == ["direct-marketing"]
    assert [basis.basis for basis in activity.legal_basis] == [Basis.CONSENT]
    assert [(rule.trigger, rule.period) for rule in activity.retention] == [("consent withdrawn", "P30D")]
    collected = next(flow for flow in activity.flows if flow.source == "subscriber")
    assert (collected.target, {pair.data for pair in collected.pairs}) == ("web-shop", {"email-address", "hat-size"})
    assert {flow.target for flow in activity.flows} == {"web-shop", "mailchimp", "print-shop"}
    assert register.organisations["mailchimp"].directory == "mailchimp"
    assert register.as_of == DAY
    assert not activity.measures
    assert not register.promises


@pytest.mark.parametrize(
    ("keep", "expected"),
    [("P2Y", ("", "P2Y", "")), ("2 years", ("", "P2Y", "")), ("6 months from the last order", ("last order", "P6M", "")),
     ("1 week after visit", ("visit", "P1W", "")), ("as long as needed", ("", "", "as long as needed"))],
)  # fmt: skip
def test_how_long(keep: str, expected: tuple[str, str, str]) -> None:
    register = resolved(begun(Start(name="X", as_of=DAY, activities=(StartActivity(name="A", keep=keep),))))
    (rule,) = register.activities["a"].retention
    assert (rule.trigger, rule.period, rule.criterion) == expected


def test_no_recipients_can_be_said() -> None:
    told = StartActivity(name="A", recipients=("none",))
    assert "recipients: none " in begun(Start(name="X", as_of=DAY, activities=(told,)))


@pytest.mark.parametrize(
    "activities",
    [(), (StartActivity(name="Payroll"),),
     (StartActivity(name="Newsletter", subjects=("customer",), system="Web shop", recipients=("mailchimp", "Print shop")),
      StartActivity(name="Till", system="Till"))],
)  # fmt: skip
def test_every_example_in_the_comments_resolves_when_it_is_taken(activities: tuple[StartActivity, ...]) -> None:
    text = begun(Start(name="Corner Books", as_of=DAY, activities=activities))
    full = resolved(uncommented(text))
    assert len(EXAMPLE.findall(text)) > 20
    assert {"tax-office", "couriers", "support"} <= set(full.organisations)
    assert full.agreements
    assert full.safeguards
    assert full.promises
    assert full.rights
    if not activities:
        assert [use.key for use in full.activities["newsletter"].purposes] == ["direct-marketing"]
        assert [flow.target for flow in full.activities["newsletter"].flows] == ["corner-books", "mailchimp"]
    elif activities[0].name == "Payroll":
        assert "corner-books -> mailchimp" in text
    elif activities[0].name == "Newsletter":
        receivers = {flow.target: flow for flow in full.activities["newsletter"].flows if flow.kind.value == "declared"}
        assert str(receivers["mailchimp"].role) == "processor"


def test_comments_are_short() -> None:
    text = begun(Start(name="Corner Books", as_of=DAY))
    assert max(map(len, text.splitlines())) <= 120
    assert len(text.splitlines()) <= 90


def test_check_finds_only_what_is_honestly_missing(tmp_path: Path) -> None:
    path = tmp_path / "ropa.yaml"
    path.write_text(
        begun(Start(name="Corner Books", as_of=DAY, country="IE", activities=(StartActivity(name="Payroll"),)))
    )
    findings = ropa.open(path, as_of="2026-11-22").check()
    assert {finding.at.split("/")[0] for finding in findings} <= {"register", "organisations", "activities", "general"}
    assert not [finding for finding in findings if "mailchimp" in finding.message or "till" in finding.message]
    assert not [finding.code for finding in findings if finding.crashed or finding.code.startswith("V1")]


def test_a_folder_says_the_same_as_a_file(tmp_path: Path) -> None:
    told = (StartActivity(name="Payroll", data=("salary",)), StartActivity(name="Newsletter"))
    parts = starting_register(Start(name="Corner Books", as_of=DAY, activities=told), VOCABULARY, LAW)
    for file, text in as_folder(parts).items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    folder = ropa.open(tmp_path).register
    one = resolved(as_file(parts))
    assert set(folder.activities) == set(one.activities) == {"payroll", "newsletter"}
    assert list(folder.organisations) == list(one.organisations)
    assert sorted(path.name for path in (tmp_path / "activities").iterdir()) == ["newsletter.yaml", "payroll.yaml"]


def test_countries_and_words_are_looked_up() -> None:
    assert [country_of(LAW, text) for text in ("", "ie", "Ireland", "DEU", "NO")] == ["", "IE", "IE", "DE", "NO"]
    with pytest.raises(UsageError) as wrong:
        country_of(LAW, "Irelnad")
    assert wrong.value.near == "Ireland"
    assert term_of(VOCABULARY, "data_categories", "E-Mail") == "email-address"
    assert term_of(VOCABULARY, "data_categories", "hat  size") == "hat size"
    with pytest.raises(UsageError, match="email-address"):
        term_of(VOCABULARY, "data_categories", "emial-address")
    with pytest.raises(UsageError, match="names nothing"):
        term_of(VOCABULARY, "data_categories", "everything")


def test_bases_are_those_of_the_format() -> None:
    assert list(BASES) == [basis.value for basis in Basis]


# The verb.


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROPA_SOURCE", raising=False)
    return tmp_path


def test_in_a_script_the_name_is_enough(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "--name", "Corner Books"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "wrote ropa.yaml\nnext: ropa check ropa.yaml\n")
    assert run(["check", "--fail-on", "never"]) == 0


def test_without_a_name_and_a_terminal_it_says_what_is_missing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new"]) == 2
    assert "--name" in capsys.readouterr().err
    assert run(["new", "--name", "  "]) == 2
    assert not list(desk.iterdir())


def test_nothing_is_replaced_without_force(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "ropa.yaml").write_text("mine", encoding="utf-8")
    assert run(["new", "--name", "X"]) == 2
    assert "--force" in capsys.readouterr().err
    assert (desk / "ropa.yaml").read_text(encoding="utf-8") == "mine"
    assert run(["new", "--name", "X", "--force", "--quiet"]) == 0
    assert (desk / "ropa.yaml").read_text(encoding="utf-8").startswith("# A record")
    assert capsys.readouterr() == ("", "")


def test_a_folder_with_something_in_it_is_left_alone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "register").mkdir()
    assert run(["new", "--name", "X", "--folder", "--activity", "Payroll"]) == 0
    assert run(["check", "register", "--fail-on", "never"]) == 0
    assert run(["new", "--name", "X", "--folder"]) == 2
    (desk / "register" / "mine.txt").write_text("kept", encoding="utf-8")
    assert run(["new", "--name", "X", "--folder", "--force"]) == 0
    assert (desk / "register" / "mine.txt").exists()
    assert run(["new", "--name", "X", "--folder", "-o", "-"]) == 2


def test_several_words_may_stand_between_commas(desk: Path) -> None:
    del desk
    assert run(["new", "--name", "Shop", "--activity", "Post", "--subjects", "customers", "--data", "name, email"]) == 0
    register = ropa.open("ropa.yaml").register
    assert {pair.data for flow in register.flows for pair in flow.pairs} == {"name", "email-address"}


def test_details_belong_to_one_activity(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "--name", "X", "--data", "name"]) == 2
    assert "none is named" in capsys.readouterr().err
    assert run(["new", "--name", "X", "--activity", "A", "--activity", "B", "--keep", "P1Y"]) == 2
    assert "2 is named" in capsys.readouterr().err
    assert run(["new", "--name", "X", "--activity", "A", "--data", "name", "--keep", "P1Y", "-o", "-"]) == 0
    assert "data: [name]" in capsys.readouterr().out


def test_a_mistyped_word_is_bad_usage(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "--name", "X", "--activity", "A", "--data", "emial-address"]) == 2
    assert "Did you mean `email-address`?" in capsys.readouterr().err
    assert not list(desk.iterdir())


def test_the_date_of_the_facts(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "--name", "X", "--as-of", "2025-03-04", "-o", "-"]) == 0
    assert "as_of: 2025-03-04" in capsys.readouterr().out


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal that a program can hold")
def test_in_a_terminal_it_asks(tmp_path: Path) -> None:
    answers = [
        "", "Corner Books", "Irelnad", "Ireland", "p@shop.example", "", "Newsletter", "direct markteing", "direct marketing",
        "Customers, lorry drivers", "name, e-mail", "Web shop", "Mailchimp", "because", "consent", "2 years", "",
    ]  # fmt: skip
    code, said = conversation(tmp_path, ["new"], answers)
    assert code == 0, said
    assert "is no country. Did you mean" in said
    assert "Did you mean `direct-marketing`?" in said
    assert "is no legal basis" in said
    register = ropa.open(tmp_path / "ropa.yaml").register
    assert register.organisations["corner-books"].country == "IE"
    assert register.activities["newsletter"].retention[0].period == "P2Y"


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal that a program can hold")
def test_who_leaves_writes_nothing(tmp_path: Path) -> None:
    code, _ = conversation(tmp_path, ["new"], ["Corner Books", "\x03"])
    assert code == 130
    assert not list(tmp_path.iterdir())


def conversation(folder: Path, arguments: list[str], answers: list[str]) -> tuple[int, str]:
    """Return the exit code of a run in a terminal in which somebody types these answers, and what was on the screen."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ropa", *arguments], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True, env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(Path(ropa.__file__).parent.parent)},
        preexec_fn=_own_terminal,
    ) as process:  # fmt: skip
        os.close(theirs)
        said = ""
        for answer in answers:
            said += _until_asked(ours)
            if answer == "\x03":
                _interrupt(process, ours)
            else:
                os.write(ours, f"{answer}\n".encode())
        said += _rest(ours)
        code = process.wait(timeout=60)
    os.close(ours)
    return code, said


def _own_terminal() -> None:
    """Make standard input the terminal of the process, so that Ctrl-C reaches it."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _interrupt(process: subprocess.Popen[bytes], terminal: int) -> None:
    """Press Ctrl-C as a person does: again when nothing happens.

    Between showing a question and waiting for the answer Python notes the signal, and acts on the next one.
    """
    for _ in range(100):
        os.write(terminal, b"\x03")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.6)
            return
    process.kill()


def _until_asked(terminal: int) -> str:
    """Return what appears up to the next question, which ends in a colon and a blank."""
    found = b""
    while not found.endswith(b": "):
        assert select.select([terminal], [], [], 60)[0], f"no question within a minute after: {found!r}"
        found += os.read(terminal, 1)
    return found.decode(errors="replace")


def _rest(terminal: int) -> str:
    found = b""
    try:
        while chunk := os.read(terminal, 1024):
            found += chunk
    except OSError:
        pass  # Linux says so when the other side is closed
    return found.decode(errors="replace")
