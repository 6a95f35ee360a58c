"""The register brought up to date bit by bit says what a register made at once says."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.ledger import build_ledger
from armstrail.ledger.facts import Decision, Judgement, Ledger
from armstrail.ledger.store import Store, facts, review, state
from armstrail.ledger.store.refreshing import LEDGER, Keeper
from armstrail.page.source import Source
from armstrail.records import Annotation, Member, OriginGroup, OriginRelation

NOW = datetime(2031, 6, 1, tzinfo=UTC)


def stories(press: Any) -> list[Annotation]:
    """Pages that share facts, contradict and deny each other, copy texts, and date each other."""
    chad = {"route": "PER>TCD", "goods": "drones", "count": "60 drones"}
    quispe = "Rosa Quispe, defence minister, PER"
    return [
        press("a", {"s": "Peru sold 60 drones to Chad", "by": quispe, "said_on": "2031-05-09"},
              {"t": "Peru sold 60 drones to Chad", **chad, "statement": "s1"}),
        press("b", {"s": "Sixty drones were sold to Chad by Peru", "by": quispe, "said_on": "2031-05-09"},
              {"t": "Sixty drones were sold to Chad by Peru", **chad, "statement": "s1"}),
        press("c", {"t": "Peru has sold 90 drones to Chad", **chad, "count": "90 drones", "asserted_by": "Chad"}, published="2031-05-11"),
        press("d", {"s": "We never got drones from Peru", "by": "Ali Brahim, spokesman, TCD", "act": "deny", "said_on": "2031-05-12"},
              {"t": "We never got drones from Peru", "route": "PER>TCD", "goods": "drones", "factuality": "denied", "statement": "s1"}),
        press("e", {"e": "Quispe met Brahim in Lima", "type": "meeting", "participants": ["Rosa Quispe", "Ali Brahim"], "when": "2031-05-09"},
              {"s": "The talks on drones and pilots went well for both sides", "by": quispe, "said_on": "2031-05-09"}),
        press("f", {"e": "Brahim met Quispe on the 9th", "type": "meeting", "participants": ["Rosa Quispe", "Ali Brahim"]},
              {"s": "The talks on drones and pilots went well for both sides", "by": quispe}, published=None),
        press("g", {"e": "Quispe met Brahim in Lima", "type": "meeting", "participants": ["Rosa Quispe", "Ali Brahim"], "when": "2031-05-10"},
              {"s": "The talks on drones and pilots went well for both sides", "by": quispe, "said_on": "2031-05-10"}),
        press("h", {"t": "Laos may get rifles from Cuba", "route": "CUB>LAO", "goods": "small_arms", "factuality": "possible"}),
        press("i", {"t": "Laos may get rifles from Cuba", "route": "CUB>LAO", "goods": "small_arms", "factuality": "possible"}),
        press("j", {"t": "Rifles went from Cuba to Laos", "route": "CUB>LAO", "goods": "small_arms", "when": "2031-05-02"}),
    ]  # fmt: skip


GROUPS = [
    OriginGroup(origin="o:a", pages=("a", "b"), first="a", relations=(OriginRelation(page="b", of="a", relation="edited", score=0.8),)),
    OriginGroup(origin="o:h", pages=("h", "i", "j"), first="h", relations=(OriginRelation(page="i", of="h", relation="copy", score=1.0),)),
]  # fmt: skip
DECISIONS = [
    Decision(id="d1", judgement=Judgement.MERGE, about=(Member(page="a", id="t1"), Member(page="j", id="t1")), who="kim", made=NOW, why="seen"),
    Decision(id="d2", judgement=Judgement.CONFIRM, about=(Member(page="d", id="t1"),), who="kim", made=NOW, why="seen"),
    Decision(id="d3", judgement=Judgement.REJECT, about=(Member(page="d", id="t1"),), who="kim", made=NOW + timedelta(hours=1), why="read again"),
    Decision(id="d4", judgement=Judgement.CORRECT, about=(Member(page="h", id="t1"),), field="stage", value="lost", who="kim", made=NOW, why="seen"),
]  # fmt: skip


def groups_of(pages: Iterable[str]) -> list[OriginGroup]:
    """The groups as far as their pages are there; the first that is there gives its name, as the index does."""
    here, found = set(pages), []
    for group in GROUPS:
        if kept := tuple(page for page in group.pages if page in here):
            lines = tuple(line for line in group.relations if {line.page, line.of} <= here)
            found.append(OriginGroup(origin=f"o:{kept[0]}", pages=kept, first=kept[0], relations=lines))
    return found


def refresh(store: Store, keeper: Keeper, pages: Iterable[str]) -> None:
    with store.engine.begin() as connection:
        now = state.digest(connection)
        if state.get(connection, LEDGER) != now:
            keeper.refresh(connection, groups_of(pages), now)


def lines(ledger: Ledger) -> list[str]:
    return sorted(line.model_dump_json() for line in ledger.lines())


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_order_and_batches_make_no_difference(press: Any, seed: int) -> None:
    """Pages and decisions in any order and in any batches, taken in by either of two programs, make the register that one
    building of all makes: facts, conflicts, dates, origins and lapsed decisions.
    """
    chance = random.Random(seed)
    steps: list[Annotation | Decision] = [*stories(press), *DECISIONS]
    chance.shuffle(steps)
    pages = [step.id for step in steps if isinstance(step, Annotation)]
    with TemporaryDirectory() as folder, Store(Path(folder) / "s.db", lambda: NOW) as store:
        keepers, there = [Keeper(), Keeper()], []
        for step in steps:
            if isinstance(step, Annotation):
                step = step.model_copy(update={"sha256": f"{step.id:0<64}"})
                store.add(Source(id=step.id, data=step.id.encode(), media_type="text/plain"), step)
                there.append(step.id)
            else:
                with store.engine.begin() as connection:
                    review.add_decision(connection, step, "")
            if chance.random() < 0.5:
                refresh(store, keepers[chance.random() < 0.2], there)
        refresh(store, keepers[0], there)
        made = sorted(line.model_dump_json() for line in store.ledger_lines())
        lapsed = store.lapsed()
        with store.engine.begin() as connection:
            linked = {fact.id: set(fact.conflicts) for fact in facts.ledger_lines(connection) if hasattr(fact, "grade")}
            assert all({one.id for one in facts.conflicts_of(connection, name)} == ids for name, ids in linked.items())
    expected = build_ledger([page for page in stories(press) if page.id in pages], groups_of(pages), DECISIONS)

    assert made == lines(expected)
    assert sorted(one.words for one in lapsed) == sorted(one.words for one in expected.lapsed)
