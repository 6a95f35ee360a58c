"""Analysts' decisions as rows: which still hold, which contradict each other, and what they change.

Nothing is ever overwritten: a decision that is taken back, overruled or left without its evidence stays on the books and
only stops to count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from armstrail.ledger.digest import Ref, digest_of
from armstrail.ledger.facts import Decision, Judgement, Lapse

__all__ = ["Standing", "contradictions", "standing", "unmet"]


@dataclass(slots=True)
class Standing:
    """What the decisions come to."""

    merged: list[tuple[Ref, Ref]] = field(default_factory=list)
    parted: list[tuple[Ref, Ref]] = field(default_factory=list)
    about: dict[Ref, list[Decision]] = field(default_factory=dict)
    """Of each record, the decisions that hold and speak of it, oldest first."""
    reopened: dict[Ref, list[Decision]] = field(default_factory=dict)
    """Of each record, the decisions whose evidence has changed since."""
    lapsed: list[Lapse] = field(default_factory=list)
    held: list[Decision] = field(default_factory=list)
    """The decisions that hold, oldest first."""
    overruled: dict[Ref, list[tuple[Decision, str]]] = field(default_factory=dict)
    """Of each record, the decisions about it that later ones overrule, and the words that say so."""

    def differing(self, other: Standing) -> set[Ref]:
        """The records about which the two do not say the same."""
        parts = ((self.about, other.about), (self.reopened, other.reopened), (self.overruled, other.overruled))
        return {ref for one, two in parts for ref in one.keys() | two.keys() if one.get(ref) != two.get(ref)}


def _refs(decision: Decision) -> list[Ref]:
    return [(member.page, member.id) for member in decision.about]


def _name(decision: Decision) -> str:
    return f"decision {decision.id} ({decision.judgement.value} by {decision.who} on {decision.made.date()})"


def _ordered(decisions: Iterable[Decision]) -> list[Decision]:
    return sorted(decisions, key=lambda decision: (decision.made, decision.id))


def _clash(old: Decision, new: Decision) -> str | None:
    """Why two decisions contradict each other, or None."""
    one, two = set(_refs(old)), set(_refs(new))
    kinds = {old.judgement, new.judgement}
    if kinds == {Judgement.MERGE, Judgement.SPLIT} and len(one & two) >= 2:
        return "one joins what the other parts"
    if not one & two:
        return None
    if kinds == {Judgement.CONFIRM, Judgement.REJECT}:
        return "one confirms what the other rejects"
    if kinds == {Judgement.CORRECT} and old.field == new.field and old.value != new.value:
        return f"they set {old.field} to {old.value!r} and to {new.value!r}"
    if kinds == {Judgement.GRADE} and old.value != new.value:
        return f"they grade it {old.value!r} and {new.value!r}"
    return None


def contradictions(new: Decision, decisions: Sequence[Decision]) -> tuple[str, ...]:
    """What to tell an analyst before a decision is saved: the earlier ones, not withdrawn, that it contradicts (R-34)."""
    gone = {decision.withdraws for decision in decisions} | {new.withdraws}
    return tuple(
        f"{_name(old)} stands against it: {clash}"
        for old in _ordered(decisions)
        if old.id not in gone and old.id != new.id and (clash := _clash(old, new))
    )


def standing(decisions: Iterable[Decision], digest: Callable[[Ref], str | None]) -> Standing:
    """What the decisions come to, given the digests of records as they are now (None where a record is no more).

    A later decision overrules an earlier one that it contradicts, with a warning.
    """
    rows = _ordered(decisions)
    withdrawn = {row.withdraws for row in rows if row.withdraws}
    result = Standing()
    held: list[Decision] = []
    for row in rows:
        if row.id in withdrawn or row.judgement is Judgement.WITHDRAW:
            continue
        found = [digest(ref) for ref in _refs(row)]
        if None in found or (row.digest is not None and digest_of(d for d in found if d) != row.digest):
            for ref in _refs(row):
                result.reopened.setdefault(ref, []).append(row)
            why = "the evidence under it has changed"
            if row.judgement is Judgement.MAKE:
                why = f"the words that were marked are no longer found on page {row.about[0].page}"
            result.lapsed.append(
                Lapse(decision=row.id, cause="evidence", words=f"{_name(row)} no longer counts: {why}")
            )
            continue
        for old in list(held):
            if clash := _clash(old, row):
                held.remove(old)
                words = f"{_name(row)} overrules {_name(old)}: {clash}"
                result.lapsed.append(Lapse(decision=old.id, cause="overruled", words=words))
                for ref in _refs(old):
                    result.overruled.setdefault(ref, []).append((old, words))
        held.append(row)
    result.held = held
    for row in held:
        pairs = list(combinations(_refs(row), 2))
        if row.judgement is Judgement.MERGE:
            result.merged += pairs
        elif row.judgement is Judgement.SPLIT:
            result.parted += pairs
        for ref in _refs(row):
            result.about.setdefault(ref, []).append(row)
    return result


def unmet(row: Decision, place: Callable[[Ref], tuple[str, str]]) -> Lapse | None:
    """A decision that holds and that the facts nevertheless do not follow: records of two kinds are never one, and records
    that are the same word by word are never two. `place` gives the kind and the group of a record.
    """
    places = [place(ref) for ref in _refs(row)]
    why = None
    if row.judgement is Judgement.MERGE and len(set(places)) > 1:
        kinds = sorted({kind for kind, _ in places})
        why = f"a {' and a '.join(kinds)} are never one fact" if len(kinds) > 1 else "another decision holds them apart"
    elif row.judgement is Judgement.SPLIT and len(set(places)) < len(places):
        why = "records that are the same word by word, or that another decision joins, stay one fact"
    return (
        None if why is None else Lapse(decision=row.id, cause="unfit", words=f"{_name(row)} cannot be applied: {why}")
    )
