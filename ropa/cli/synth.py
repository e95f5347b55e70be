"""`ropa synth`: a register of any size that looks like a real one, made from a seed."""

from __future__ import annotations

import click

from ropa.cli.output import write_pieces

#: Flows for each activity where no number is given.
FLOWS_EACH = 5


@click.command(name="synth", epilog="Example: ropa synth --activities 40 --flows 200 --seed 7 -o synthetic.yaml")
@click.option("--activities", type=click.IntRange(min=1), default=25, show_default=True, metavar="N",
              help="How many activities.")  # fmt: skip
@click.option("--flows", type=click.IntRange(min=0), metavar="M",
              help=f"How many arrows in all of them together; default {FLOWS_EACH} for each activity.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, metavar="S", help="Another one makes another register.")
@click.option("-o", "--output", metavar="FILE", help="Write here, whole or not at all.")
@click.option("-q", "--quiet", is_flag=True, help="No messages about what was written.")
def command(activities: int, flows: int | None, seed: int, output: str | None, quiet: bool) -> None:
    """Print a synthetic register, for trials, teaching and timings. The same options print the same bytes.

    Everybody in it is invented, but for vendors of the shipped directory. It resolves without a problem; some entries
    are left wanting on purpose, so that the checks find what they find in real registers.

    Activities: 49 kinds in eleven departments, each kind once before any comes again. 85 % as controller, 10 % as
    processor, 5 % as joint controller; 5 % have plain lists instead of arrows.

    Flows: few in most activities, many in some. To vendors 40 %, between systems 17 %, from people 14 %, to other
    companies 11 %, onward 6 %, to authorities 5 %, to teams 4 %, from others 3 %, to recipients without a name 3 %.

    Companies: half in the organisation's country, a quarter elsewhere in the EU, the rest in the United Kingdom, the
    United States, India and others. To the United States on clauses 40 %, on the framework 35 %, on nothing 25 %.

    Left out: roles of activities 25 %, retention 8 %, legal bases 5 %, purposes 2 %, contracts with processors 8 %,
    countries of companies 4 %. Of consents 12 % are bundled or taken from browsing on.
    """
    from ropa.law import load_law
    from ropa.synth import synthetic_register
    from ropa.vocabulary import load_vocabulary

    wanted = activities * FLOWS_EACH if flows is None else flows
    pieces = synthetic_register(load_vocabulary(), load_law(), activities=activities, flows=wanted, seed=seed)
    write_pieces(pieces, output, quiet=quiet)
