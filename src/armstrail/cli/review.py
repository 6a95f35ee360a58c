"""`armstrail review`, `rate` and `log`: what analysts decide, appended and never overwritten."""

from __future__ import annotations

import getpass
import json
import sys
from typing import Annotated, Any, get_args

import typer
from pydantic import ValidationError

from armstrail.cli.app import app
from armstrail.cli.lists import plain
from armstrail.cli.options import DEFAULT_DATABASE, DEFAULT_LIMIT, DatabaseOption, Format, FormatOption, LimitOption
from armstrail.cli.output import Column, print_rows
from armstrail.cli.stores import open_existing
from armstrail.errors import InputError, StoreError
from armstrail.ledger.facts import AnyFact, Credibility, Fact, Judgement
from armstrail.ledger.parties import party
from armstrail.ledger.store import Store
from armstrail.page.sources.jsonl import parse_when
from armstrail.records import Category, Member

DERIVED = frozenset({"kind", "flow", "statements", "transfers"})
"""What follows from other cells and is never set by hand."""
INTERVAL = '{"start": "YYYY-MM-DD", "end": "YYYY-MM-DD"}'
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


def parsed(value: str) -> Any:
    """A value as JSON where it is JSON (a number, a list, null), else as words."""
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value


def corrected(fact: AnyFact, field: str, words: str) -> Any:
    """What the cell `field` of `fact` shall say, in JSON form, from `words` or JSON.

    A bare figure is an exact quantity in the fact's own unit, a day `YYYY-MM-DD` (or a month, or a year) an interval, a
    name a list of one. Raises InputError for a cell that there is not and for a value that does not fit it.
    """
    cells = sorted(set(type(fact).model_fields) - set(Fact.model_fields) - DERIVED)
    if field not in cells:
        raise InputError(f"--field {field}: no cell of {fact.id} that can be corrected: there are {', '.join(cells)}")
    before = fact.model_dump(mode="json")[field]
    value = parsed(words)
    if isinstance(before, list):
        value = [
            party(one) if isinstance(one, str) else one for one in ([value] if isinstance(value, str) else value or ())
        ]
    elif field == "quantity" and isinstance(value, int | float) and not isinstance(value, bool):
        value = {"value": value, "unit": before["unit"] if before else None, "bound": "exact"}
    elif field == "goods" and isinstance(value, str):
        value = {**before, "category" if value in set(Category) else "text": value}
    elif field in ("when", "said_on") and value is not None:
        try:
            value = parse_when(words if not isinstance(value, dict) else value).model_dump(mode="json")
        except ValueError as error:
            raise InputError(f"--value {words}: no date: write YYYY-MM-DD, or {INTERVAL}") from error
    try:
        fitting = type(fact).model_validate({**fact.model_dump(), field: value})
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise InputError(
            f"--value {words}: does not fit {field} ({reason}): the cell now says {json.dumps(before)}"
        ) from error
    return fitting.model_dump(mode="json")[field]


def graded(words: str) -> int:
    """A credibility, 1 to 6. Raises InputError for anything else."""
    if words not in {str(one) for one in get_args(Credibility)}:
        raise InputError(f"--value {words}: no grade: give 1 (confirmed) to 6 (cannot be judged)")
    return int(words)


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
    if judgement is Judgement.CORRECT and len(names) != 1:
        raise InputError("correct takes one fact at a time")
    if field is not None and judgement is not Judgement.CORRECT:
        raise InputError(f"{judgement.value} takes no --field: correct does")
    if value is not None and judgement not in {Judgement.CORRECT, Judgement.GRADE}:
        raise InputError(f"{judgement.value} takes no --value: correct and grade do")
    who = by or user()
    with open_existing(db) as store:
        if judgement is Judgement.WITHDRAW:
            if len(names) != 1 or names[0] not in {one.id for one in store.decisions()}:
                raise InputError(
                    f"withdraw needs the id of one decision: `armstrail log --db {store.database}` lists them"
                )
            made, clashes = store.decide(judgement, (), who=who, why=why, withdraws=names[0], target=names[0])
        else:
            facts = facts_of(store, names)
            about = [member for fact in facts for member in fact.members]
            if judgement is Judgement.SPLIT and all(":" in name for name in names):
                about = [Member(page=name.rsplit(":", 1)[0], id=name.rsplit(":", 1)[1]) for name in names]
            told: Any = None
            if judgement is Judgement.CORRECT and field is not None and value is not None:
                told = corrected(facts[0], field, value)
            elif value is not None:
                told = graded(value)
            made, clashes = store.decide(
                judgement,
                about,
                who=who,
                why=why,
                field=field,
                value=told,
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
