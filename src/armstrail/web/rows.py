"""The rows of the lists as HTML, and the small marks that stand in them and elsewhere.

Fifty rows stand on each list, and each is shown over and over. They are written here and not in a template, which takes
some seven times as long for them; what has been written is kept by the desk until the store changes. Every word of a page goes
through `shown`, which escapes it and tells hostile characters apart, as the templates do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from markupsafe import Markup

from armstrail.ledger.facts import AnyFact, Conflict, EventFact, StatementFact, TransferFact, ViolationFact, Voice
from armstrail.records import When
from armstrail.web.cells import counted, days, names, parties, party_name, quantity, spoken, stem
from armstrail.web.queries import segment
from armstrail.web.text import found_in, visible

ESCAPED = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;"))
NAMED_VOICES = 2
"""Voices of a side that a row names."""
LONGEST_TITLE = 1000
"""Characters of goods that a touch shows whole."""
LONGEST_WORDS = 300
"""Characters of a statement's or rule's words in a row; the dossier has them all."""
LONGEST_NAME = 90
"""Characters of a name or of goods in a row, so that one row does not take the height of five."""


def shown(words: str | None) -> str:
    """Words as they may stand in a page of the desk, between tags or in a quoted attribute; nothing for None."""
    if not words:
        return ""
    if not (words.isascii() and words.isprintable()):
        words = visible(words)
    # as `markupsafe.escape` does, without making Markup of every word on the way
    for sign, code in ESCAPED:
        if sign in words:
            words = words.replace(sign, code)
    return words


def short(words: str, most: int) -> str:
    """Words cut at the end of a word where they are longer than `most` characters."""
    if len(words) <= most:
        return words
    kept = words[:most].rsplit(None, 1)[0] if " " in words[most // 2 : most] else words[:most]
    return f"{kept.rstrip(' ,;:.–-')} …"


def href_of(fact: AnyFact) -> str:
    """The address of a fact's dossier."""
    return f"/facts/{segment(fact.id)}"


# ---------------------------------------------------------------- marks
@lru_cache(maxsize=256)
def chip(word: str) -> Markup:
    """A value of the contract in its colour."""
    return Markup(f'<span class="chip {shown(word)}">{shown(spoken(word))}</span>')  # noqa: S704  # escaped by `shown`


def grade(fact: AnyFact) -> Markup:
    """The Admiralty grade, with its reason at the touch."""
    figures = f"{fact.reliability}{fact.grade}"
    return Markup(  # noqa: S704  # escaped by `shown`
        f'<span class="grade g{fact.grade}" title="{shown(fact.grade_reason)}">{shown(figures)}</span>'
    )


def _side(how: str, voices: tuple[Voice, ...]) -> str:
    if not voices:
        return ""
    return f'<span class="side {how}"><b>{len(voices)}</b> {shown(short(names(voices, NAMED_VOICES), LONGEST_NAME))}</span>'


def sides(fact: AnyFact) -> Markup:
    """Who asserts, suspects and denies it, each side on a line."""
    heard = fact.voices
    return Markup(  # noqa: S704  # escaped by `shown`
        _side("yes", heard.asserts) + _side("maybe", heard.suspects) + _side("no", heard.denies)
    )


Fields = Mapping[str, str]
"""The cells that reports disagree about, by the ids of the conflicts."""
NO_FIELDS: Fields = MappingProxyType({})
CELL_NAMES = {"when": "date", "said_on": "day"}


def fields_of(conflicts: Iterable[Conflict]) -> Fields:
    """What some conflicts are about."""
    return {one.id: one.field for one in conflicts}


def flags(fact: AnyFact, fields: Fields = NO_FIELDS) -> Markup:
    """Whether reports differ and in what, and what analysts made of it."""
    made = ""
    if fact.conflicts:
        cells = dict.fromkeys(fields[name] for name in fact.conflicts if name in fields)
        what = ", ".join(CELL_NAMES.get(cell, spoken(cell)) for cell in cells)
        told = f"{counted(len(fact.conflicts), 'conflict')} between reports"
        made = (
            f'<a class="flag conflict" href="{href_of(fact)}#conflicts" title="{told}">'
            f"differs{': ' + shown(what) if what else ''}</a>"
        )
    if fact.review.status != "open":
        made += f'<span class="flag {fact.review.status}">{fact.review.status}</span>'
    return Markup(made)  # noqa: S704  # escaped by `segment`


