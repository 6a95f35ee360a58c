"""Who stands behind a firm, whose goods a carrier moves, and for whom others buy."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        (
            "Zola Trading, a front company for the procurement arm of Iran's defence ministry, sent drone parts to Sudan.",
            "IRN>SDN drones transferred asserted",
        ),
        (
            "Dubai-based Zola Shipping, which acts on behalf of the Iranian navy, shipped missiles to Yemen.",
            "IRN>YEM missiles transferred asserted",
        ),
        (
            "Cyprus-registered Pelora Marine, which is owned by the Russian army, shipped rifles to Mali.",
            "RUS>MLI small_arms transferred asserted",
        ),
        (
            "Hong Kong-based Lanta Logistics moved crates of Iranian missile parts to Yemen.",
            "IRN>YEM missiles transferred asserted",
        ),
        (
            "Nadir Sole has bought missile guidance parts for the Houthis from traders in China.",
            "CHN>Houthis missiles transferred asserted",
        ),
        ("Two brokers have procured Turkish drones for Somalia.", "TUR>SOM drones transferred asserted"),
        ("Officials named a firm that has shipped Serbian rifles to Chad.", "SRB>TCD small_arms transferred asserted"),
    ],
)
def test_who_supplies(flows: Callable[..., list[str]], text: str, flow: str) -> None:
    """A front acts for its state, a carrier moves another's goods, a broker buys for his client."""
    assert flow in flows(text), flows(text)


@pytest.mark.parametrize(
    "text",
    [
        "Guyana wants radars from India. Brazil moved armoured vehicles to its own border.",
        "The Italian navy seized a boat off Tobruk. Turkey sent howitzers to the front.",
        "The Panel traced flights by way of Malaysia. Chad moved tanks to its garrison in the east.",
    ],
)
def test_nobody_gets_what_stays_at_home(flows: Callable[..., list[str]], text: str) -> None:
    """Goods that are moved within their own country make no transfer, whoever else is named near."""
    assert [flow for flow in flows(text) if "sought" not in flow and ">?" not in flow] == []


def test_west_africa_is_not_the_west(flows: Callable[..., list[str]]) -> None:
    """A word of the compass before a capitalised one names no party."""
    assert flows("Turkey sold drones to West Africa's Togo.") == ["TUR>TGO drones transferred asserted"]


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("Spain handed Chad 24 armoured cars Zola and three radars.", {"armoured_vehicles", "sensors"}),
        ("Spain has sent Chad 90 howitzers Zola.", {"artillery"}),
    ],
)
def test_names_behind_their_nouns(flows: Callable[..., list[str]], text: str, categories: set[str]) -> None:
    """In translated text the name of a weapon follows its noun."""
    assert {flow.split()[1] for flow in flows(text)} == categories
