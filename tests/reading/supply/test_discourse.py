"""What the page says before a clause completes it: parties, goods, direction, denials; nothing else does."""

from collections.abc import Callable

import pytest

from armstrail.records import Bound, Factuality, Transfer


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


def test_another_figure_for_the_same_supply_is_a_record_of_its_own(transfers: Callable[..., list[Transfer]]) -> None:
    """Who puts the number otherwise asserts the same flow, over the same time, with his own figure and its bound."""
    text = "Egypt has shipped 30 containers of shells to Chad since May, Niger's envoy said. Paris puts the number above 50."
    first, second = transfers(text, "2024-09-15")
    assert (second.asserted_by, second.when) == ("France", first.when)
    assert second.quantity is not None
    assert (second.quantity.value, second.quantity.unit, second.quantity.bound) == (50, "containers", Bound.AT_LEAST)
    other = "Egypt has shipped 30 guns to Chad, Niger's envoy said. Paris puts the number of dead at 50."
    assert len(transfers(other)) == 1


def test_a_late_denial_means_the_one_flow_that_the_page_tells_of(flows: Callable[..., list[str]]) -> None:
    """However far behind the claim it stands; where the page tells of two flows of the denier, nothing is guessed."""
    between = "\nThe road is long.\nIt rained.\nThe road was closed.\n"
    denial = "Ghana's representative in Geneva had dismissed the report as a fairy tale."
    claim = "Ghana has sent 40 guns to Togo, a diplomat said."
    assert "GHA>TGO artillery transferred denied" in flows(claim + between + denial)
    two = claim + "\nIt also gave Benin 12 tanks, he said."
    assert all("denied" not in flow for flow in flows(two + between + denial))


def test_an_object_pronoun_is_not_who_accuses(flows: Callable[..., list[str]]) -> None:
    """The accuser arms nobody; "the rebels" are the one armed group that the page has named."""
    text = "Fighters of M23 took a town. Congo's government broke with Uganda, accusing it of arming the rebels."
    assert flows(text) == ["UGA>M23 arms transferred asserted"]


def test_what_is_asked_is_not_asked_for(flows: Callable[..., list[str]]) -> None:
    """A question about a supply seeks none; a request does."""
    assert flows("Asked whether Peru is sending rifles to Chad, the envoy smiled.") == [
        "PER>TCD small_arms transferred possible"
    ]
    assert flows("Chad asked Peru for rifles.") == ["PER>TCD small_arms sought asserted"]


def test_goods_that_fly_are_cargo_unless_they_fly_themselves(flows: Callable[..., list[str]]) -> None:
    """Aid that "is flying, or will fly" is on its way; bombers that fly are a flight."""
    assert flows("The envoy said that lethal aid is flying, or will fly, from Chad to Niger.") == [
        "TCD>NER arms transferred asserted"
    ]
    assert flows("Two bombers flew from Chad to Niger.") == []


def test_a_tale_is_not_asserted_by_who_calls_it_one(flows: Callable[..., list[str]]) -> None:
    """A story that something was sent doubts it, a myth denies it, whatever is said of the tale."""
    assert flows("The story that rifles are sailing from Peru to Chad was written in Paris.") == [
        "PER>TCD small_arms transferred possible"
    ]
    assert flows("The myth that Peru has sent rifles to Chad is old.") == ["PER>TCD small_arms transferred denied"]


def test_who_rejects_a_claim_denies_it_and_not_the_claimant(transfers: Callable[..., list[Transfer]]) -> None:
    """The denial is the voice of who rejects, the claim that of the claimant."""
    found = transfers("Chad on Monday rejected Niger's claim that it had received shells from Peru.")
    assert [t.asserted_by for t in found if t.factuality is Factuality.DENIED] == ["Chad"]
    assert all(t.asserted_by != "Chad" for t in found if t.factuality is Factuality.ASSERTED)


def test_who_it_was_not_bought_from_is_no_supplier(flows: Callable[..., list[str]]) -> None:
    """What stands after "not from" fills no role."""
    assert flows("Peru bought 12 howitzers from Oman, not from Chad.") == ["OMN>PER artillery transferred asserted"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ghana agreed in March to supply six patrol boats to Togo.", ("2024-03-01", "2024-03-31")),
        ("Chile signed a contract on Monday to buy 12 tanks from Spain.", ("2024-05-13", "2024-05-13")),
        ("Kenya decided last week to deliver rifles to Uganda.", ("2024-05-06", "2024-05-12")),
        ("Madrid vowed on Tuesday that it would send 10 tanks to Ukraine next month.", ("2024-06-01", "2024-06-30")),
    ],
)
def test_an_agreed_supply_has_the_day_of_its_deal(
    transfers: Callable[..., list[Transfer]], text: str, days: tuple[str, str]
) -> None:
    """The day stands with the verb of the deal; where a promise is only told on a day, the delivery's own time counts."""
    (found,) = transfers(text)
    assert found.when is not None
    assert (str(found.when.start), str(found.when.end)) == days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine's navy said the enemy received 12 radars from China.", ["CHN>RUS sensors transferred asserted"]),
        ("Kyiv says that the aggressor state got mortars from Iran.", ["IRN>RUS artillery transferred asserted"]),
        ("Russia's navy said the enemy got mortars from Norway.", ["NOR>UKR artillery transferred asserted"]),
        ("Chad's army said the enemy got mortars from Sudan.", ["SDN>? artillery transferred asserted"]),
    ],
)
def test_the_enemy_is_whom_the_speaker_fights(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """Two sides of a war mean each other; whose enemy nobody can tell stays open."""
    assert flows(text) == expected
