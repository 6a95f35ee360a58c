"""`armstrail register`, `statements`, `events`, `pages`, `ledger`: lists out of the store."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from armstrail.cli.app import app
from armstrail.cli.options import (
    DEFAULT_DATABASE,
    DEFAULT_LIMIT,
    DatabaseOption,
    Format,
    FormatOption,
    LimitOption,
    SinceOption,
    UntilOption,
)
from armstrail.cli.output import Column, days, print_rows
from armstrail.cli.stores import open_existing, warn
from armstrail.ledger.parties import party
from armstrail.ledger.store.facts import SORTS, Filter
from armstrail.ledger.store.pages import PageFilter
from armstrail.records import Act, EventType, Factuality

Row = Mapping[str, Any]


def sort_name(value: str) -> str:
    """One of the orders that a list can have."""
    if value not in SORTS:
        raise typer.BadParameter(f"{value!r}: give {', '.join(SORTS)}")
    return value


PartyOption = typer.Option(parser=party, metavar="STATE", help="A state (RUS, Russia, Moscow) or another party's name.")
SupplierOption = Annotated[
    str | None,
    typer.Option("--supplier", parser=party, metavar="PARTY", help="Only from this state or party (code or name)."),
]
RecipientOption = Annotated[
    str | None,
    typer.Option("--recipient", parser=party, metavar="PARTY", help="Only to this state or party (code or name)."),
]
GoodsOption = Annotated[
    str | None,
    typer.Option("--goods", metavar="GOODS", help="Only this category (missiles), or goods with these words in them."),
]
SpeakerOption = Annotated[
    str | None,
    typer.Option(
        "--speaker", metavar="NAME", help="Only what this speaker or voice carries; part of the name will do."
    ),
]
FactualityOption = Annotated[
    Factuality | None, typer.Option("--factuality", help="Only what is asserted, possible or denied.")
]
SortOption = Annotated[
    str, typer.Option("--sort", parser=sort_name, metavar="ORDER", help=f"Order: {', '.join(SORTS)}.")
]
SearchOption = Annotated[
    str | None, typer.Option("--search", metavar="WORDS", help="Only where all these words stand.")
]
PartiesOption = Annotated[
    str | None,
    typer.Option(
        "--party", parser=party, metavar="PARTY", help="Only with this state or party in any part (code or name)."
    ),
]


# ---------------------------------------------------------------- cells
def joined(key: str) -> Callable[[Row], str]:
    """A cell with several values."""
    return lambda row: ", ".join(row.get(key) or ()) or "?"


def plain(key: str) -> Callable[[Row], str]:
    """A cell with one value."""
    return lambda row: "" if row.get(key) is None else str(row[key])


def goods(row: Row) -> str:
    """Category and the page's words for the goods."""
    category, words = row["goods"]["category"], row["goods"]["text"]
    return category if words.casefold() == category else f"{category}: {words}"


SIGNS = {"about": "~", "at_least": "≥", "at_most": "≤"}


def quantity(row: Row) -> str:
    """A figure with its bound and unit."""
    figure = row.get("quantity")
    if not figure:
        return ""
    value = f"{SIGNS.get(figure['bound'], '')}{figure['value']:,}"
    if figure.get("high") is not None:
        value += f"–{figure['high']:,}"
    return f"{value} {figure['unit'] or ''}".strip()


def voices(row: Row) -> str:
    """Who says so, who suspects it, who denies it."""
    sides = row["voices"]
    says = "asserts: " if row.get("factuality") == Factuality.DENIED else ""
    named = [
        f"{sign}{', '.join(voice['name'] for voice in sides[side])}"
        for side, sign in (("asserts", says), ("suspects", "suspects: "), ("denies", "denies: "))
        if sides[side]
    ]
    return "; ".join(named) or "the page itself"


def speaker(row: Row) -> str:
    """The speaker's name."""
    return row["speaker"]["name"] if row.get("speaker") else "?"


def decided(row: Row) -> str:
    """What analysts have made of a fact; empty where nobody has decided on it."""
    review = row["review"]
    return str(review["status"]) if review["status"] != "open" else "decided" if review["decisions"] else ""


def count(key: str) -> Callable[[Row], str]:
    """How many values a cell has."""
    return lambda row: str(len(row[key]))


def date_cell(key: str) -> Callable[[Row], str]:
    """A date at its own precision."""
    return lambda row: days(row.get(key))


ORIGINS = Column("origins", count("origins"), number=True)
GRADE = Column("grade", lambda row: f"{row['reliability']}{row['grade']}")
REVIEW = Column("review", decided)
TRANSFER = (
    Column("id", plain("id")),
    Column("supplier", joined("supplier")),
    Column("recipient", joined("recipient")),
    Column("goods", goods),
    Column("quantity", quantity, number=True),
    Column("when", date_cell("when")),
    Column("stage", plain("stage")),
    Column("factuality", plain("factuality")),
    Column("who says so", voices),
    ORIGINS,
    GRADE,
)
STATEMENT = (
    Column("id", plain("id")),
    Column("said on", date_cell("said_on")),
    Column("speaker", speaker),
    Column("act", plain("act")),
    Column("quote", plain("quote")),
    Column("what was said", plain("content")),
    ORIGINS,
)
EVENT = (
    Column("id", plain("id")),
    Column("when", date_cell("when")),
    Column("type", plain("type")),
    Column("participants", joined("participants")),
    Column("object", plain("object")),
    Column("target", plain("target")),
    Column("place", plain("place")),
    Column("factuality", plain("factuality")),
    Column("who says so", voices),
    ORIGINS,
    GRADE,
)
PAGE = (
    Column("id", plain("id")),
    Column(
        "published",
        lambda row: (
            days({"start": row["published_start"], "end": row["published_end"]}) if row["published_start"] else "?"
        ),
    ),
    Column("dates", lambda row: str(row["date_verdict"]) + (", restamped" if row["restamped"] else "")),
    Column("agency", plain("agency")),
    Column("outlet", plain("outlet")),
    Column("title", plain("title")),
    Column("language", plain("language")),
    Column("read", lambda row: row["unread"] or f"{row['read_characters']}/{row['characters']}"),
)


