"""Goods on their way: towns and ports, vessels and what they hold, firms, and goods that are postponed or passed on."""

from collections.abc import Callable

import pytest

from armstrail.records import Transfer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve Bulgarian howitzers reached Odesa last week.", ["BGR>UKR artillery transferred asserted"]),
        (
            "The third batch of Chinese tanks docked at Chittagong on Friday.",
            ["CHN>BGD armoured_vehicles transferred asserted"],
        ),
        (
            "Machine tools made in Germany and Japan still reach arms factories in Isfahan.",
            ["DEU>IRN machine_tools transferred asserted", "JPN>IRN machine_tools transferred asserted"],
        ),
        ("Six MiG-29 fighters landed at Al Jufra in May.", ["?>LBY aircraft transferred asserted"]),
        (
            "The trucks crossed into Poland carrying 155 mm shells from Spain.",
            ["ESP>POL ammunition transferred asserted"],
        ),
        (
            "A French frigate intercepted a dhow carrying Iranian rifles bound for areas of Yemen held by the Houthis.",
            ["IRN>Houthis small_arms transferred asserted"],
        ),
        (
            "The boat held 2,000 Iranian assault rifles and was headed for Houthi-controlled territory.",
            ["IRN>Houthis small_arms transferred asserted"],
        ),
        (
            "The navy found a vessel with North Korean rockets on its way to rebels in Sudan.",
            ["PRK>SDN missiles transferred asserted"],
        ),
        (
            "Chinese-made mortars were re-exported to Chad by the Emirates.",
            ["ARE>TCD artillery transferred asserted"],
        ),
        (
            "Oman is the only state to which Belarus is known to have sold these rockets.",
            ["BLR>OMN missiles transferred asserted"],
        ),
        (
            "Sweden is delaying the delivery of twelve howitzers to Ukraine by a year.",
            ["SWE>UKR artillery agreed asserted"],
        ),
        (
            "Delivery of the Spanish frigates to Morocco has been postponed until 2026.",
            ["ESP>MAR ships agreed asserted"],
        ),
        ("Moldova's president ruled out sending soldiers to Ukraine.", ["MDA>UKR personnel transferred denied"]),
        (
            "Turkish firm Baykar is to build a plant in Morocco, and has sold Rabat 13 TB2 drones.",
            ["TUR>MAR drones transferred asserted"],
        ),
        (
            "Egypt handed the Somali army rifles and mortars.",
            ["EGY>SOM artillery transferred asserted", "EGY>SOM small_arms transferred asserted"],
        ),
        ("Peru asked Rome in 2023 for reconnaissance drones to watch its borders.", ["ITA>PER drones sought asserted"]),
        (
            "Belgrade has quietly become one of Kyiv's main sources of artillery shells.",
            ["SRB>UKR ammunition transferred asserted"],
        ),
        (
            "Tehran is expecting the first Su-35 fighter jets from Russia next year.",
            ["RUS>IRN aircraft agreed asserted"],
        ),
        (
            "Altyn Trade, a firm in Bishkek, was set up soon after the invasion of Ukraine. It bought 48 lathes for arms from Taiwan.",
            ["TWN>Altyn Trade machine_tools transferred asserted"],
        ),
        ("Kyiv received from Oslo two Hawk batteries.", ["NOR>UKR air_defence transferred asserted"]),
        (
            "A group of Malian pilots is being trained in Russia for the army.",
            ["RUS>MLI training transferred asserted"],
        ),
        (
            "The sanctions hit a trader, Blue Crescent FZE. Blue Crescent shipped 300 microchips to a plant in Izhevsk.",
            ["Blue Crescent FZE>RUS semiconductors transferred asserted"],
        ),
        (
            "Prosecutors said the owner of Delta Freight, a firm in Minsk, admitted that it sold 500 rifles to Hezbollah.",
            ["Delta Freight>Hezbollah small_arms transferred asserted"],
        ),
        (
            "Iran had sent rifles to Hezbollah before. The trader Marko Ilic sold 500 machine guns to Hezbollah, police said.",
            ["?>Hezbollah small_arms transferred asserted", "IRN>Hezbollah small_arms transferred asserted"],
        ),
        (
            "According to Tokyo, North Korea accounts for half of the shells that Russia fires.",
            ["PRK>RUS ammunition transferred asserted"],
        ),
        ("Serbia secretly planned to build 2,000 rockets for Azerbaijan.", ["SRB>AZE missiles agreed asserted"]),
        ("Egypt makes shells and rockets.", []),
        ("Peru opted for 24 Gripen fighters from Sweden.", ["SWE>PER aircraft agreed asserted"]),
        ("Oman selected Turkey's Altay tank.", ["TUR>OMN armoured_vehicles agreed asserted"]),
        (
            "Switzerland barred Germany from sending Swiss-made rounds to Ukraine.",
            ["DEU>UKR ammunition transferred denied"],
        ),
        ("Berlin vetoed the sale of Eurofighters to Turkey in 2023.", ["DEU>TUR aircraft transferred denied"]),
        ("Germany gave up plans to sell tanks to Saudi Arabia.", ["DEU>SAU armoured_vehicles agreed denied"]),
        (
            "The sale of 60 tanks by Jordan to the Philippines fell through.",
            ["JOR>PHL armoured_vehicles transferred denied"],
        ),
        ("Niger is said to be negotiating the sale of uranium to Iran.", ["NER>IRN nuclear transferred possible"]),
        (
            "Kenya's and Turkey's ministers met. The ministers signed a pact on training Kenyan pilots in Turkey.",
            ["TUR>KEN training agreed asserted"],
        ),
        (
            "Denmark bought 19 howitzers from Israel and gave them to Ukraine.",
            ["DNK>UKR artillery transferred asserted", "ISR>DNK artillery transferred asserted"],
        ),
        (
            "Rwanda was accused by Kinshasa last month of sending rockets to the M23.",
            ["RWA>M23 missiles transferred asserted"],
        ),
        (
            "Sudan broke off ties with Chad, accusing it of sending drones to the RSF.",
            ["TCD>Rapid Support Forces drones transferred asserted"],
        ),
        (
            "The RSF holds Nyala. Chad shipped ammunition to the paramilitaries in May.",
            ["TCD>Rapid Support Forces ammunition transferred asserted"],
        ),
    ],
)
def test_sentence(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """Supplier, recipient, category, stage and factuality of every transfer of the sentence, and no other."""
    assert flows(text) == expected


@pytest.mark.parametrize(
    ("text", "goods", "count"),
    [
        ("Croatia agreed to give Kyiv 14 Mi-8 helicopters.", "Mi-8 helicopters", 14),
        ("Canada promised Kyiv 50 armoured cars.", "armoured cars", 50),
        ("The first of 250 Korean tanks reached Szczecin in June.", "Korean tanks", None),
        ("Belgrade is one of the largest suppliers of shells to Israel.", "shells", None),
        ("Czechia will send between 50,000 and 100,000 shells to Ukraine.", "shells", 50_000),
        ("Iran sold Mali 200 or 300 drones.", "drones", 200),
    ],
)
def test_count_after_an_indirect_object(
    transfers: Callable[..., list[Transfer]], text: str, goods: str, count: int | None
) -> None:
    """A figure after the name of who gets the goods counts them, and the name is no part of their words."""
    (found,) = transfers(text)
    assert found.goods.text == goods
    assert (found.quantity.value if found.quantity else None) == count


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Serbia sold Israel $12 million worth of rockets in 2022.", 12_000_000, "USD"),
        ("Turkey's exports of drones to Ethiopia rose to $51 million last year.", 51_000_000, "USD"),
        ("Thirty-two Angolan pilots were trained in Russia for the air force.", 32, "pilots"),
    ],
)
def test_measures(transfers: Callable[..., list[Transfer]], text: str, value: int, unit: str) -> None:
    """Goods that nobody counts are measured by their worth; those who are taught are counted, in words too."""
    (found,) = transfers(text)
    assert (found.quantity.value, found.quantity.unit) == (value, unit)


def test_price_of_a_deal_is_no_quantity(transfers: Callable[..., list[Transfer]]) -> None:
    """What a contract costs counts no goods."""
    (found,) = transfers("Egypt signed a contract worth $600 million for rockets from France.")
    assert found.quantity is None


def test_charges_in_the_plural_are_those_against_the_denier(flows: Callable[..., list[str]]) -> None:
    """Of several supplies spoken of, "rejected the claims" denies those in which the denier supplies."""
    text = (
        "Iran has sent missiles to Russia, London said.\n"
        "In return Moscow is giving Tehran satellites, it added.\n"
        "Iran's embassy rejected the claims."
    )
    assert flows(text) == [
        "IRN>RUS missiles transferred asserted",
        "IRN>RUS missiles transferred denied",
        "RUS>IRN satellites transferred asserted",
    ]


def test_amounts_in_excess_are_counted(flows: Callable[..., list[str]]) -> None:
    """What is delivered "in excess of" a number is an object, in quotation marks or not."""
    assert flows("Togo delivered in excess of 200 mortars to Chad.") == ["TGO>TCD artillery transferred asserted"]
    assert flows('Togo has sent "in excess of 200" radars to Chad.') == ["TGO>TCD sensors transferred asserted"]
