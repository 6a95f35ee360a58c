"""Who asserts, who suspects, who denies; which texts count; which dates travel; what stays in conflict."""

from __future__ import annotations

import gc
from typing import Any

from armstrail.ledger import Book, build_ledger
from armstrail.records import OriginGroup, OriginRelation, Relation

KOVAC, LEE, SOMA = (
    "Iva Kovac, defence minister, HRV",
    "Lee Park, prosecutor general, KOR",
    "Lao foreign ministry/organisation",
)


def missiles(press: Any) -> Any:
    """A page on which one asserts a transfer, two speak of the goods in use, and one denies."""
    return press(
        "a",
        {"s": "Mali has received Lao ballistic missiles since winter.", "by": KOVAC, "said_on": "2031-05-09"},
        {"t": "Lao ballistic missiles", "route": "LAO>MLI", "goods": "missiles"},
        {"s": "Mali launched strikes on Niger using Lao missiles on May 2.", "by": LEE, "said_on": "2031-05-03"},
        {"s": "Laos uses Niger as a testing ground for its missiles.", "by": "Adama Diallo, envoy, NER"},
        {"s": "Laos tested a missile of its own on Monday.", "by": "Tomas Reyes, analyst, PHL"},
        {
            "s": "the claim that Laos provides missiles to Mali is groundless",
            "by": SOMA,
            "act": "deny",
            "said_on": "2031-05-10",
        },
        {"t": "Laos provides missiles to Mali", "route": "LAO>MLI", "goods": "missiles", "factuality": "denied"},
    )


def test_voices_stand_on_both_sides(press: Any) -> None:
    """A claim carries those who assert it, those who speak of the goods in use, and those who deny it, each with page,
    day and words; who speaks of the supplier's own test is none of them.
    """
    claim = next(f for f in build_ledger([missiles(press)]).transfers if f.factuality == "asserted")
    basis = {voice.key: voice.sayings[0].basis.value for voice in claim.voices.asserts}

    assert basis == {"HRV": "record", "KOR": "use", "NER": "use"}
    assert [voice.key for voice in claim.voices.denies] == ["LAO"]
    assert claim.voices.denies[0].sayings[0].spans
    assert str(claim.voices.denies[0].sayings[0].said_on.start) == "2031-05-10"
    assert (claim.grade, "denied by Laos without an answer" in claim.grade_reason) == (3, True)


def test_ten_outlets_that_quote_one_minister_are_ten_origins_and_one_voice(press: Any) -> None:
    """The fact that carries them is not confirmed by their number."""
    rows = (
        {"s": "Laos has sent 4,000 rifles to Mali over the mountain road.", "by": KOVAC, "said_on": "2031-05-09"},
        {"t": "Laos has sent 4,000 rifles to Mali", "route": "LAO>MLI", "goods": "small_arms", "count": "4000 rifles"},
    )
    pages = [press(f"p{n}", {"s": f"Paragraph {n} of another kind."}, *rows) for n in range(10)]
    fact = build_ledger(pages).transfers[0]

    assert len(fact.origins) == 10
    assert [voice.key for voice in fact.voices.asserts] == ["HRV"]
    assert fact.grade == 3


def test_an_excerpt_is_no_second_origin(press: Any) -> None:
    """A page that carries a passage of another text adds no independent origin to what stands there."""
    row = {"t": "Laos has sent 4,000 rifles to Mali", "route": "LAO>MLI", "goods": "small_arms", "count": "4000 rifles"}
    drawn = OriginRelation(page="b", of="a", relation=Relation.EXCERPT, score=0.4)
    origins = [
        OriginGroup(origin="o:a", pages=("a",), first="a"),
        OriginGroup(origin="o:b", pages=("b",), first="b", relations=(drawn,)),
    ]
    pages = [press("a", row), press("b", {**row, "t": "Rifles, 4,000 of them, went from Laos to Mali"})]

    assert build_ledger(pages, origins).transfers[0].origins == ("o:a",)
    assert build_ledger(pages).transfers[0].origins == ("o:a", "o:b")


def test_a_denial_answers_what_came_before_it(press: Any) -> None:
    """A denial faces the claims of the month before it, not those of years later."""
    claim = {"t": "Laos has sent rifles to Mali", "route": "LAO>MLI", "goods": "small_arms"}
    denial = {**claim, "t": "Laos denied that it armed Mali", "factuality": "denied"}

    def facing(day: str) -> bool:
        made = build_ledger([press("a", claim, published=day), press("b", denial, published="2031-05-20")])
        return any(fact.facing for fact in made.transfers)

    assert facing("2031-05-10")
    assert not facing("2031-07-10")
    assert not facing("2029-05-10")


