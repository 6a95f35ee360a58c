"""The cells of facts in words: what a table, a heading or a CSV file shows of a record."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from armstrail.knowledge import table
from armstrail.ledger.facts import AnyFact, EventFact, StatementFact, TransferFact, Voice
from armstrail.records import Quantity, When

SIGNS = {"about": "~", "at_least": "≥ ", "at_most": "≤ "}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in table("countries")}


def party_name(code: str) -> str:
    """The name of a state for its code; another party's name stays."""
    return _names().get(code, code)


def parties(names: tuple[str, ...] | list[str]) -> str:
    """Several parties in a row; a dash where none is known."""
    return ", ".join(party_name(name) for name in names) or "–"


def days(when: When | Mapping[str, Any] | None) -> str:
    """An interval of days at its own precision: a day, a month, a year, or both ends."""
    if when is None:
        return ""
    start, end = (when.start, when.end) if isinstance(when, When) else (when["start"], when["end"])
    start, end = str(start), str(end)
    if start == end:
        return start
    if start[:4] == end[:4] and start[4:] == "-01-01" and end[4:] == "-12-31":
        return start[:4]
    year, month = int(start[:4]), int(start[5:7])
    if start[:7] == end[:7] and start[8:] == "01" and int(end[8:]) == monthrange(year, month)[1]:
        return start[:7]
    return f"{start} – {end}"


def quantity(figure: Quantity | None) -> str:
    """A figure with its bound and unit."""
    if figure is None:
        return ""
    value = f"{SIGNS.get(figure.bound.value, '')}{figure.value:,}"
    if figure.high is not None:
        value += f"–{figure.high:,}"
    return f"{value} {figure.unit or ''}".strip()


def spoken(word: str) -> str:
    """A value of the contract in words: `air_defence` is "air defence"."""
    return word.replace("_", " ")


def plainly(value: Any) -> str:
    """A cell's JSON value in words."""
    if isinstance(value, dict) and "start" in value:
        return days(value)
    if isinstance(value, dict) and "bound" in value:
        return quantity(Quantity.model_validate(value))
    if isinstance(value, dict) and "value" in value:
        return f"{value['value']:,} {value.get('unit') or ''}".strip() if value["value"] is not None else "no figure"
    if isinstance(value, dict) and "category" in value:
        return f"{value['text']} ({spoken(value['category'])})"
    if isinstance(value, dict) and "name" in value:
        return str(value["name"])
    if isinstance(value, list | tuple):
        return ", ".join(party_name(str(one)) for one in value) or "–"
    return "none" if value is None else str(value)


def sentence(words: str) -> str:
    """Words as a sentence: a capital at the beginning, a stop at the end."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '?', '!')) else '.'}" if words else ""


def stem(word: str) -> str:
    """A word without the ending of the plural."""
    return word.removesuffix("s")


def counted(number: int, word: str) -> str:
    """A number with what it counts: "1 voice", "2,300 voices"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _figured(goods: str, figure: Quantity | None) -> str | None:
    """Goods with their figure before them, where it counts them by their own word: "400 cruise missiles"."""
    unit = (figure.unit or "").casefold() if figure else ""
    if figure is None or not unit or not f" {goods.casefold()}".endswith(f" {unit}") or any(map(str.isdigit, goods)):
        return None
    return f"{quantity(figure.model_copy(update={'unit': None}))} {goods}"


def title_of(fact: AnyFact) -> str:
    """The fact in one line."""
    if isinstance(fact, TransferFact):
        figure, goods = quantity(fact.quantity), fact.goods.text
        told = _figured(goods, fact.quantity) or (f"{figure}, {goods}" if figure else goods)
        return f"{parties(fact.supplier)} → {parties(fact.recipient)}: {told}"
    if isinstance(fact, StatementFact):
        return f"{fact.speaker.name if fact.speaker else 'Unnamed source'}: {fact.content}"
    if isinstance(fact, EventFact):
        against = f" → {party_name(fact.target)}" if fact.target else ""
        return f"{fact.type.value.capitalize()}: {parties(fact.participants)}{against}"
    return f"{parties(fact.by)} said to break {fact.rule}"


