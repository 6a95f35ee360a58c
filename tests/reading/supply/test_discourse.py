"""What the page says before a clause completes it: parties, goods, direction, denials; nothing else does."""

from collections.abc import Callable

from armstrail.records import Factuality, Transfer


def test_a_recipient_stands_in_the_sentence_before(transfers: Callable[..., list[Transfer]]) -> None:
    """A missing recipient is that of the same supplier's delivery just told of, and its words are evidence."""
    text = "Chad has shipped rifles to Niger since May. N'Djamena has also handed over 40 mortars."
    second = next(t for t in transfers(text) if t.goods.category == "artillery")
    assert second.recipient == ("NER",)
    assert "Niger" in [text[start:end] for start, end in second.evidence]


def test_goods_stand_for_by_a_number(flows: Callable[..., list[str]]) -> None:
    """A bare number counts the goods named before."""
    assert flows("Peru ordered 24 tanks from Spain. Six have been delivered so far.") == [
        "ESP>PER armoured_vehicles agreed asserted",
        "ESP>PER armoured_vehicles transferred asserted",
    ]


def test_a_denial_that_points_back_is_a_record_beside_the_assertion(transfers: Callable[..., list[Transfer]]) -> None:
    """The denier, not the accuser, is the voice of the denial."""
    found = transfers("Kenya has sent shells to Sudan, diplomats said.\nNairobi denied the report.")
    assert [(t.factuality, t.asserted_by) for t in found] == [
        (Factuality.ASSERTED, "diplomats"),
        (Factuality.DENIED, "Kenya"),
    ]


def test_a_deal_without_direction_stays_open(flows: Callable[..., list[str]]) -> None:
    """Nothing is guessed: two parties that sign for goods of no known maker give no record."""
    assert flows("Peru and Chile signed a contract for patrol boats.") == []


def test_repeated_mentions_are_one_record(transfers: Callable[..., list[Transfer]]) -> None:
    """The second mention adds its words to the first one's evidence, its figure to the record."""
    (found,) = transfers("Oman sold radars to Chad.\nThe 12 radars that Oman sold to Chad are old.")
    assert found.quantity is not None
    assert found.quantity.value == 12
    assert len(found.evidence) == 2


def test_pages_on_other_things_have_no_transfer(flows: Callable[..., list[str]]) -> None:
    """Sport, business and film use the same verbs."""
    for text in (
        "Brazil sent on two strikers and shot five times at the goal of Chile.",
        "The film delivers its punch; the studio sold it to Netflix and bought a sequel.",
        "The government gave farmers more time and promised tax cuts.",
        "Italy received a record number of tourists from Germany in July.",
        "Fighters of both clubs trained in Spain before the bout.",
    ):
        assert flows(text) == [], text


def test_evidence_holds_the_words_of_each_cell(transfers: Callable[..., list[Transfer]]) -> None:
    """The names of supplier, recipient and goods stand inside the evidence."""
    text = "Officials say that Rwanda sent 300 rifles to the Central African Republic on May 3."
    (found,) = transfers(text)
    words = " ".join(text[start:end] for start, end in found.evidence)
    for word in ("Rwanda", "300 rifles", "Central African Republic"):
        assert word in words
    assert found.when is not None