def print_facts(
    kind: str, what: str, columns: tuple[Column, ...], db: str, wanted: Filter, sort: str, limit: int, form: Format
) -> None:
    """Print the facts of a kind that a filter lets through."""
    with open_existing(db) as store:
        found, total = store.facts(kind, wanted, sort=sort, limit=limit or None)
        warn(store)
    rows = [one.model_dump(mode="json") for one in found]
    if form is Format.CSV or any(map(decided, rows)):
        columns = (*columns, REVIEW)
    print_rows(rows, columns, total, form, what)


# ---------------------------------------------------------------- commands
@app.command()
def register(
    db: DatabaseOption = DEFAULT_DATABASE,
    supplier: SupplierOption = None,
    recipient: RecipientOption = None,
    goods: GoodsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    speaker: SpeakerOption = None,
    factuality: FactualityOption = None,
    search: SearchOption = None,
    sort: SortOption = "date",
    limit: LimitOption = DEFAULT_LIMIT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the transfers: who supplied what to whom, when, how much, at which stage, and who says so or denies it."""
    wanted = Filter(
        supplier=supplier,
        recipient=recipient,
        goods=goods,
        since=since,
        until=until,
        speaker=speaker,
        factuality=factuality,
        search=search,
    )
    print_facts("transfer", "transfers", TRANSFER, db, wanted, sort, limit, form)


@app.command()
def statements(
    db: DatabaseOption = DEFAULT_DATABASE,
    speaker: SpeakerOption = None,
    act: Annotated[Act | None, typer.Option("--act", metavar="ACT", help=f"Only this act: {', '.join(Act)}.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    search: SearchOption = None,
    sort: SortOption = "date",
    limit: LimitOption = DEFAULT_LIMIT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List who said what, on which day, on how many independent origins."""
    wanted = Filter(speaker=speaker, act=act, since=since, until=until, search=search)
    print_facts("statement", "statements", STATEMENT, db, wanted, sort, limit, form)


@app.command()
def events(
    db: DatabaseOption = DEFAULT_DATABASE,
    kind: Annotated[
        EventType | None, typer.Option("--type", metavar="TYPE", help=f"Only this type: {', '.join(EventType)}.")
    ] = None,
    party: PartiesOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    speaker: SpeakerOption = None,
    factuality: FactualityOption = None,
    search: SearchOption = None,
    sort: SortOption = "date",
    limit: LimitOption = DEFAULT_LIMIT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List meetings, visits, agreements, use of weapons, measures and the like, one row an occasion."""
    wanted = Filter(
        type=kind, party=party, since=since, until=until, speaker=speaker, factuality=factuality, search=search
    )
    print_facts("event", "events", EVENT, db, wanted, sort, limit, form)


@app.command()
def pages(
    db: DatabaseOption = DEFAULT_DATABASE,
    origins: Annotated[
        bool, typer.Option("--origins", help="Group the pages by origin: which texts come from one.")
    ] = False,
    failed: Annotated[bool, typer.Option("--failed", help="The pages that could not be read, and why.")] = False,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = DEFAULT_LIMIT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the pages with their dates, the verdict on them, credits, and how much of each was read."""
    with open_existing(db) as store:
        if failed:
            rows, total = store.failures(limit=limit or None)
            columns = (Column("id", plain("id")), Column("kind", plain("kind")), Column("why", plain("message")))
            print_rows(rows, columns, total, form, "failed pages")
            return
        if origins:
            found, total = store.origins(limit=limit or None)
            grouped = [one.model_dump(mode="json") for one in found]
            print_rows(grouped, ORIGIN, total, form, "origins")
            return
        rows, total = store.pages(PageFilter(since=since, until=until), limit=limit or None)
    print_rows(rows, PAGE, total, form, "pages")


def relations(row: Row) -> str:
    """The pages of an origin with how each comes from the first."""
    how = {line["page"]: line["relation"] for line in row["relations"]}
    return ", ".join(f"{page} ({how[page]})" if page in how else page for page in row["pages"])


ORIGIN = (
    Column("id", plain("id"), whole=True),
    Column("pages", count("pages"), number=True),
    Column("first published", lambda row: row["first_published"] or "?"),
    Column("agency", plain("agency")),
    Column("members", relations),
)


@app.command()
def ledger(
    db: DatabaseOption = DEFAULT_DATABASE,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="jsonl (one object a line) or json (one list).")
    ] = Format.JSONL,
) -> None:
    """Print everything that the pages together say: origins, facts with their members and voices, conflicts."""
    if form not in (Format.JSONL, Format.JSON):
        raise typer.BadParameter(
            "the ledger holds objects of several kinds: --format jsonl or json", param_hint="--format"
        )
    with open_existing(db) as store:
        if form is Format.JSONL:
            for line in store.ledger_lines():
                sys.stdout.write(line.model_dump_json() + "\n")
        else:
            print(
                json.dumps(
                    [line.model_dump(mode="json") for line in store.ledger_lines()], ensure_ascii=False, indent=1
                )
            )
