"""`armstrail review`, `rate` and `log`: what analysts decide, appended and never overwritten."""

from __future__ import annotations

import getpass
import json
import sys
from typing import Annotated, Any

import typer

from armstrail.cli.app import app
from armstrail.cli.lists import plain
from armstrail.cli.options import DEFAULT_DATABASE, DEFAULT_LIMIT, DatabaseOption, Format, FormatOption, LimitOption
from armstrail.cli.output import Column, print_rows
from armstrail.cli.stores import open_existing
from armstrail.errors import InputError, StoreError
from armstrail.ledger.facts import AnyFact, Judgement
from armstrail.ledger.store import Store
from armstrail.records import Member

WhyOption = Annotated[str, typer.Option("--why", help="The reason; it stays in the log.")]
WhoOption = Annotated[str, typer.Option("--by", help="Who decides; the user of this machine by default.")]


def user() -> str:
    """The user of this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown user"


def facts_of(store: Store, names: list[str]) -> list[AnyFact]:
    """The facts with these ids. Raises StoreError for one that is not there."""
    found = []
    for name in names:
        fact = store.fact(name)
        if fact is None:
            raise StoreError(f"{name!r} is no fact of {store.database}: `armstrail register` lists ids")
        found.append(fact)
    return found


def parsed(value: str | None) -> Any:
    """A value as JSON where it is JSON (a number, a list, a date), else as words."""
    if value is None:
        return None
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value


@app.command()
def review(
    judgement: Annotated[Judgement, typer.Argument(help="What is decided.")],
    names: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Facts (or PAGE:RECORD); for withdraw, the decision.")
    ],
    why: WhyOption,
    by: WhoOption = "",
    field: Annotated[
        str | None, typer.Option("--field", help="The cell to correct: supplier, quantity, when ...")
    ] = None,
    value: Annotated[
        str | None, typer.Option("--value", help="The right value, as words or JSON; or the grade, 1 to 6.")
    ] = None,
    db: DatabaseOption = DEFAULT_DATABASE,
) -> None:
    """Decide on facts: confirm, reject, correct a cell, merge, split, grade, or withdraw a decision.

    A decision rests on the evidence as it is now; where that changes, the fact is reopened. Nothing is overwritten.
    """
    if judgement is Judgement.CORRECT and (field is None or value is None):
        raise InputError("correct needs --field and --value: the cell, and what it should say")
    if judgement is Judgement.GRADE and value is None:
        raise InputError("grade needs --value: a credibility from 1 to 6")
    if judgement is Judgement.MERGE and len(names) < 2:
        raise InputError("merge needs two facts or more")
    who = by or user()
    with open_existing(db) as store:
        if judgement is Judgement.WITHDRAW:
            if len(names) != 1 or names[0] not in {one.id for one in store.decisions()}:
                raise InputError(f"withdraw needs the id of one decision: `armstrail log --db {db}` lists them")
            made, clashes = store.decide(judgement, (), who=who, why=why, withdraws=names[0], target=names[0])
        else:
            facts = facts_of(store, names)
            about = [member for fact in facts for member in fact.members]
            if judgement is Judgement.SPLIT and all(":" in name for name in names):
                about = [Member(page=name.rsplit(":", 1)[0], id=name.rsplit(":", 1)[1]) for name in names]
            made, clashes = store.decide(
                judgement,
                about,
                who=who,
                why=why,
                field=field,
                value=parsed(value),
                digest=store.evidence_digest(about),
                target=facts[0].id,
            )
        for clash in clashes:
            print(f"warning: {clash}", file=sys.stderr)
        store.refresh()
    print(f"decision {made.id}: {judgement.value} {' '.join(names)} by {who}")


@app.command()
def rate(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="An outlet or agency, as pages name it.")],
    grade: Annotated[
        str, typer.Argument(metavar="A-F", help="A completely reliable ... E unreliable, F cannot be judged.")
    ],
    why: WhyOption,
    by: WhoOption = "",
    db: DatabaseOption = DEFAULT_DATABASE,
) -> None:
    """Give a source its Admiralty letter; the letters before it stay in the log."""
    with open_existing(db) as store:
        store.rate(source, grade.upper(), who=by or user(), why=why)
        store.refresh()
    print(f"{source}: {grade.upper()}")


LOG = (
    Column("at", lambda row: str(row["at"])[:19]),
    Column("by", plain("by")),
    Column("decision", lambda row: str(row["record"].get("id") or "")),
    Column("what", plain("kind")),
    Column("about", plain("target")),
    Column(
        "value",
        lambda row: " ".join(
            str(row["record"][key])
            for key in ("field", "value", "grade", "withdraws")
            if row["record"].get(key) is not None
        ),
    ),
    Column("why", plain("why")),
)


@app.command()
def log(
    db: DatabaseOption = DEFAULT_DATABASE, limit: LimitOption = DEFAULT_LIMIT, form: FormatOption = Format.TABLE
) -> None:
    """List every decision and every rating of a source, newest first: who, when, what, why."""
    with open_existing(db) as store:
        rows, total = store.log(limit=limit or None)
    print_rows(rows, LOG, total, form, "decisions")