def test_that_nothing_has_come_so_far_denies_no_deal(press: Any) -> None:
    """A denied delivery faces who speaks of a delivery, and a deal only where one page sets it against it."""
    cells = {"route": "LAO>MLI", "goods": "small_arms"}
    deal = {"t": "Laos will sell Mali rifles", "stage": "agreed", "asserted_by": "Laos", **cells}
    sent = {"t": "Laos has sent Mali rifles", "asserted_by": "Laos", **cells}
    none = {"t": "no rifles have come from Laos", "factuality": "denied", "asserted_by": "Mali", **cells}

    def faced(*pages: Any) -> bool:
        return any(fact.facing for fact in build_ledger(pages).transfers)

    assert not faced(press("a", deal), press("b", none))
    assert faced(press("a", sent), press("b", none))
    assert faced(press("a", deal, none))


def test_a_speaker_is_one_voice_with_his_state_and_without(press: Any) -> None:
    """One page names the minister's state and another does not: what both quote has one voice."""
    row = {"s": "This is the largest order of river boats in the history of our navy", "said_on": "2031-05-09"}
    pages = [press("a", {**row, "by": KOVAC}), press("b", {**row, "by": "Iva Kovac, defence minister"})]
    for made in (pages, pages[::-1], [pages[0].model_copy(update={"id": "c"}), pages[1]]):
        (fact,) = build_ledger(made).statements
        assert [voice.key for voice in fact.voices.asserts] == ["HRV"]


def test_a_figure_changed_in_a_copy_is_a_conflict_with_its_reason(press: Any) -> None:
    """The same sentence with another number on a re-posted page stays one fact and shows both numbers."""
    row = {
        "t": "Laos has sent 4000 rifles over the mountains to Mali",
        "route": "LAO>MLI",
        "goods": "small_arms",
        "count": "4000",
    }
    other = {**row, "t": "Laos has sent 9000 rifles over the mountains to Mali", "count": "9000"}
    origins = [OriginGroup(origin="o:a", pages=("a", "b"), first="a")]
    ledger = build_ledger([press("a", row), press("b", other, published="2031-05-11")], origins)

    assert len(ledger.transfers) == 1
    (conflict,) = ledger.conflicts
    assert (conflict.field, conflict.values) == ("quantity", (4000, 9000))
    assert conflict.reason == "changed from one version of the text to another"


def test_a_page_is_dated_by_its_origin(press: Any) -> None:
    """An undated copy takes the date of the page that has its text, and says from where."""
    row = {"s": "Nobody answered.", "by": KOVAC}
    origins = [OriginGroup(origin="o:a", pages=("a", "b"), first="a")]
    (dating,) = build_ledger([press("a", row), press("b", row, published=None)], origins).datings

    assert (dating.page, str(dating.published.start), dating.by) == ("b", "2031-05-10", "origin")
    assert "page a" in dating.reason


def test_a_bare_day_keeps_its_own_conflict(press: Any) -> None:
    """A page that says "on the 8th" of what others put on the 9th is dated by it and keeps the difference."""
    words = "We shall look into every crate that leaves the northern harbour, and into every ledger."
    dated = press("a", {"s": words, "by": KOVAC, "said_on": "2031-05-09"})
    bare = press("b", {"s": words, "by": KOVAC}, published=None, lead="Kovac spoke on the 8th (local time).")
    ledger = build_ledger([dated, bare])

    assert str(ledger.datings[0].published.start) == "2031-05-08"
    assert [(c.field, c.values) for c in ledger.conflicts] == [("said_on", ("2031-05-09", "2031-05-08"))]
    assert ledger.datings[0].conflict == ledger.conflicts[0].id


def test_figures_over_different_times_do_not_contradict(press: Any) -> None:
    """What is counted by last year and what is counted since August are two figures, each right."""
    first = {"t": "7000 crates by last year", "route": "LAO>MLI", "goods": "ammunition", "count": "7000 crates",
             "when": "2029-01-01..2030-12-31", "asserted_by": "Croatia"}  # fmt: skip
    second = {"t": "13000 crates since August", "route": "LAO>MLI", "goods": "ammunition", "count": "13000 crates",
              "when": "2030-08-01..2031-05-10", "asserted_by": "Korea Watch"}  # fmt: skip
    ledger = build_ledger([press("a", first), press("b", second)])

    assert len(ledger.transfers) == 2
    assert ledger.conflicts == ()
    assert {fact.flow for fact in ledger.transfers} == {"LAO>MLI:ammunition"}


def test_the_ledger_comes_back_from_its_json(press: Any) -> None:
    """Every line round-trips without loss."""
    ledger = build_ledger([missiles(press)])

    assert type(ledger).model_validate_json(ledger.model_dump_json()) == ledger
    assert all(line.model_validate_json(line.model_dump_json()) == line for line in ledger.lines())


