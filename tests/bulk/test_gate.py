"""The gate before bulk reading."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from armstrail.bulk.gate import ENOUGH, Gate, Reach, plain_words
from armstrail.page.source import MediaType, Source

FIELD = (
    "Tehran handed over another batch of loitering munitions to the militia in March, two Western diplomats said.",
    "The frigate intercepted a dhow carrying anti-tank missiles bound for the port of Hodeida.",
    "Belgrade denied that its howitzer shells had been re-exported despite the embargo.",
    "The Treasury blacklisted a front company that bought microelectronics for drone makers.",
)
SHORT = (
    "Belgrade quietly shipped grenades to Kyiv through a Polish broker, a trade ministry document shows.",
    "The Philippines has asked Japan for five more patrol vessels.",
    "Ethiopia has taken delivery of Su-30 jets, images posted by its air force show.",
    "Moscow paid Tehran in gold bars for Shaheds, leaked documents suggest.",
    "Seoul hopes to sell K9 howitzers to Romania.",
)
OTHER = (
    "Whisk the eggs with the sugar until pale, fold in the flour and bake for forty minutes at 180 degrees.",
    "The midfielder scored twice in the second half as the hosts climbed to third place before the break.",
    "Our summer sale starts today: two shirts for the price of one, with free returns within thirty days.",
    "Prune the roses in late winter, just above an outward-facing bud, and burn the diseased wood.",
    "The update fixes a bug by which the camera app would close when the phone was turned.",
    "The band's fourth record is its quietest, all brushed drums and close harmonies.",
)


def source(text: str, media_type: MediaType = "text/plain", **fields: str) -> Source:
    return Source(id="x", data=text.encode(), media_type=media_type, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", FIELD + SHORT)
def test_pages_of_the_field_pass(text: str) -> None:
    """Arms, embargoes and armed forces are the field, and the verdict names the words that say so."""
    verdict = Gate(Reach.FIELD).judge(source(text))
    assert verdict.passes, verdict.reason()
    assert verdict.score >= ENOUGH[0][1]
    assert verdict.words[0][0] in verdict.reason()


@pytest.mark.parametrize("text", OTHER)
@pytest.mark.parametrize("reach", list(Reach))
def test_pages_of_other_subjects_are_turned_away(text: str, reach: Reach) -> None:
    """Recipes, sport, shops, gardens, software and music are not."""
    verdict = Gate(reach).judge(source(text))
    assert not verdict.passes, verdict.reason()


def test_only_the_wider_reach_keeps_speech_on_public_affairs() -> None:
    """A page of politics in which people are quoted may hold statements, though it is of no arms."""
    text = (
        "President Obama said the bill would pass. Critics argued that it was late; others claimed it went too far. "
        "He added that he hoped to sign it, and told reporters that he believed the House would agree."
    )
    assert Gate(Reach.RECORDS).judge(source(text)).passes
    assert not Gate(Reach.FIELD).judge(source(text)).passes


def test_scripts_styles_and_tags_do_not_speak() -> None:
    """What no reader of the page sees counts for nothing; what he sees does, whatever the case of the tags."""
    hidden = "<SCRIPT>var a='missile embargo army invasion';</SCRIPT><style>.nato{}</style><a href='/war/nato'>x</a>"
    assert Gate(Reach.FIELD).judge(source(f"<html>{hidden}<p>Roses", "text/html")).score == 0
    shown = "<html><script>x</script><P>The embargo</P><p>on ballistic<br>missiles and <b>warheads</b>"
    assert Gate(Reach.FIELD).judge(source(shown, "text/html")).passes


def test_designations_are_found_in_any_spelling() -> None:
    """A weapon's name counts with hyphen, blank or neither; where the page passes without it nothing is asked."""
    for name in ("Su-30", "SU 30", "su30", "KN-23", "KN23A"):
        verdict = Gate(Reach.FIELD).judge(source(f"Ethiopia gets {name} jets"))
        assert verdict.passes == (verdict.score >= 2)
        assert any(word.replace(" ", "") == name.lower().replace("-", "").replace(" ", "") for word, _ in verdict.words)


def test_title_and_address_count() -> None:
    """A bare page whose feed or address speaks of the field passes."""
    assert not Gate(Reach.FIELD).judge(source("Click to continue")).passes
    told = source(
        "Click to continue", title="NATO warns of ballistic missiles", url="https://n.example/military/embargo"
    )
    assert Gate(Reach.FIELD).judge(told).passes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "gb18030", "shift_jis", "euc_kr"])
def test_the_encoding_does_not_matter(encoding: str) -> None:
    """English words are found in the bytes of any encoding."""
    data = FIELD[1].encode(encoding)
    assert Gate(Reach.FIELD).judge(Source("x", data, "text/plain")).passes


def test_words_are_whole_words() -> None:
    """A word within another is not that word, and a short name needs its capitals, which are gone here."""
    assert plain_words(b"A  B\n\tc-d", markup=False) == " a b c d "
    assert Gate(Reach.FIELD).judge(source("Warm natoma armyworms; contact us about the car")).score == 0


def test_nothing_that_carries_a_record_is_lost(shared: Path) -> None:
    """Every page beside the project that carries a transfer, a statement or an event passes."""
    gate, field = Gate(), Gate(Reach.FIELD)
    bench = shared / "bench"
    lost = []
    for path in sorted((bench / "attribution" / "polnear-dev" / "text").glob("*.txt")):
        if not gate.judge(Source(path.stem, path.read_bytes(), "text/plain")).passes:
            lost.append(path.stem)
    rows = [
        json.loads(line)
        for name in ("pages.gold.jsonl", "seeds.gold.jsonl")
        for line in (bench / "register" / name).read_text(encoding="utf-8").splitlines()
    ]
    assert len(rows) >= 30
    for row in rows:
        page = source(row["text"])
        if row["statements"] and not gate.judge(page).passes:
            lost.append(row["id"])
        if (row["transfers"] or row["events"]) and not field.judge(page).passes:
            lost.append(row["id"])
    assert lost == []


def test_pages_of_other_subjects_are_mostly_turned_away(shared: Path) -> None:
    """Of crawled pages of all subjects and languages the narrow reach passes under a fifth."""
    paths = sorted((shared / "bench" / "pages").glob("*/*.html.gz"))
    gate = Gate(Reach.FIELD)
    passed = [path for path in paths if gate.judge(Source("x", gzip.decompress(path.read_bytes()), "text/html")).passes]
    assert len(paths) == 80
    assert len(passed) < 16


def test_little_words_before_a_figure_name_no_weapon() -> None:
    """Without marks and capitals "AT-6" and "at 6" look the same: the latter is no aircraft."""
    gate = Gate(Reach.FIELD)
    verdict = gate.judge(source("The whaling treaty opens at 6 and lasts a 100 days; desks at 802 Main Street."))
    assert [word for word, _ in verdict.words] == ["treaty"]
