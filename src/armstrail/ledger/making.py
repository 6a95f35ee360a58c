"""Facts made from groups of records: cells, voices, conflicts, grade and review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import ValidationError

from armstrail.ledger.assembly import (
    Said,
    at_the_source,
    best,
    best_statement,
    days_best,
    evidence_of,
    flow_of,
    fullest_speaker,
    reasons_of,
    saying_of,
    stance_of,
    voices_of,
)
from armstrail.ledger.conflicts import day_conflict, factuality_conflict, rival_conflicts, within_transfers
from armstrail.ledger.decisions import unmet
from armstrail.ledger.digest import (
    AnyItem,
    Days,
    EventItem,
    Ref,
    StatementItem,
    TransferItem,
    ViolationItem,
    digest_of,
    when_of,
)
from armstrail.ledger.facing import contradicts, speaks_of_use, tells_of_fighting, tells_of_use, theatres
from armstrail.ledger.facts import (
    AnyFact,
    Basis,
    Conflict,
    DateNote,
    Decision,
    EventFact,
    Hand,
    Judgement,
    Lapse,
    Marking,
    Review,
    Stance,
    StatementFact,
    TransferFact,
    ViolationFact,
    Voices,
)
from armstrail.ledger.grades import claim_grade, reliability_of, statement_grade
from armstrail.ledger.markings import hand_id
from armstrail.ledger.register import Place
from armstrail.records import Bound, Factuality, Quantity

if TYPE_CHECKING:
    from armstrail.ledger.book import Book

__all__ = ["Maker"]

AFact = TypeVar("AFact", StatementFact, TransferFact, EventFact, ViolationFact)
Pairs = list[tuple[TransferItem, TransferItem]]
"""Transfers, each with one on the other side."""


def _exactness(quantity: Quantity) -> int:
    return 0 if quantity.bound is Bound.EXACT else 1


class Maker:
    """Makes facts from a settled book, and gathers the conflicts between and within them."""

    def __init__(self, book: Book) -> None:
        """`book` must be settled."""
        self._book = book
        self._conflicts: dict[str, Conflict] = {}
        self._given: set[str] = set()
        self._days: dict[Ref, tuple[Days | None, str | None]] = {}
        self.lapsed: list[Lapse] = []

    def conflicts(self) -> list[Conflict]:
        """The conflicts of all facts made so far, in order of their ids."""
        return [self._conflicts[name] for name in sorted(self._conflicts)]

    def taken(self) -> list[Conflict | Lapse]:
        """The conflicts and lapses gathered since this was last asked, each but once and not kept any longer."""
        fresh = [self._conflicts[name] for name in sorted(self._conflicts.keys() - self._given)]
        self._given.update(self._conflicts)
        lapsed, self.lapsed, self._conflicts = self.lapsed, [], {}
        return [*fresh, *lapsed]

    def fact(self, place: Place) -> AnyFact:
        """The fact that a group of records is."""
        self._days.clear()
        items = self._book.register.items(place)
        if isinstance(items[0], StatementItem):
            return self._reviewed(self._statement(place, cast(list[StatementItem], items)), items)
        if isinstance(items[0], TransferItem):
            return self._reviewed(self._transfer(place, cast(list[TransferItem], items)), items)
        if isinstance(items[0], EventItem):
            return self._reviewed(self._event(place, cast(list[EventItem], items)), items)
        return self._reviewed(self._violation(place, cast(list[ViolationItem], items)), items)

    # ------------------------------------------------------------ what all facts share
    def _common(self, place: Place, items: list[Any]) -> dict[str, Any]:
        layer = self._book.register.layers[place[0]]
        return {
            "id": self._book.id_of(items[0].ref),
            "members": tuple(item.member for item in items),
            "evidence": evidence_of(items),
            "origins": self._book.register.independent(items),
            "reasons": reasons_of(layer.groups[place[1]], layer),
            "reliability": reliability_of(self._sources(items), self._book.reliabilities),
            "digest": digest_of(item.digest for item in items),
            "made_by": self._hands(items),
        }

    def _hands(self, items: Iterable[AnyItem]) -> tuple[Hand, ...]:
        """The members that people made from passages of their pages."""
        found: list[Hand] = []
        if not self._book.marked:
            return ()
        for item in items:
            for row in self._book.marked.get(item.page, ()):
                if hand_id(row.id) == item.id:
                    spans = tuple(passage.span for passage in Marking.model_validate(row.value).passages)
                    found.append(
                        Hand(page=item.page, id=item.id, decision=row.id, who=row.who, made=row.made,
                             anchored="exact" if spans == item.spans else "moved")
                    )  # fmt: skip
        return tuple(found)

    def _origin(self, item: AnyItem) -> str:
        return self._book.register.origin_of[item.page]

    def _sources(self, items: Iterable[AnyItem]) -> set[str | None]:
        pages = [self._book.register.pages[item.page] for item in items] if self._book.reliabilities else ()
        return {name for page in pages for name in (page.agency, page.outlet)}

    def _keep(self, conflicts: Iterable[Conflict | None]) -> tuple[str, ...]:
        kept = [conflict for conflict in conflicts if conflict is not None]
        self._conflicts.update((conflict.id, conflict) for conflict in kept)
        return tuple(sorted({conflict.id for conflict in kept}))

    def _said(self, item: AnyItem, basis: Basis = Basis.RECORD) -> Said:
        day = self._day(item)[0] if isinstance(item, StatementItem) else item.said
        if day is None and item.statement and not isinstance(item, StatementItem):
            statement = (item.page, item.statement)
            if self._book.register.has(statement):
                day = self._day(self._book.register.item(statement))[0]
        return stance_of(item), item.voice, saying_of(item, day, basis)

    def _published(self, voices: Voices) -> Mapping[str, date]:
        sides = (voices.asserts, voices.suspects, voices.denies)
        pages = {saying.page for side in sides for voice in side for saying in voice.sayings}
        found = {page: when_of(self._book.dates.published(page)) for page in pages}
        return {page: when.start for page, when in found.items() if when is not None}

    def _day(self, item: AnyItem) -> tuple[Days | None, str | None]:
        """The day of a record; remembered while one fact is made, which asks for it three times."""
        known = self._days.get(item.ref)
        if known is None:
            known = self._days[item.ref] = self._book.dates.day(item)
        return known

    def _travelled(self, items: Iterable[AnyItem]) -> tuple[DateNote, ...]:
        notes = []
        for item in items:
            day, reason = self._day(item)
            when = when_of(day)
            if reason is not None and when is not None:
                notes.append(DateNote(page=item.page, id=item.id, when=when, reason=reason))
        return tuple(notes)

    def _carriers(self, items: Iterable[AnyItem]) -> dict[str, Any]:
        """The statements that carry some records, and the one that the earliest of them stands in."""
        found = [(item.page, item.statement) for item in items if item.statement]
        names = [self._book.id_of(ref) for ref in found if self._book.register.has(ref)]
        return {"statement": names[0] if names else None, "statements": tuple(sorted(set(names)))}

    # ------------------------------------------------------------ kinds
    def _statement(self, place: Place, items: list[StatementItem]) -> StatementFact:
        common, shown = self._common(place, items), best_statement(items)
        placed = [(item, self._day(item)[0]) for item in items]
        voices = voices_of(self._said(item) for item in items)
        grade, reason = statement_grade(voices, common["origins"])
        return StatementFact(
            **common,
            voices=voices, grade=grade, grade_reason=reason,
            conflicts=self._keep([day_conflict("said_on", placed, common["id"], self._book.register.order)]),
            dated_by=self._travelled(items),
            speaker=fullest_speaker(item.speaker for item in items),
            via=shown.via, quote=shown.quote, act=shown.act, content=shown.text,
            said_on=when_of(days_best((day, self._origin(item)) for item, day in placed)),
            occasion=best(((item.occasion, self._origin(item)) for item in items), lambda text: -len(text)),
        )  # fmt: skip

    def _transfer(self, place: Place, items: list[TransferItem]) -> TransferFact:
        common = self._common(place, items)
        pairs = self._book.faced(items)
        faced = {other.ref: other for _, other in pairs}
        sayings = [self._said(item) for item in items]
        sayings += [self._said(other, Basis.FACING) for other in faced.values()]
        sayings += self._use(items if self._factuality(items) is not Factuality.DENIED else list(faced.values()))
        voices = voices_of(self._spoken(sayings, pairs))
        first = items[0]
        grade, reason = claim_grade(
            voices, common["origins"], (*first.supplier, *first.recipient), self._published(voices)
        )
        return TransferFact(
            **common,
            voices=voices, grade=grade, grade_reason=reason,
            facing=tuple(sorted({self._book.id_of(ref) for ref in faced})),
            conflicts=self._keep(self._transfer_conflicts(items, pairs, common["id"])),
            supplier=best(((item.supplier, self._origin(item)) for item in items), len) or (),
            recipient=best(((item.recipient, self._origin(item)) for item in items), len) or (),
            goods=best(((item.goods, self._origin(item)) for item in at_the_source(items, self._origin)), lambda goods: -len(goods.text)) or first.goods,
            quantity=best(((item.quantity, self._origin(item)) for item in items), _exactness),
            when=when_of(days_best((item.when, self._origin(item)) for item in items)),
            stage=best(((item.stage, self._origin(item)) for item in items), str) or first.stage,
            factuality=self._factuality(items),
            asserted_by=tuple(sorted({item.speaker.name if item.speaker else item.asserted_by
                                      for item in items if item.speaker or item.asserted_by} - {None})),  # type: ignore[arg-type]  # None is taken out
            flow=flow_of(first),
            **self._carriers(items),
        )  # fmt: skip

    def _spoken(self, sayings: list[Said], pairs: Pairs) -> list[Said]:
        """Sayings without those that are nobody's own side: a denial that one version of a text lays to nobody where
        another names who denied, and the charge that a denier himself repeats on the page where he denies it.
        """
        origin_of = self._book.register.origin_of
        named = {
            origin_of[saying.page]
            for stance, voice, saying in sayings
            if stance is Stance.DENIES and not voice.key.startswith(("origin:", "unnamed:"))
        }
        repeated = {
            (claim.voice.key, claim.page, claim.id)
            for one, other in pairs
            for denial, claim in ([(one, other)] if one.factuality is Factuality.DENIED else [(other, one)])
            if denial.page == claim.page and denial.voice.key == claim.voice.key
        }
        return [
            (stance, voice, saying)
            for stance, voice, saying in sayings
            if not (
                stance is Stance.DENIES
                and voice.key.startswith(("origin:", "unnamed:"))
                and origin_of[saying.page] in named
            )
            and not (stance is Stance.SUSPECTS and (voice.key, saying.page, saying.record) in repeated)
        ]

    def _factuality(self, items: list[Any]) -> Factuality:
        kinds = {item.factuality for item in items}
        for kind in (Factuality.DENIED, Factuality.ASSERTED):
            if kind in kinds:
                return kind
        return Factuality.POSSIBLE

    def _use(self, claims: Iterable[TransferItem]) -> list[Said]:
        """Statements on the claims' pages that speak of the goods in use, and so suppose the transfer."""
        found: dict[Ref, Said] = {}
        for claim in claims:
            if not tells_of_use(claim.goods.category):
                continue
            statements = [
                item
                for item in self._book.register.pages[claim.page].items
                if isinstance(item, StatementItem) and tells_of_fighting(item.words)
            ]
            at_war = theatres(statements, claim.supplier, claim.recipient)
            for statement in statements:
                if speaks_of_use(statement, claim.supplier, claim.recipient, claim.goods.category, at_war):
                    found[statement.ref] = self._said(statement, Basis.USE)
        return [found[ref] for ref in sorted(found)]

    def _transfer_conflicts(self, items: list[TransferItem], pairs: Pairs, fact: str) -> list[Conflict | None]:
        book = self._book
        found: list[Conflict | None] = []

        def copied(some: list[AnyItem]) -> bool:
            return len({self._origin(item) for item in some}) == 1

        found += within_transfers(items, fact, book.register.order, copied=copied)
        other_sides: dict[str, tuple[dict[Ref, AnyItem], dict[Ref, AnyItem]]] = {}
        for item, other in pairs:
            denial, claim = (item, other) if item.factuality is Factuality.DENIED else (other, item)
            if contradicts(denial, claim):
                claims, denials = other_sides.setdefault(book.id_of(other.ref), ({}, {}))
                claims.update((twin.ref, twin) for twin in book.twins(claim.ref))
                denials.update((twin.ref, twin) for twin in book.twins(denial.ref))
        rivals = ((item, other) for item in items for other in book.rivals(item))
        found += rival_conflicts(
            rivals,
            lambda item: book.id_of(item.ref),
            book.dates.told,
            lambda item: book.twins(item.ref),
            book.register.order,
        )
        for name, (claims, denials) in other_sides.items():
            found.append(
                factuality_conflict([*claims.values()], [*denials.values()], [fact, name], book.register.order)
            )
        return found

    def _event(self, place: Place, items: list[EventItem]) -> EventFact:
        common, first = self._common(place, items), items[0]
        placed = [(item, self._day(item)[0]) for item in items]
        voices = voices_of(self._said(item) for item in items)
        grade, reason = claim_grade(voices, common["origins"], first.participants, self._published(voices))
        return EventFact(
            **common,
            voices=voices, grade=grade, grade_reason=reason,
            conflicts=self._keep([day_conflict("when", placed, common["id"], self._book.register.order)]),
            dated_by=self._travelled(items),
            type=first.type,
            participants=tuple(sorted({name for item in items for name in item.participants})),
            object=best(((item.object, self._origin(item)) for item in items), lambda text: -len(text)),
            target=best(((item.target, self._origin(item)) for item in items), lambda text: -len(text)),
            place=best(((item.place, self._origin(item)) for item in items), lambda text: -len(text)),
            when=when_of(days_best((day, self._origin(item)) for item, day in placed)),
            factuality=self._factuality(items),
            asserted_by=tuple(sorted({item.speaker.name for item in items if item.speaker})),
            **self._carriers(items),
        )  # fmt: skip

    def _violation(self, place: Place, items: list[ViolationItem]) -> ViolationFact:
        common, first = self._common(place, items), items[0]
        voices = voices_of(self._said(item) for item in items)
        grade, reason = claim_grade(voices, common["origins"], (), self._published(voices))
        transfers = [(item.page, item.transfer) for item in items if item.transfer]
        names = [self._book.id_of(ref) for ref in transfers if self._book.register.has(ref)]
        return ViolationFact(
            **common,
            voices=voices, grade=grade, grade_reason=reason,
            rule=best(((item.rule, self._origin(item)) for item in items), lambda text: -len(text)) or first.rule,
            by=first.by,
            factuality=self._factuality(items),
            transfer=names[0] if names else None, transfers=tuple(sorted(set(names))),
        )  # fmt: skip

    # ------------------------------------------------------------ review
    def _reviewed(self, fact: AFact, items: list[Any]) -> AFact:
        refs: set[Ref] = {item.ref for item in items}
        holding: dict[str, Decision] = {row.id: row for ref in refs for row in self._book.standing.about.get(ref, ())}
        broken: dict[str, Decision] = {row.id: row for ref in refs for row in self._book.standing.reopened.get(ref, ())}
        gone: dict[str, tuple[Decision, str]] = {
            row.id: (row, words) for ref in refs for row, words in self._book.standing.overruled.get(ref, ())
        }
        if not holding and not broken and not gone:
            return fact
        rows: list[Decision] = sorted(holding.values(), key=lambda row: (row.made, row.id))
        status: str = "reopened" if broken else "open"
        notes = [f"decision {row.id} was made on other evidence: {row.why}" for row in broken.values()]
        notes += [words for _, (_, words) in sorted(gone.items())]
        before = len(self.lapsed)
        for row in rows:
            if row.judgement in {Judgement.MERGE, Judgement.SPLIT}:
                if (lapse := unmet(row, self._book.register.place)) is not None:
                    self.lapsed.append(lapse)
            elif row.judgement in {Judgement.CONFIRM, Judgement.REJECT}:
                status = "confirmed" if row.judgement is Judgement.CONFIRM else "rejected"
                since = sorted({ref[0] for ref in refs - {(member.page, member.id) for member in row.about}})
                if since:
                    notes.append(f"since decision {row.id} more pages tell it: {', '.join(since)}")
            elif row.judgement is Judgement.GRADE:
                fact = self._corrected(fact, row, {"grade": row.value, "grade_reason": f"set by {row.who}: {row.why}"})
            elif row.judgement is Judgement.CORRECT and row.field:
                fact = self._corrected(fact, row, {row.field: row.value})
        notes += [lapse.words for lapse in self.lapsed[before:]]
        decisions = sorted(
            (*rows, *broken.values(), *(row for row, _ in gone.values())), key=lambda row: (row.made, row.id)
        )
        review = Review.model_validate(
            {"status": status, "decisions": tuple(row.id for row in decisions), "notes": tuple(notes)}
        )
        return fact.model_copy(update={"review": review})

    def _corrected(self, fact: AFact, row: Decision, cells: dict[str, Any]) -> AFact:
        try:
            made = type(fact).model_validate({**fact.model_dump(), **cells})
            return made.model_copy(update={"flow": flow_of(made)}) if isinstance(made, TransferFact) else made
        except ValidationError as error:
            first = error.errors()[0]
            words = f"decision {row.id} cannot be applied to {fact.id}: {first['msg']}"
            self.lapsed.append(Lapse(decision=row.id, cause="unfit", words=words))
            return fact
