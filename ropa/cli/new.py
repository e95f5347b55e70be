"""`ropa new`: a register to begin with, from a few questions in a terminal or from options in a script."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ropa.cli.options import Day
from ropa.cli.output import write
from ropa.errors import UsageError

if TYPE_CHECKING:
    from ropa.law import Law
    from ropa.synth.starting import Start, StartActivity
    from ropa.vocabulary import Vocabulary

T = TypeVar("T")

#: Article 6(1)(a) to (f); the library has the same list, which is loaded only when the verb runs.
BASES = ("consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests")

#: Options that describe the one activity that is named.
_OF_AN_ACTIVITY = ("purpose", "subjects", "data", "system", "recipient", "basis", "keep")


@click.command(
    name="new", epilog='Example: ropa new --name "Corner Books" --country IE --activity Newsletter -o my-register.yaml'
)
@click.option("--name", metavar="TEXT", help="The organisation; without it, a terminal is asked everything.")
@click.option("--country", metavar="COUNTRY", help="Of its seat: two letters, or a name.")
@click.option("--email", metavar="TEXT", help="Where people write to about their data.")
@click.option("--dpo", metavar="TEXT", help="Name of the data protection officer.")
@click.option("--dpo-email", metavar="TEXT", help="How the officer is reached.")
@click.option("--activity", "activities", multiple=True, metavar="TEXT", help="An activity; may be repeated.")
@click.option("--purpose", multiple=True, metavar="TEXT", help="Of the activity: why; with commas, or repeated.")
@click.option("--subjects", multiple=True, metavar="TEXT", help="Of the activity: whose data.")
@click.option("--data", multiple=True, metavar="TEXT", help="Of the activity: which data.")
@click.option("--system", metavar="TEXT", help="Of the activity: where the data are kept.")
@click.option("--recipient", multiple=True, metavar="TEXT", help="Of the activity: who else gets data; or none.")
@click.option("--basis", type=click.Choice(BASES), help="Of the activity: its legal basis.")
@click.option("--keep", metavar="TEXT", help='Of the activity: how long, as "2 years after the last order".')
@click.option("--as-of", type=Day(), metavar="DATE", help="When all of this is true; default today.")
@click.option("--folder", is_flag=True, help="A folder of files, one for each activity; default register/.")
@click.option("-o", "--output", metavar="FILE", help="Write here; default ropa.yaml.")
@click.option("--force", is_flag=True, help="Replace what is there.")
@click.option("-q", "--quiet", is_flag=True, help="No messages about what was written.")
def command(
    name: str | None,
    country: str | None,
    email: str | None,
    dpo: str | None,
    dpo_email: str | None,
    activities: tuple[str, ...],
    as_of: dt.date | None,
    folder: bool,
    output: str | None,
    force: bool,
    quiet: bool,
    **of_an_activity: tuple[str, ...] | str | None,
) -> None:
    """Begin a register: what you say, and comments that teach the format.

    In a terminal it asks, and an empty answer leaves a thing open; in a script give at least --name. What is left open
    stands in the file as an example. Nothing that is there is replaced without --force.
    """
    from ropa.law import load_law
    from ropa.synth.starting import Start, as_file, as_folder, starting_register
    from ropa.vocabulary import load_vocabulary

    place = output or ("register" if folder else "ropa.yaml")
    law, vocabulary = load_law(), load_vocabulary()
    day = as_of or dt.datetime.now(tz=dt.UTC).astimezone().date()
    _refuse_to_replace(place, folder=folder, force=force)
    start = Start(name=_line(name), as_of=day, country=_line(country), email=_line(email), officer=_line(dpo),
                  officer_email=_line(dpo_email), activities=_told(activities, of_an_activity))  # fmt: skip
    if name is None and _is_asked():
        start = _interview(start, vocabulary, law)
    if not start.name:
        raise UsageError("the name of the organisation is missing", next_step="Give it with `--name`.")
    parts = starting_register(start, vocabulary, law)
    if folder:
        _write_folder(Path(place), as_folder(parts), quiet=quiet)
    else:
        write(as_file(parts), place, quiet=quiet)
    if not quiet and place != "-":
        click.echo(f"next: ropa check {place}", err=True)


def _line(text: str | None) -> str:
    """Return text on one line, without blanks around it."""
    return " ".join((text or "").split())


def _refuse_to_replace(place: str, *, folder: bool, force: bool) -> None:
    if place == "-" and folder:
        raise UsageError("a folder cannot be printed", next_step="Name one with `-o`.")
    path = Path(place)
    taken = path.is_dir() and any(path.iterdir()) if folder else path.exists()
    if place != "-" and taken and not force:
        raise UsageError(
            f"`{place}` is there already", next_step="Choose another place with `-o`, or replace it with `--force`."
        )


def _told(names: tuple[str, ...], details: Mapping[str, tuple[str, ...] | str | None]) -> tuple[StartActivity, ...]:
    """Return the activities of the options; details belong to one activity, and say which.

    Raises:
        UsageError: there are details, but not exactly one activity.
    """
    from ropa.synth.starting import StartActivity

    given = [option for option in _OF_AN_ACTIVITY if details.get(option)]
    if given and len(names) != 1:
        raise UsageError(
            f"--{given[0]} describes one activity, and {len(names) or 'none'} is named",
            next_step="Name one with `--activity`; add the others in the file.",
        )
    several = {
        option: tuple(part for text in details.get(option) or () for part in _parts(text))
        for option in ("purpose", "subjects", "data", "recipient")
    }
    one = {option: _line(str(details.get(option) or "")) for option in ("system", "basis", "keep")}
    return tuple(
        StartActivity(
            name=_line(name), purposes=several["purpose"], subjects=several["subjects"], data=several["data"],
            recipients=several["recipient"], **one,
        )
        for name in names
        if name.strip()
    )  # fmt: skip


def _is_asked() -> bool:
    """Return whether somebody is there to be asked: all three streams are terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def _interview(given: Start, vocabulary: Vocabulary, law: Law) -> Start:
    """Ask what no option says; an empty answer leaves it open.

    Raises:
        click.Abort: the person leaves; nothing is written then.
    """
    from dataclasses import replace

    from ropa.synth.starting import country_of, starting_register

    # What an option says wrongly is refused now, and not when everything has been answered.
    starting_register(replace(given, name="X"), vocabulary, law)
    click.echo(
        "A register to begin with. An empty answer leaves a thing open; Ctrl-C leaves, and writes nothing.\n", err=True
    )
    name = ""
    while not name:
        name = _ask("Your organisation")
    country = given.country or _ask_for("Country of its seat (IE, Ireland)", lambda text: country_of(law, text))
    email = given.email or _ask("Email address for questions about data")
    officer = given.officer or _ask("Data protection officer, if there is one")
    officer_email = given.officer_email or (_ask("How the officer is reached") if officer else "")
    activities = given.activities or _ask_activities(vocabulary)
    return replace(
        given, name=name, country=country, email=email, officer=officer, officer_email=officer_email,
        activities=activities,
    )  # fmt: skip