def sentence_of(fact: AnyFact) -> str:
    """The fact told in one plain sentence; what is not known is said to be not known."""
    if not isinstance(fact, TransferFact):
        return title_of(fact)
    figure, goods = quantity(fact.quantity), fact.goods.text
    goods = _figured(goods, fact.quantity) or (f"{goods} ({figure})" if figure else goods)
    to = parties(fact.recipient) if fact.recipient else "an unnamed recipient"
    by = parties(fact.supplier) if fact.supplier else "an unnamed supplier"
    when = f", {days(fact.when)}" if fact.when else ""
    if fact.stage.value == "sought":
        core = f"{to} sought {goods} from {by}"
    elif fact.stage.value == "agreed":
        core = f"{by} agreed to supply {goods} to {to}"
    else:
        core = f"{by} supplied {goods} to {to}"
    lead = {"asserted": "Asserted", "possible": "Possible", "denied": "Denied"}[fact.factuality.value]
    return f"{lead}: {core}{when}."


def day_of(fact: AnyFact) -> When | None:
    """The date by which a fact is listed."""
    return fact.said_on if isinstance(fact, StatementFact) else getattr(fact, "when", None)


def names(voices: tuple[Voice, ...], most: int = 3) -> str:
    """The names of some voices, and how many more there are."""
    shown = ", ".join(voice.name for voice in voices[:most])
    return f"{shown} +{len(voices) - most}" if len(voices) > most else shown


def sides(fact: AnyFact) -> str:
    """Who says so, who suspects it, who denies it, in one cell."""
    told = (("", fact.voices.asserts), ("suspects: ", fact.voices.suspects), ("denies: ", fact.voices.denies))
    return "; ".join(f"{sign}{', '.join(voice.name for voice in found)}" for sign, found in told if found)


def citation(fact: AnyFact) -> str:
    """Where a fact has its words: `PAGE:RECORD[start,end]`, one after the other."""
    return " ".join(f"{one.page}:{one.id}[{a},{b}]" for one in fact.evidence for a, b in one.spans)


# ---------------------------------------------------------------- CSV
@dataclass(frozen=True, slots=True)
class Column:
    """A column of a CSV file."""

    name: str
    cell: Callable[[Any], object]


def _end(which: str) -> Callable[[Any], object]:
    def cell(fact: Any) -> object:
        when = day_of(fact)
        return getattr(when, which) if when else ""

    return cell


COMMON = (
    Column("voices", sides),
    Column("origins", lambda fact: len(fact.origins)),
    Column("grade", lambda fact: f"{fact.reliability}{fact.grade}"),
    Column("grade_reason", lambda fact: fact.grade_reason),
    Column("conflicts", lambda fact: " ".join(fact.conflicts)),
    Column("review", lambda fact: fact.review.status),
    Column("evidence", citation),
)
ID = Column("id", lambda fact: fact.id)
COLUMNS: dict[str, tuple[Column, ...]] = {
    "transfer": (
        ID,
        Column("supplier", lambda fact: "|".join(fact.supplier)),
        Column("recipient", lambda fact: "|".join(fact.recipient)),
        Column("goods", lambda fact: fact.goods.text),
        Column("category", lambda fact: fact.goods.category.value),
        Column("quantity", lambda fact: quantity(fact.quantity)),
        Column("from", _end("start")),
        Column("to", _end("end")),
        Column("stage", lambda fact: fact.stage.value),
        Column("factuality", lambda fact: fact.factuality.value),
        *COMMON,
    ),
    "statement": (
        ID,
        Column("speaker", lambda fact: fact.speaker.name if fact.speaker else ""),
        Column("role", lambda fact: (fact.speaker.role or "") if fact.speaker else ""),
        Column("act", lambda fact: fact.act.value),
        Column("quote", lambda fact: fact.quote.value),
        Column("from", _end("start")),
        Column("to", _end("end")),
        Column("content", lambda fact: fact.content),
        *COMMON,
    ),
    "event": (
        ID,
        Column("type", lambda fact: fact.type.value),
        Column("participants", lambda fact: "|".join(fact.participants)),
        Column("object", lambda fact: fact.object or ""),
        Column("target", lambda fact: fact.target or ""),
        Column("place", lambda fact: fact.place or ""),
        Column("from", _end("start")),
        Column("to", _end("end")),
        Column("factuality", lambda fact: fact.factuality.value),
        *COMMON,
    ),
    "violation": (
        ID,
        Column("rule", lambda fact: fact.rule),
        Column("by", lambda fact: "|".join(fact.by)),
        Column("factuality", lambda fact: fact.factuality.value),
        Column("transfers", lambda fact: " ".join(fact.transfers)),
        *COMMON,
    ),
}


def guard_formula(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula, made text."""
    if cell[:1] not in {"=", "+", "-", "@", "\t", "\r"}:
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