def test_one_page_that_tells_it_twice_tells_one_transfer(press: Any) -> None:
    """Mentions of a flow on one page that nothing tells apart are one fact; another figure or day makes two."""
    row = {"t": "Laos supplies rifles to Mali", "route": "LAO>MLI", "goods": "small_arms"}
    again = {**row, "t": "Lao rifles in Malian hands", "asserted_by": "Croatia"}

    assert len(build_ledger([press("a", row, again)]).transfers) == 1
    assert len(build_ledger([press("a", {**row, "count": "60"}, {**again, "count": "90"})]).transfers) == 2
    assert (
        len(build_ledger([press("a", {**row, "when": "2031-05-01"}, {**again, "when": "2031-05-05"})]).transfers) == 2
    )


def test_an_undated_occasion_takes_the_day_of_what_was_said_there(press: Any) -> None:
    """A page that dates a minister's words but not the meeting dates the meeting by them, and the days may conflict."""
    words = "We shall look into every crate that leaves the northern harbour, and into every ledger."
    meeting = {"e": "Kovac met Lee", "type": "meeting", "participants": ("Iva Kovac", "Lee Park")}
    pages = [
        press("a", {**meeting, "when": "2031-05-09"}, {"s": words, "by": KOVAC, "said_on": "2031-05-09"}),
        press("b", {**meeting, "e": "talks with Lee"}, {"s": words, "by": KOVAC, "said_on": "2031-05-08"}),
    ]
    ledger = build_ledger(pages)

    assert len(ledger.events) == 1
    assert {c.field: c.values for c in ledger.conflicts}["when"] == ("2031-05-09", "2031-05-08")
    assert "Iva Kovac said there" in ledger.events[0].dated_by[0].reason


def test_the_collector_works_again_after_loading() -> None:
    """Loading leaves the collector of cycles as it found it."""
    with Book.loading():
        assert not gc.isenabled()

    assert gc.isenabled()
    gc.unfreeze()


def test_an_occasion_narrows_a_page_that_its_own_words_leave_open(press: Any) -> None:
    """What both report happened on a day; the page's own interval is kept beside, and never widened or contradicted."""
    words = "talks between Ana Bright and Bo Lee in Lima"
    row = {"e": words, "type": "meeting", "participants": ["Ana Bright", "Bo Lee"], "place": "Lima"}
    open_ = press("a", {**row, "when": "2031-05-08"}, published="2031-05-06..2031-05-20")
    dated = press("b", {**row, "when": "2031-05-09"}, published="2031-05-10")
    ledger = build_ledger([open_, dated])
    (dating,) = ledger.datings

    assert (dating.page, str(dating.published.start), str(dating.published.end)) == ("a", "2031-05-08", "2031-05-11")
    assert dating.own is not None
    assert (str(dating.own.start), str(dating.own.end)) == ("2031-05-06", "2031-05-20")
    assert "b puts on 2031-05-09" in dating.reason
    assert "its own words allow 2031-05-06..2031-05-20" in dating.reason
    assert dating.conflict == ledger.conflicts[0].id
    late = press("a", {**row, "when": "2031-05-08"}, published="2031-05-19..2031-05-20")
    assert not build_ledger([late, dated]).datings


def test_figures_told_within_days_by_different_voices_are_in_conflict(press: Any) -> None:
    """Undated counts of one flow clash where they are told together and neither leaves room for the other."""

    def conflicts(count: str, day: str = "2031-05-11", by: str = "Chad") -> list[str]:
        first = press("a", {"t": "Peru sent Chad 40 tanks", "route": "PER>TCD", "goods": "armoured_vehicles", "count": "40 tanks", "asserted_by": "Peru"})  # fmt: skip
        other = press("b", {"t": "Chad got tanks from Peru", "route": "PER>TCD", "goods": "armoured_vehicles", "count": count, "asserted_by": by}, published=day)  # fmt: skip
        found = build_ledger([first, other])
        assert build_ledger([other, first]) == found
        return [conflict.field for conflict in found.conflicts]

    assert conflicts("36 tanks") == ["quantity"]
    assert conflicts("+60 tanks") == ["quantity"]
    assert conflicts("+30 tanks") == []
    assert conflicts("36 tanks", day="2031-06-20") == []
    assert conflicts("36 tanks", by="Peru") == []


def test_two_deliveries_of_one_month_are_no_conflict(press: Any) -> None:
    """Figures for days that do not touch count two deliveries; for one stretch of time they contradict each other."""
    cells = {"route": "NOR>GHA", "goods": "artillery"}
    first = press(
        "a",
        {
            "t": "Norway delivered six howitzers to Ghana on 3 May",
            "count": "6 howitzers",
            "when": "2031-05-03",
            **cells,
        },
    )
    second = {"t": "Norway delivered eight howitzers to Ghana", "count": "8 howitzers", **cells}

    assert not build_ledger([first, press("b", {**second, "when": "2031-05-24"}, published="2031-05-25")]).conflicts
    (conflict,) = build_ledger([first, press("b", {**second, "when": "2031-05-01..2031-05-09"})]).conflicts
    assert (conflict.field, set(conflict.values)) == ("quantity", {6, 8})