def day_cell(when: When | None) -> str:
    """The cell of a date; an interval may be broken between its ends, not within them."""
    first, dash, last = days(when).partition(" – ")
    if not dash:
        return f'<td class="day">{first or "–"}</td>'
    return f'<td class="day"><span>{first} –</span> <span>{last}</span></td>'


@lru_cache(maxsize=4096)
def _parties(given: tuple[str, ...]) -> str:
    return shown(short(parties(given), LONGEST_NAME))


def highlighted(text: str, words: Sequence[str], context: int = 110) -> str:
    """The place of a text where a searched word first stands, with the words marked, as HTML; what is left out is told."""
    (at, end), spans = found_in(text, words, context)
    made = ["… "] if at else []
    for first, last in spans:
        made.append(f"{shown(text[at:first])}<mark>{shown(text[first:last])}</mark>")
        at = last
    return f"{''.join(made)}{shown(text[at:end])}{' …' if end < len(text) else ''}"


def option(party: str) -> Markup:
    """A party as a form offers it."""
    return Markup(f'<option value="{shown(party)}">{shown(party_name(party))}</option>')  # noqa: S704  # escaped by `shown`


# ---------------------------------------------------------------- rows
def _transfer(fact: TransferFact, href: str) -> str:
    goods, category = fact.goods.text, spoken(fact.goods.category.value)
    whole = f' title="{shown(goods)}"' if LONGEST_NAME < len(goods) <= LONGEST_TITLE else ""
    kind = "" if stem(category) in goods.lower() else f' <span class="faint">{shown(category)}</span>'
    return (
        f"{day_cell(fact.when)}"
        f'<td class="main"><a href="{href}"><span class="party">{_parties(fact.supplier)}</span>'
        f' <span class="arrow">→</span> <span class="party">{_parties(fact.recipient)}</span></a></td>'
        f'<td class="goods" dir="auto"{whole}>{shown(short(goods, LONGEST_NAME))}{kind}</td><td class="n">{shown(quantity(fact.quantity))}</td>'
        f"<td>{fact.stage.value}</td>"
    )


def _statement(fact: StatementFact, href: str) -> str:
    speaker = fact.speaker
    role = f' <span class="faint">{shown(short(speaker.role, LONGEST_NAME))}</span>' if speaker and speaker.role else ""
    return (
        f"{day_cell(fact.said_on)}"
        f'<td class="main"><a href="{href}">{shown(short(speaker.name, LONGEST_NAME)) if speaker else "unnamed source"}</a>{role}</td>'
        f'<td>{chip(fact.act.value)}</td><td class="words" dir="auto">{shown(short(fact.content, LONGEST_WORDS))}</td>'
    )


def _event(fact: EventFact, href: str) -> str:
    against = f' <span class="faint">against</span> {shown(party_name(fact.target))}' if fact.target else ""
    there = f' <span class="faint">at</span> {shown(party_name(fact.place))}' if fact.place else ""
    return (
        f"{day_cell(fact.when)}"
        f'<td class="main"><a href="{href}">{fact.type.value}</a></td>'
        f'<td class="who">{_parties(fact.participants)}</td><td dir="auto">{shown(short(fact.object or "", LONGEST_NAME))}{against}{there}</td>'
    )


def _violation(fact: ViolationFact, href: str) -> str:
    return f'<td class="main"><a href="{href}">{_parties(fact.by)}</a></td><td>{shown(short(fact.rule, LONGEST_WORDS))}</td>'


CELLS: Mapping[type, Callable[..., str]] = {
    TransferFact: _transfer,
    StatementFact: _statement,
    EventFact: _event,
    ViolationFact: _violation,
}


def row(fact: AnyFact, fields: Fields = NO_FIELDS) -> Markup:
    """A fact as a row of its list; `fields` tells what reports disagree about."""
    voiced = not isinstance(fact, StatementFact)
    weighed = f'<td>{chip(fact.factuality.value)}</td><td class="sides">{sides(fact)}</td>' if voiced else ""  # type: ignore[union-attr]  # only statements have none
    graded = f"<td>{grade(fact)}</td>" if voiced else ""
    href = href_of(fact)
    return Markup(  # noqa: S704  # escaped by `shown`
        f'<tr class="{fact.review.status}">{CELLS[type(fact)](fact, href)}{weighed}<td class="n origins">{len(fact.origins)}</td>'
        f'{graded}<td class="flags">{flags(fact, fields)} <a class="peek" href="{href}#h-evidence"'
        f' data-peek="/peek/{href.removeprefix("/facts/")}">words</a></td></tr>\n'
    )
