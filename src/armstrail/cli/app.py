"""The program: its commands, and how errors and interruptions end it."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from armstrail import __version__
from armstrail.errors import ArmstrailError

app = typer.Typer(
    name="armstrail",
    help="Follow the arms trail through the news: read pages, keep a register in which every cell points at the words that carry it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

INTERRUPTED = 130
UNUSABLE = 2


def _version(wanted: bool) -> None:
    if wanted:
        print(f"armstrail {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


def register_commands() -> None:
    """Import every command's module, which registers it with `app`."""
    from armstrail.cli import annotate, bulk, export, lists, origins, read, review, schema, serve, show, watch  # noqa: F401  # imported to register


def main() -> None:
    """Run the program on the process's arguments; ends the process.

    Exit status: 0 all went well, 1 some page could not be read, 2 the command could not be carried out as asked,
    130 stopped with Ctrl-C.
    """
    register_commands()
    try:
        app()
    except ArmstrailError as error:
        print(f"armstrail: {error}", file=sys.stderr)
        sys.exit(UNUSABLE)
    except KeyboardInterrupt:
        print("armstrail: stopped; what was reported as read is kept", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: not an error, but Python would complain on closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
