"""Many texts: which share an origin, which came first, and every pair with the passages that show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from armstrail.errors import InputError
from armstrail.origin.comparison import Verdict, direction, verdict_of
from armstrail.origin.fingerprint import Print, prints_of
from armstrail.origin.grouping import groups
from armstrail.origin.index import Edge, OriginIndex
from armstrail.origin.judgement import Judgement
from armstrail.origin.text import Text
from armstrail.origin.verdict import judge
from armstrail.records import OriginGroup, OriginPair, OriginRelation


@dataclass(frozen=True, slots=True)
class Origin:
    """Pages that come from one text.

    `pages` are ids, the earliest first; `first` is the page that the others come from; `relations` tell for each other
    page how it comes from which page, and for pages that carry an excerpt of another origin, whose.
    """

    pages: tuple[str, ...]
    first: str
    relations: tuple[OriginRelation, ...]


def group(texts: Iterable[Text]) -> tuple[Origin, ...]:
    """The origins of a set of texts, the earliest first. Every text is in exactly one; their order does not matter.

    Raises InputError where two texts have one id.
    """
    return origins_of(index_of(texts))


def pairs(texts: Sequence[Text]) -> tuple[Verdict, ...]:
    """The verdict on every two texts that share an origin, and on every text with an excerpt of another."""
    return tuple(pairs_of(index_of(texts), texts))


def index_of(texts: Iterable[Text]) -> OriginIndex:
    """An index of all the texts. Raises InputError where two have one id."""
    prints: dict[str, Print] = {}
    for page in prints_of(texts):
        if page.id in prints:
            raise InputError(f"two pages have the id {page.id!r}: give each page an id of its own")
        prints[page.id] = page
    return OriginIndex(prints.values())


def origins_of(index: OriginIndex) -> tuple[Origin, ...]:
    """The origins of the pages of an index, the earliest first."""
    edges = index.edges()  # first, since it puts the pages in order
    return origins_from(index.prints, edges)


def origins_from(prints: Sequence[Print], edges: Iterable[Edge]) -> tuple[Origin, ...]:
    """The origins of pages from the verdicts between them, the earliest first.

    `prints` stand in their order (`Print.rank`), and edges name them by place. A part of the pages gives the same
    origins as all where no edge leads out of it.
    """
    found = {(edge.one, edge.other): edge.judgement for edge in edges}
    joined = [(one, other, judgement.score) for (one, other), judgement in found.items() if judgement.joins]
    members = groups(dict(enumerate(prints)), joined)
    home = {page: place for place, group_ in enumerate(members) for page in group_}
    lines: list[list[OriginRelation]] = [[] for _ in members]
    for place, group_ in enumerate(members):
        for page in group_[1:]:
            lines[place].append(_relation(prints, found, page, group_))
    for page, source, judgement in _excerpts(prints, found, home, members):
        lines[home[page]].append(_line(prints, page, source, judgement))
    return tuple(
        Origin(
            pages=tuple(prints[page].id for page in group_),
            first=prints[group_[0]].id,
            relations=tuple(sorted(own, key=lambda line: (line.page, line.of))),
        )
        for group_, own in zip(members, lines, strict=True)
    )


def pairs_of(index: OriginIndex, texts: Iterable[Text]) -> Iterator[Verdict]:
    """The verdicts on the pairs of an index that share an origin or an excerpt; `texts` are those of its pages."""
    by_id = {text.id: text for text in texts}
    found = {(edge.one, edge.other): edge.judgement for edge in index.edges()}
    shared = {pair for pair, judgement in found.items() if not judgement.joins}
    for group_ in index.groups():
        shared.update((min(one, other), max(one, other)) for at, one in enumerate(group_) for other in group_[:at])
    prints = index.prints
    for one, other in sorted(shared, key=lambda pair: tuple(sorted(prints[page].id for page in pair))):
        judgement = found.get((one, other)) or judge(
            prints[one], prints[other], index.dead(one), index.dead(other), kin=True
        )
        if judgement is not None:
            yield verdict_of(by_id[prints[one].id], by_id[prints[other].id], prints[one], prints[other], judgement)


def origin_rows(texts: Iterable[Text]) -> Iterator[OriginGroup]:
    """The lines of `armstrail origins`: one for each group. Raises InputError where two texts have one id."""
    yield from rows_of(index_of(texts))


def rows_of(index: OriginIndex) -> Iterator[OriginGroup]:
    """The same lines for the pages of an index."""
    for origin in origins_of(index):
        yield row_of(origin)


def row_of(origin: Origin) -> OriginGroup:
    """An origin as its line."""
    return OriginGroup(origin=f"o:{origin.first}", pages=origin.pages, first=origin.first, relations=origin.relations)


def pair_rows(texts: Iterable[Text]) -> Iterator[OriginPair]:
    """The lines of `armstrail origins --pairs`: one for each pair. Raises InputError where two texts have one id."""
    for verdict in pairs(tuple(texts)):
        yield OriginPair(
            a=verdict.a, b=verdict.b, relation=verdict.relation, score=verdict.score, passages=verdict.passages
        )


def _line(prints: Sequence[Print], page: int, source: int, judgement: Judgement) -> OriginRelation:
    return OriginRelation(
        page=prints[page].id,
        of=prints[source].id,
        relation=judgement.relation,
        score=judgement.score,
    )


def _relation(
    prints: Sequence[Print], found: Mapping[tuple[int, int], Judgement], page: int, group_: Sequence[int]
) -> OriginRelation:
    """How a page comes from its group's first page, or where they do not match, from the member it matches best."""
    for source in (group_[:1], group_[1:]):
        options = [
            (judgement.score, -at, other, judgement)
            for at, other in enumerate(source)
            if (judgement := found.get((min(page, other), max(page, other)))) is not None and judgement.joins
        ]
        if options:
            _, _, other, judgement = max(options, key=lambda option: option[:2])
            return _line(prints, page, other, judgement)
    raise AssertionError(f"page {prints[page].id!r} matches no page of its group")


def _excerpts(
    prints: Sequence[Print],
    found: Mapping[tuple[int, int], Judgement],
    home: Mapping[int, int],
    members: Sequence[Sequence[int]],
) -> Iterator[tuple[int, int, Judgement]]:
    """Pages with an excerpt of another origin: the page, its source (that origin's first page, if it matches), and why."""
    best: dict[tuple[int, int], tuple[tuple[bool, float, int], int, Judgement]] = {}
    for (one, other), judgement in sorted(found.items()):
        if home[one] == home[other]:
            continue
        first, _ = direction(prints[one], prints[other], judgement)
        source, page = (one, other) if first == prints[one].id else (other, one)
        rank = (source == members[home[source]][0], judgement.score, -source)
        if not judgement.joins and rank > best.get((page, home[source]), ((False, -1.0, 0), 0, judgement))[0]:
            best[page, home[source]] = (rank, source, judgement)
    for (page, _), (_, source, judgement) in sorted(best.items()):
        yield page, source, judgement
