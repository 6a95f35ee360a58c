"""Breaches: the rule, who is said to break it, and which transfer does."""

from collections.abc import Callable

import pytest

from armstrail.language import Analysis
from armstrail.reading.attribution import find_statements
from armstrail.reading.supply import find_transfers
from armstrail.reading.violations import find_violations
from armstrail.records import Violation


def violations(analysed: Callable[..., Analysis], text: str) -> list[Violation]:
    analysis = analysed(text)
    return list(find_violations(analysis, (), find_transfers(analysis, ())))


@pytest.mark.parametrize(
    ("text", "rule", "by", "factuality"),
    [
        ("Turkey has violated the UN arms embargo, Athens said.", "UN arms embargo", ("TUR",), "asserted"),
        (
            "Arms sales between Belarus and Syria would breach Security Council Resolution 2254.",
            "UN Security Council Resolution 2254",
            ("BLR", "SYR"),
            "possible",
        ),
        ("Drones were sent by Iran in violation of U.N. sanctions.", "UN sanctions", ("IRN",), "asserted"),
        ("Kenya accused Rwanda of flouting the arms embargo.", "arms embargo", ("RWA",), "asserted"),
        ("Chad may have broken EU sanctions by sending rifles to Mali.", "EU sanctions", ("TCD",), "possible"),
        ("Athens accused Turkey of a grave violation of the arms embargo.", "arms embargo", ("TUR",), "asserted"),
        (
            "The envoy called the shipment of rifles from Uganda a breach of resolution 2428.",
            "UN Security Council Resolution 2428",
            ("UGA",),
            "asserted",
        ),
        (
            "The transfer of tanks puts Denmark in breach of the Arms Trade Treaty.",
            "Arms Trade Treaty",
            ("DNK",),
            "asserted",
        ),
        ("The UAE's embargo-busting has cost lives at the front.", "embargo", ("ARE",), "asserted"),
        ("The army found sanctions violations by Rwanda.", "sanctions", ("RWA",), "asserted"),
        ("Iran admitted plotting to evade U.S. sanctions.", "US sanctions", ("IRN",), "asserted"),
        ("Uganda is flouting a string of UN resolutions.", "UN Security Council resolutions", ("UGA",), "asserted"),
        ("Eritrea has not complied with the arms embargo.", "arms embargo", ("ERI",), "asserted"),
        (
            "Iran handed over 20 missiles, which runs counter to obligations of Iran under resolution 2231.",
            "UN Security Council Resolution 2231",
            ("IRN",),
            "asserted",
        ),
        (
            "Prosecutors charged Ewa Lind with conspiring to violate the Arms Export Control Act.",
            "Arms Export Control Act",
            ("Ewa Lind",),
            "asserted",
        ),
        ("Mali's purchase of rifles is not a violation of any embargo.", "embargo", ("MLI",), "denied"),
        ("The claim that China violates export controls is unfounded.", "export controls", ("CHN",), "denied"),
    ],
)
def test_who_breaks_which_rule(
    analysed: Callable[..., Analysis], text: str, rule: str, by: tuple[str, ...], factuality: str
) -> None:
    """The subject of the breach, or the parties of the transfer that is its subject, with the rule by name and number."""
    found = violations(analysed, text)
    assert [(v.rule, v.by, v.factuality) for v in found] == [(rule, by, factuality)]


@pytest.mark.parametrize(
    "text",
    [
        "Serbia respects the UN arms embargo.",
        "The EU warned Serbia not to circumvent its sanctions on missiles.",
        "Germany said that it would not break the arms embargo.",
        "American officials were in Oman for talks on sanctions evasion.",
        "Finland bought drones to stop sanctions evasion in the north.",
        "Sweden must respect the arms embargo, the ambassador said.",
        "The ministers broke off the sanctions talks.",
    ],
)
def test_what_is_no_claim(analysed: Callable[..., Analysis], text: str) -> None:
    """A rule kept, a warning, a pledge, a talk on breaches and a law against them allege nothing."""
    assert violations(analysed, text) == []


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Kinshasa said Rwandan arms deliveries to the M23 flout the embargo; Kigali denies it.",
            [("asserted", "Democratic Republic of the Congo"), ("denied", "Rwanda")],
        ),
        (
            "Pretoria rejected a finding by UN experts that it had breached sanctions with its arms sales.",
            [("denied", "South Africa"), ("asserted", "UN experts")],
        ),
        (
            "Chad said Libya's arms purchases break sanctions. Libya says that they do not.",
            [("asserted", "Chad"), ("denied", "Libya")],
        ),
        ("The European Union sanctioned Oman for evading the arms embargo.", [("asserted", "European Union")]),
    ],
)
def test_who_alleges_and_who_denies(
    analysed: Callable[..., Analysis], text: str, claims: list[tuple[str, str]]
) -> None:
    """An allegation and its denial are records of their own, each with its voice."""
    analysis = analysed(text)
    statements = find_statements(analysis)
    found = find_violations(analysis, statements, find_transfers(analysis, statements))
    assert sorted((v.factuality.value, v.asserted_by or "") for v in found) == sorted(claims)


def test_a_breach_of_a_firm_is_the_firms(analysed: Callable[..., Analysis]) -> None:
    """A firm in apposition breaks the rule, not the owner of the noun beside it."""
    (found,) = violations(analysed, "Russia has a freighter; its owner, Harbour Shipping Ltd, evaded the arms embargo.")
    assert found.by == ("Harbour Shipping Ltd",)


def test_a_breach_points_at_its_transfer(analysed: Callable[..., Analysis]) -> None:
    """A claim on a transfer of the page carries its id."""
    analysis = analysed("Iran sent missiles to Yemen's Houthis. Such deliveries violate the UN arms embargo.")
    transfers = find_transfers(analysis, ())
    (found,) = find_violations(analysis, (), transfers)
    assert found.transfer == transfers[0].id
    assert found.by == ("IRN",)


def test_this_is_what_the_sentence_before_tells(analysed: Callable[..., Analysis]) -> None:
    """Who does what "this is a breach" points back to breaks the rule."""
    (found,) = violations(
        analysed, "Russia fired 70 missiles from the south. This is a clear breach of the Budapest Memorandum."
    )
    assert found.by == ("RUS",)
