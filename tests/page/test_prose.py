"""Prose told from furniture without knowing the language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.page.prose import ends_sentence, is_sentence, main_script, prose_weight, script_of, speaks, word_count


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Boats", "latin"),
        ("Суда", "cyrillic"),
        ("船", "han"),
        ("배", "hangul"),
        ("سفن", "arabic"),
        ("2024", None),
        ("Łódź 12", "latin"),
    ],
)
def test_scripts(text: str, script: str | None) -> None:
    """The script of most letters; none without letters."""
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("He left.", True), ("“He left.”", True), ("He left (Reuters).", True), ("He left. (Yonhap)", True), ("他走了。", True),
        ("Related articles", False), ("He left and", False), ("", False), ("…", True),
    ],
)  # fmt: skip
def test_sentences_end_with_a_stop_that_quotes_and_a_credit_may_follow(text: str, ends: bool) -> None:
    """Closing marks and a bracketed credit behind the stop do not hide it."""
    assert ends_sentence(text) is ends


def test_a_sentence_weighs_more_than_a_headline_and_a_cut_line_weighs_nothing() -> None:
    """Weight grows with length for what ends as a sentence does; teasers that break off have none."""
    sentence = "The ministry said that forty guns would be handed over before the summer."
    assert prose_weight(sentence) == len(sentence)
    assert prose_weight("Ministry to hand over forty guns before summer") == 0
    assert prose_weight("The ministry said that forty guns would be handed over …") == 0
    assert is_sentence(sentence, prose_weight(sentence))


def test_dense_scripts_count_two_signs_a_word() -> None:
    """Chinese and Japanese write no blanks: a paragraph of theirs weighs like one of three times its length."""
    text = "国防部星期三表示，两艘巡逻船将在今年内移交。"
    assert word_count(text) >= 8
    assert prose_weight(text) == 3 * len(text)


def test_the_main_script_is_that_of_the_prose() -> None:
    """Many short lines of another script do not outweigh one paragraph."""
    assert (
        main_script(["首页", "新闻", "登录", "The ministry said that forty guns would be handed over soon."]) == "latin"
    )
    assert main_script([]) is None


def test_a_short_line_speaks_a_language_by_its_grammar() -> None:
    """A line without one word of a language's grammar is none of its sentences; an unknown language is not judged."""
    assert speaks("The guns arrived.", "en")
    assert not speaks("Polen kauft Haubitzen.", "en")
    assert speaks("Anything", "xx")


@given(st.text(max_size=200))
def test_any_text_has_a_weight(text: str) -> None:
    """Weights are never negative, and are bounded."""
    assert 0 <= prose_weight(text) <= 600
