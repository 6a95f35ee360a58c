"""`armstrail review`, `rate` and `log`: what analysts decide, appended and never overwritten."""

from __future__ import annotations

import getpass
import re
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from armstrail.cli.app import app
from armstrail.cli.lists import plain
from armstrail.cli.options import DEFAULT_DATABASE, DEFAULT_LIMIT, DatabaseOption, Format, FormatOption, LimitOption
from armstrail.cli.output import Column, print_rows
from armstrail.cli.stores import open_existing, warn
from armstrail.errors import InputError, StoreError
from armstrail.ledger.cells import cells_of, corrected, graded
from armstrail.ledger.facts import AnyFact, Judgement, Marking
from armstrail.ledger.markings import MODELS, doubts, marking_of
from armstrail.ledger.store import Store
from armstrail.records import Annotation, Member, Span

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


SPAN = re.compile(r"(\d+)\s*[-:,]\s*(\d+)")


def passage(page: Annotation, words: str) -> Span:
    """A passage as a user gives it: START-END in characters of the page's text, or its words, which stand there once."""
    if match := SPAN.fullmatch(words.strip()):
        return int(match[1]), int(match[2])
    found = (
        [m.span() for m in re.finditer(r"\s+".join(map(re.escape, words.split())), page.text)] if words.split() else []
    )
    if len(found) != 1:
        how = "do not stand on it" if not found else f"stand on it {len(found)} times"
        raise InputError(
            f"--passage: these words {how}, page {page.id}: give START-END instead (`armstrail show` has them)"
        )
    return found[0]


def pair(words: str) -> tuple[str, str]:
    """A cell and its value from FIELD=VALUE."""
    field, sign, value = words.partition("=")
    if not sign:
        raise InputError(f"--cell {words}: write FIELD=VALUE, as in supplier=RUS")
    return field.strip(), value.strip()


def make(store: Store, page: str, kind: str, passages: list[str], cells: list[str]) -> tuple[Marking, tuple[str, ...]]:
    """What a user marked, checked, and the cells that its words do not carry."""
    read = store.as_read(page)
    given = cells_of(read, kind, [pair(one) for one in cells])
    marking = marking_of(read, kind, [passage(read, one) for one in passages], given)
    return marking, doubts(read, marking)


def ask(warnings: Iterable[str], anyway: bool) -> None:
    """Say what speaks against a decision before it is saved. Raises InputError where the user does not want it then."""
    told = list(warnings)
    for one in told:
        print(f"warning: {one}", file=sys.stderr)
    if not told or anyway:
        return
    if not (sys.stdin.isatty() and typer.confirm("Save the decision all the same?", default=False, err=True)):
        raise InputError("nothing was saved: add --anyway to decide all the same (the newest decision then counts)")


KINDS = typer.Option("--kind", help=f"make: what the record is: {', '.join(MODELS)}.")


@app.command()
def review(
    judgement: Annotated[Judgement, typer.Argument(help="What is decided.")],
    names: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Facts (or PAGE:RECORD); for withdraw, the decision; for make, the page."),
    ],
    why: WhyOption,
    by: WhoOption = "",
    field: Annotated[
        str | None, typer.Option("--field", help="The cell to correct: supplier, quantity, when ...")
    ] = None,
    value: Annotated[
        str | None, typer.Option("--value", help="The right value, as words or JSON; or the grade, 1 to 6.")
    ] = None,
    kind: Annotated[str | None, KINDS] = None,
    passages: Annotated[
        list[str] | None,
        typer.Option("--passage", metavar="START-END|WORDS", help="make: a marked passage; give it again for more."),
    ] = None,
    cells: Annotated[
        list[str] | None, typer.Option("--cell", metavar="FIELD=VALUE", help="make: a cell of the record.")
    ] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Save also what contradicts an earlier decision, or what no words carry.")
    ] = False,
    db: DatabaseOption = DEFAULT_DATABASE,
) -> None:
    """Decide on facts: confirm, reject, correct a cell, merge, split, grade, make a record from a passage, or withdraw.

    A decision rests on the evidence as it is now; where that changes, the fact is reopened. Nothing is overwritten.
    """
    if judgement is Judgement.CORRECT and (field is None or value is None):
        raise InputError("correct needs --field and --value: the cell, and what it should say")
    if judgement is Judgement.GRADE and value is None:
        raise InputError("grade needs --value: a credibility from 1 to 6")
    if judgement is Judgement.MERGE and len(names) < 2:
        raise InputError("merge needs two facts or more")
    if judgement in {Judgement.CORRECT, Judgement.MAKE, Judgement.WITHDRAW} and len(names) != 1:
        one = {"correct": "fact", "make": "page", "withdraw": "decision"}[judgement.value]
        raise InputError(f"{judgement.value} takes one {one} at a time")
    if field is not None and judgement is not Judgement.CORRECT:
        raise InputError(f"{judgement.value} takes no --field: correct does")
    if value is not None and judgement not in {Judgement.CORRECT, Judgement.GRADE}:
        raise InputError(f"{judgement.value} takes no --value: correct and grade do")
    if judgement is Judgement.MAKE and not (kind and passages and cells):
        raise InputError("make needs --kind, --passage and --cell: what the record is, its words, what it says")
    if judgement is not Judgement.MAKE and (kind or passages or cells):
        raise InputError(f"{judgement.value} takes no --kind, --passage or --cell: make does")
    who = by or user()
    with open_existing(db) as store:
        if judgement is Judgement.MAKE:
            marking, unsure = make(store, names[0], kind or "", passages or [], cells or [])
            ask(unsure, anyway)
            made, member = store.make(names[0], marking, who=who, why=why)
            names = [f"{member.page}:{member.id}"]
        elif judgement is Judgement.WITHDRAW:
            if names[0] not in {one.id for one in store.decisions()}:
                raise InputError(
                    f"withdraw needs the id of one decision: `armstrail log --db {store.database}` lists them"
                )
            made = store.decide(judgement, (), who=who, why=why, withdraws=names[0], target=names[0])[0]
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
            ask(store.foresee(judgement, about, field=field, value=told), anyway)
            made, _ = store.decide(
                judgement,
                about,
                who=who,
                why=why,
                field=field,
                value=told,
                digest=store.evidence_digest(about),
                target=facts[0].id,
            )
        store.refresh()
        warn(store)
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
            if row["record"].get(key) is not None and row["kind"] != "make"
        ),
    ),
    Column("state", plain("state")),
    Column("why", plain("why")),
)


@app.command()
def log(
    db: DatabaseOption = DEFAULT_DATABASE, limit: LimitOption = DEFAULT_LIMIT, form: FormatOption = Format.TABLE
) -> None:
    """List every decision and every rating of a source, newest first: who, when, what, why."""
    with open_existing(db) as store:
        rows, total = store.log(limit=limit or None)
        warn(store)
    print_rows(rows, LOG, total, form, "decisions")