def test_a_delivery_within_a_month_may_be_a_part_of_it(press: Any) -> None:
    """Six on a day and twenty-four in the month do not contradict each other."""
    cells = {"route": "NOR>GHA", "goods": "artillery"}
    day = press(
        "a", {"t": "Six howitzers came to Ghana from Norway", "count": "6 howitzers", "when": "2031-05-20", **cells}
    )
    month = {
        "t": "Norway sent Ghana 24 howitzers in May",
        "count": "24 howitzers",
        "when": "2031-05-01..2031-05-31",
        **cells,
    }

    assert not build_ledger([day, press("b", month, published="2031-12-02")]).conflicts


def test_two_facts_that_contradict_are_one_conflict_with_all_their_witnesses(press: Any) -> None:
    """However many pages give each figure, and whichever of them came first."""
    cells = {"route": "NOR>GHA", "goods": "artillery"}
    pages = [
        press("a", {"t": "Norway has delivered 24 howitzers to Ghana", "count": "24 howitzers", "asserted_by": "Norway", **cells}),
        press("b", {"t": "Ghana got the 24 howitzers from Norway", "count": "24 howitzers", "asserted_by": "Ghana", **cells}),
        press("c", {"t": "only 18 howitzers from Norway have come to Ghana", "count": "18 howitzers", "asserted_by": "Chad", **cells}),
        press("d", {"t": "it was 18 howitzers that Norway gave Ghana", "count": "18 howitzers", "asserted_by": "Togo", **cells}),
    ]  # fmt: skip
    ledger = build_ledger(pages)
    (conflict,) = ledger.conflicts

    assert {side.value: sorted(member.page for member in side.members) for side in conflict.sides} == {
        24: ["a", "b"],
        18: ["c", "d"],
    }
    assert {fact.id for fact in ledger.transfers} == {*conflict.facts}
    assert build_ledger(pages[::-1]) == ledger


def test_a_voice_that_corrects_its_figure_is_a_conflict_with_a_known_reason(press: Any) -> None:
    """Eighty on one day and eighteen on the next, by one minister: both figures, and that the later is his own."""
    by = "Olga Berg, defence minister, NOR"
    days = {
        "a": ("2031-05-06", "Ghana has received 80 howitzers"),
        "b": ("2031-05-07", "Only 18 of the howitzers have come, the count was wrong"),
    }
    pages = [
        press(name, {"s": words, "by": by, "said_on": day},
              {"t": words, "route": "NOR>GHA", "goods": "artillery", "count": f"{80 if name == 'a' else 18} howitzers", "statement": "s1"}, published=day)
        for name, (day, words) in days.items()
    ]  # fmt: skip
    (conflict,) = [one for one in build_ledger(pages).conflicts if one.field == "quantity"]

    assert conflict.values == (80, 18)
    assert conflict.known
    assert "a later figure of the same voice" in str(conflict.reason)


def test_a_day_apart_is_a_conflict_that_time_zones_explain(press: Any) -> None:
    """One delivery on a Tuesday and on a Wednesday."""
    cells = {"t": "Norway handed Ghana 18 howitzers", "route": "NOR>GHA", "goods": "artillery", "count": "18 howitzers"}
    (conflict,) = build_ledger(
        [press(name, {**cells, "when": day}, published=day) for name, day in (("a", "2031-05-06"), ("b", "2031-05-07"))]
    ).conflicts

    assert (conflict.field, conflict.known) == ("when", True)
    assert "time zones" in str(conflict.reason)


def test_a_page_that_repeats_a_claim_later_answers_no_denial(press: Any) -> None:
    """A denial is answered by words that are said after it, not by a later page with the old ones."""
    tanks = {"route": "PER>TCD", "goods": "armoured_vehicles"}
    claim = {"t": "Peru sent Chad 40 tanks", **tanks, "count": "40 tanks", "asserted_by": "Kenya"}
    denial = press("b", {"t": "we did not", **tanks, "factuality": "denied", "asserted_by": "Peru"}, published="2031-05-11")  # fmt: skip
    again = press("c", claim, published="2031-05-14")
    said = press("c", {"s": "Peru sent Chad 40 tanks", "by": "Kenya/state", "said_on": "2031-05-14"}, {**claim, "statement": "s1"}, published="2031-05-14")  # fmt: skip

    def reason(*pages: Any) -> str:
        return next(f.grade_reason for f in build_ledger([press("a", claim), *pages]).transfers if f.factuality == "asserted" and f.facing)  # fmt: skip

    assert "without an answer" in reason(denial, again)
    assert "was answered" in reason(denial, said)
