"""`ropa schema`: the JSON Schema of the inventory format."""

from __future__ import annotations

import json

import click

from ropa.cli.output import write


@click.command(name="schema", epilog="Example: ropa schema -o ropa.schema.json")
@click.option("-o", "--output", metavar="FILE", help="Write here, whole or not at all.")
@click.option("-q", "--quiet", is_flag=True, help="No messages about what was written.")
def command(output: str | None, quiet: bool) -> None:
    """Print the JSON Schema of the inventory format, so that an editor completes and checks.

    In Visual Studio Code with the YAML extension, begin the file with
    `# yaml-language-server: $schema=ropa.schema.json`.
    """
    from ropa.resolver.json_schema import json_schema

    write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", output, quiet=quiet)