def _ask_activities(vocabulary: Vocabulary) -> tuple[StartActivity, ...]:
    """Ask for activities until there is no further one."""
    from ropa.synth.starting import StartActivity, term_of

    def words(kind: str) -> Callable[[str], tuple[str, ...]]:
        return lambda text: tuple(term_of(vocabulary, kind, part) for part in _parts(text))

    found: list[StartActivity] = []
    question = "\nWhat do you do with personal data? One activity (Newsletter, Payroll)"
    while name := _ask(question):
        found.append(
            StartActivity(
                name=name,
                purposes=_ask_for("  Why? (direct marketing, payroll; several with commas)", words("purposes")),
                subjects=_ask_for("  Whose data? (customers, employees)", words("data_subjects")),
                data=_ask_for("  Which data? (name, email address)", words("data_categories")),
                system=_ask("  Where are they kept? (Web shop, Filing cabinet)"),
                recipients=_ask_for("  Who else gets them? (Mailchimp, tax office; none)", _parts),
                basis=_ask_for(f"  Legal basis? ({', '.join(BASES)})", _basis),
                keep=_ask("  How long are they kept? (2 years after the last order)"),
            )
        )
        question = "\nAnother activity"
    return tuple(found)


def _ask(question: str) -> str:
    """Return the answer on one line; empty where the person leaves it open."""
    return _line(click.prompt(question, default="", show_default=False, err=True))


def _ask_for(question: str, read: Callable[[str], T]) -> T:
    """Return the answer as `read` takes it; what it refuses is said, and asked again."""
    while True:
        try:
            return read(_ask(question))
        except UsageError as error:
            click.echo(f"  {error}", err=True)


def _parts(text: str) -> tuple[str, ...]:
    """Return what stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _basis(text: str) -> str:
    wanted = text.casefold().replace(" ", "-")
    if wanted and wanted not in BASES:
        raise UsageError(f"`{text}` is no legal basis", next_step=f"Article 6(1) knows {', '.join(BASES)}.")
    return wanted


def _write_folder(folder: Path, files: Mapping[str, str], *, quiet: bool) -> None:
    """Write the files of a folder; what else is in it stays."""
    for file, text in files.items():
        path = folder / file
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(
                f"`{path.parent}` cannot be made ({error.strerror})", next_step="Choose another place."
            ) from error
        write(text, str(path), quiet=True)
    if not quiet:
        click.echo(f"wrote {folder} ({len(files)} files)", err=True)
