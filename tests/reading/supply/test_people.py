"""People who stand for their state by a pronoun, and further ways to tell of a supply, of its end and of its permits."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "China has built posts for the Tajiks and trained their police; it gave them armoured cars too.",
            {"CHN>TJK training", "CHN>TJK armoured_vehicles"},
        ),
        (
            "Chadian soldiers were at the base. French instructors trained them in the use of mortars.",
            {"FRA>TCD training"},
        ),
        ("Togolese pilots are in Izmir. They are being trained by the Turks.", {"TUR>TGO training"}),
        ("Rwandan officers came to Bangui in May. They were given rifles by the Russians.", {"RUS>RWA small_arms"}),
        (
            "Two Kenyan battalions flew to Haiti. Brazil equipped them with armoured vehicles.",
            {"BRA>KEN armoured_vehicles"},
        ),
        ("Iraqi militias have drones. They got them from Iran.", {"IRN>IRQ drones"}),
        ("Serbia builds howitzers. It has sold them to Myanmar.", {"SRB>MMR artillery"}),
        ("Russian troops fired the missiles. They were of no use.", set()),
    ],
)
def test_they_are_the_people_named_before(flows: Callable[..., list[str]], text: str, expected: set[str]) -> None:
    """The words "they" and "them" are nationals or forces where people can stand, goods where goods can."""
    assert {" ".join(flow.split()[:2]) for flow in flows(text)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Serbia will no longer buy drones from Turkey.", ["TUR>SRB drones transferred denied"]),
        ("Ottawa has approved no new arms permits for Israel.", ["CAN>ISR arms agreed denied"]),
        ("Canada issued arms licences for Qatar in May.", ["CAN>QAT arms agreed asserted"]),
        ("India is in talks with Indonesia for the sale of missiles.", ["IND>IDN missiles sought asserted"]),
        ("Indonesia is in talks with India for the purchase of missiles.", ["IND>IDN missiles sought asserted"]),
        ("Bern ended military sales to Chad in May.", ["CHE>TCD arms transferred asserted"]),
        ("Togo has bought Zola and Bayraktar drones from Turkey.", ["TUR>TGO drones transferred asserted"]),
        ("Would Oman sell Chad drones? Nobody knows.", []),
    ],
)
def test_ends_permits_and_talks(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """What is no longer done is denied, what has ended was done, a permit is an agreement to supply, talks on a sale are the seller's."""
    assert flows(text) == expected


def test_headings_that_only_part_a_list(flows: Callable[..., list[str]]) -> None:
    """A heading without a party leaves the list its title."""
    found = flows("What Spain has given Chad\nVehicles\n- 12 armoured vehicles\nOther:\n- Radars")
    assert found == ["ESP>TCD armoured_vehicles transferred asserted", "ESP>TCD sensors transferred asserted"]
