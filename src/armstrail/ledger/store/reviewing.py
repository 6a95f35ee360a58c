"""Review in an open store: decisions are appended, and pages shown with the records that people made on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from armstrail.errors import StoreError
from armstrail.ledger.decisions import contradictions
from armstrail.ledger.digest import digest_of, digest_page
from armstrail.ledger.facts import (
    Decision,
    Judgement,
    Marking,
    Reliability,
)
from armstrail.ledger.markings import digest_of_marked, member_of, with_marked
from armstrail.ledger.store import pages, review
from armstrail.ledger.store.opened import Opened
from armstrail.records import Annotation, Member


class Reviewing(Opened):
    """An open database with its pages as people have marked them, and the decisions about them."""

    def annotation(self, page: str) -> Annotation:
        """The page with its records, those that people made from its passages among them. Raises StoreError where the
        store has no such page.
        """
        return with_marked(self.as_read(page), self.markings(page))

    def as_read(self, page: str) -> Annotation:
        """The page with the records that were read from it, and no others: it never changes. Raises StoreError where the
        store has no such page.
        """
        with self._reading() as connection:
            found = pages.annotation_of(connection, page)
        if found is None:
            raise StoreError(f"{self.database}: no page {page!r}: `armstrail pages` lists the pages")
        return found

    def markings(self, page: str) -> tuple[Decision, ...]:
        """The decisions that make a record from passages of a page and were not withdrawn, oldest first."""
        with self._reading() as connection:
            return review.markings_of(connection, page)

    # ------------------------------------------------------------ review
    def decide(
        self,
        judgement: Judgement,
        about: Sequence[Member],
        *,
        who: str,
        why: str,
        field: str | None = None,
        value: Any = None,
        digest: str | None = None,
        withdraws: str | None = None,
        target: str = "",
    ) -> tuple[Decision, tuple[str, ...]]:
        """Append a decision. Returns it with what it contradicts among the decisions before it, in words.

        The register follows at the next `refresh`.
        """
        with self.engine.begin() as connection:
            made = Decision(
                id=review.next_id(connection),
                judgement=judgement,
                about=tuple(about),
                field=field,
                value=value,
                digest=digest,
                who=who,
                made=self.clock(),
                why=why,
                withdraws=withdraws,
            )
            clashes = contradictions(made, review.decisions(connection))
            review.add_decision(connection, made, target or (f"{about[0].page}:{about[0].id}" if about else ""))
        return made, clashes

    def foresee(
        self, judgement: Judgement, about: Sequence[Member] = (), *, field: str | None = None, value: Any = None,
        withdraws: str | None = None,
    ) -> tuple[str, ...]:  # fmt: skip
        """What a decision would contradict among those before it, in words; nothing is kept (R-34)."""
        asked = Decision(
            id="", judgement=judgement, about=tuple(about), field=field, value=value, who="", made=self.clock(), why="",
            withdraws=withdraws,
        )  # fmt: skip
        return contradictions(asked, self.decisions())

    def make(self, page: str, marking: Marking, *, who: str, why: str) -> tuple[Decision, Member]:
        """Append the decision that makes a record from marked passages of a page. Returns it with the record's place.

        `marking` comes from `marking_of`, which checks it; `doubts` tells beforehand which of its cells the passages do
        not carry. The record is the page's from now on, also when the page is read again, as long as its words are there;
        it enters the register at the next `refresh`. Raises StoreError where the store has no such page.
        """
        read = self.as_read(page)
        with self.engine.begin() as connection:
            name = review.next_id(connection)
            member = member_of(page, name)
            made = Decision(
                id=name, judgement=Judgement.MAKE, about=(member,), value=marking.model_dump(mode="json"), who=who,
                made=self.clock(), why=why,
            )  # fmt: skip
            made = made.model_copy(update={"digest": digest_of_marked(read, made)})
            review.add_decision(connection, made, f"{page}:{member.id}")
        return made, member

    def evidence_digest(self, about: Sequence[Member]) -> str:
        """The digest of what a decision about these records rests on: their words and cells as they are now."""
        wanted = {(member.page, member.id) for member in about}
        found = [
            item.digest
            for page in sorted({member.page for member in about})
            for item in digest_page(self.annotation(page), page).items
            if item.ref in wanted
        ]
        return digest_of(found)

    def decisions(self) -> list[Decision]:
        """All decisions, oldest first."""
        with self._reading() as connection:
            return review.decisions(connection)

    def log(self, *, limit: int | None = None, offset: int = 0) -> tuple[list[dict[str, object]], int]:
        """Decisions and reliabilities as they were made, newest first, and how many there are in all."""
        with self._reading() as connection:
            return review.log(connection, limit=limit, offset=offset)

    def rate(self, source: str, grade: str, *, who: str, why: str) -> None:
        """Give a source an Admiralty letter, A to F; the letters before it stay in the log."""
        with self.engine.begin() as connection:
            review.rate(connection, source, grade, who=who, why=why, now=self.clock())

    def reliabilities(self) -> dict[str, Reliability]:
        """The newest Admiralty letter of each source that was given one."""
        with self._reading() as connection:
            return review.reliabilities(connection)
