"""Several goods and several parties in one clause, make told by "be", and clauses that parsers join to the wrong one."""

from collections.abc import Callable

import pytest

from armstrail.records import Transfer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ghana has ordered mortars from Serbia and patrol boats from Greece.",
            ["GRC>GHA ships agreed asserted", "SRB>GHA artillery agreed asserted"],
        ),
        (
            "The exporter's permits that Oslo granted in May cover rifles for Chile and radars for Peru.",
            ["NOR>CHL small_arms agreed asserted", "NOR>PER sensors agreed asserted"],
        ),
        (
            "Bolivia flies Chinese trainer jets and Brazilian helicopters, and Uruguay uses Israeli drones.",
            [
                "BRA>BOL aircraft transferred asserted",
                "CHN>BOL aircraft transferred asserted",
                "ISR>URY drones transferred asserted",
            ],
        ),
    ],
)
def test_each_goods_has_its_own_party(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """Goods coupled with a party of their own are not crossed with the others."""
    assert flows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Most of the mines that Chadian sappers lay are Bulgarian.", ["BGR>TCD ammunition transferred asserted"]),
        (
            "Half of the howitzers used by the Malian army are of Chinese make.",
            ["CHN>MLI artillery transferred asserted"],
        ),
        ("The howitzers on show in the park are Swedish.", []),
    ],
)
def test_make_told_by_be(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """Goods in somebody's hands that are said to be of another's make were supplied; goods in nobody's hands tell nothing."""
    assert flows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Spain impounded 300 pistols that Turkey was shipping to Somalia and plans to hand them to Kenya.",
            ["ESP>KEN small_arms agreed asserted", "TUR>SOM small_arms transferred asserted"],
        ),
        ("Jordan's new frigate, built in a yard in Denmark, arrived in Aqaba.", ["DNK>JOR ships transferred asserted"]),
        ("Peru's coast guard took over a cutter built by South Korea.", ["KOR>PER ships transferred asserted"]),
        ("Peru's army took over the tanks on Monday.", []),
        ("Iran to Sudan drones sold, reported the newspaper.", ["IRN>SDN drones transferred asserted"]),
        ("Oslo has located 90 howitzers abroad for Ukraine.", ["NOR>UKR artillery agreed asserted"]),
        ("Customs found 90 howitzers for Ukraine.", []),
        (
            "The freighter, which had left the port of Varna with 300 tonnes of shells, was on its way to Lagos.",
            ["BGR>NGA ammunition transferred asserted"],
        ),
        (
            "The agency approved the sale to the Government of Peru of 12 Stryker vehicles.",
            ["?>PER armoured_vehicles agreed asserted"],
        ),
        ("What would follow if Oslo sold Chad its howitzers?", []),
        ("A trader in the bazaar sells Chinese pistols to anyone.", []),
        ("Nairobi accepted after Ankara had offered to teach its pilots.", ["TUR>KEN training transferred possible"]),
        (
            "Managers of a Swedish firm are accused of selling Iran lathes.",
            ["SWE>IRN machine_tools transferred asserted"],
        ),
        ("Microchips from Taiwan turned up in Russian missiles.", ["TWN>RUS semiconductors transferred asserted"]),
    ],
)
def test_clauses_that_hide_a_party(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """Roles are found where the parser joins a clause to the wrong verb, the verb stands last, or the goods' builder gives."""
    assert flows(text) == expected


def test_what_another_is_told_to_believe(transfers: Callable[..., list[Transfer]]) -> None:
    """Who believes it asserts it, not who tells of the belief."""
    found = transfers("Oslo believes that Chad has sold rifles to Mali, two diplomats said.")
    assert [(t.asserted_by, t.factuality.value) for t in found] == [("Norway", "possible")]


def test_a_purchase_announced_is_done(transfers: Callable[..., list[Transfer]]) -> None:
    """What an announcement tells in the past is no plan."""
    found = transfers("Peru announced that it had bought six radars from Spain.")
    assert [t.stage.value for t in found] == ["transferred"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Last year's exports of radars to Jordan and rifles to Peru were approved by Madrid.",
            ["ESP>JOR sensors agreed asserted", "ESP>PER small_arms agreed asserted"],
        ),
        (
            "Oslo gave Latvia 30 refurbished M109 howitzers.",
            ["NOR>LVA artillery transferred asserted"],
        ),
        (
            "The batch comprises 900 rifles and was flown from Zagreb to Erbil.",
            ["HRV>IRQ small_arms transferred asserted"],
        ),
        ("Liberia paid for a load of Serbian rifles.", ["SRB>LBR small_arms agreed asserted"]),
        ("The film tells how Oman sold Chad tanks.", []),
        ("Spanish instructors will come to Chad to train its army.", ["ESP>TCD training agreed asserted"]),
        ("Izmir Shipyard will build four frigates for Turkey.", []),
        ("The airline bought six passenger jets from France for Kenya.", []),
        ("Rome notified parliament of the sale of 20 helicopters to Oman.", ["ITA>OMN aircraft transferred asserted"]),
        (
            "The rifles are handed out by Mali's army, which gets them, like its boots, from Turkey.",
            ["MLI>? small_arms transferred asserted", "TUR>MLI small_arms transferred asserted"],
        ),
    ],
)
def test_goods_and_parties_told_elsewhere(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """Parties are found behind each of several goods, in a clause that goes on, and by the town in a yard's name; a film's
    deals, a firm's own state and airliners are no transfers.
    """
    assert flows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oman's deal with Navantia for five corvettes was signed in May.", ["Navantia>OMN ships agreed asserted"]),
        ("Spare parts for Peru's jets came from Spain.", ["ESP>PER aircraft transferred asserted"]),
        ("The decree forbade the firm to export drones to Mali.", ["?>MLI drones transferred denied"]),
        ("Dozens of mercenaries left Mali for Chad.", []),
        ("Chile paid Spain four million euros for nine radars.", ["ESP>CHL sensors agreed asserted"]),
        (
            "Oman and Peru are negotiating an order for howitzers.",
            [],
        ),
        (
            "Mali waits. The EU will pay it two million euros and Washington will send it radars.",
            ["European Union>MLI funds agreed asserted", "USA>MLI sensors agreed asserted"],
        ),
    ],
)
def test_deals_and_parts(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """In a deal with a firm the firm supplies; parts go to whose weapons they are for; a deal of two that leaves open who sells
    is none; forces that leave are no supply.
    """
    assert flows(text) == expected


def test_what_is_owed_and_what_a_donor_pays_for(flows: Callable[..., list[str]]) -> None:
    """Arms that are owed are ordered and not yet given; who pays for another's arms does not get them."""
    assert flows("Serbia still owes Kenya mortars for which it had paid in May.") == [
        "SRB>KEN artillery agreed asserted"
    ]
    assert flows("Norway is paying for 14 refurbished tanks.") == []
    assert flows("Norway paid for 14 Spanish tanks for Chad.") == ["ESP>TCD armoured_vehicles agreed asserted"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenya looks to Ankara for drones and to Prague for howitzers.",
            ["CZE>KEN artillery sought asserted", "TUR>KEN drones sought asserted"],
        ),
        (
            "Canada has supplied Latvia with nine radars, and Poland 18 howitzers.",
            ["CAN>LVA sensors transferred asserted", "POL>LVA artillery transferred asserted"],
        ),
        ("Spain has built Norway four frigates.", ["ESP>NOR ships transferred asserted"]),
        ("Peru's six jets were ordered from France in May.", ["FRA>PER aircraft agreed asserted"]),
        ("Ghana showed its new Chinese howitzers.", []),
        ("Oslo will send Kyiv Gepard ammunition.", ["NOR>UKR ammunition agreed asserted"]),
        ("The police got a water cannon from Spain.", []),
    ],
)
def test_gapped_and_paired_clauses(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """Givers and goods that alternate are paired, also where the verb is said once; what is fired is ammunition whatever the
    weapon's name; a possessor gets what is ordered for him.
    """
    assert flows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya asked Turkey for a licence to produce drones.", ["TUR>KEN technology sought asserted"]),
        (
            "The navy found rockets that were on their way from Syria to Benghazi.",
            ["SYR>LBY missiles transferred asserted"],
        ),
        ("Peru is in talks with a Spanish shipyard over two frigates.", ["ESP>PER ships sought asserted"]),
        ("Peru is in talks with Spain over two frigates.", ["ESP>? ships sought asserted"]),
    ],
)
def test_licences_cargoes_and_talks(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """The right to make arms is know-how; a cargo on its way has two ends; who talks with a yard wants its ships."""
    assert flows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Brazil supplied some 70 percent of Peru's arms imports between 2016 and 2020.",
        "Brazil provided most of Peru's imported weapons.",
        "Brazil made up half of Peru's arms imports.",
    ],
)
def test_a_share_of_what_somebody_imports_went_to_him(flows: Callable[..., list[str]], text: str) -> None:
    """Whose imports they are gets them, not whom the page speaks of."""
    assert flows(text) == ["BRA>PER arms transferred asserted"]


def test_the_nearer_of_two_subjects_does_it(flows: Callable[..., list[str]]) -> None:
    """A body that published papers "according to which" another got arms did not get them."""
    text = (
        "The Investigations Office of the Ministry of Justice of Peru published on Tuesday, May 14, customs papers of five "
        "yards making masts and hulls, according to which Chile has received 12 radars from Norway."
    )
    assert flows(text) == ["NOR>CHL sensors transferred asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "The drama began when Oman sold 20 tanks to Chad.",
        "In the game of power, Oman sold tanks to Chad.",
        "The plot of the ministry told how Oman sold tanks to Chad.",
        "In the latest episode, Oman sold 20 tanks to Chad.",
    ],
)
def test_what_is_likened_to_a_story_is_none(flows: Callable[..., list[str]], text: str) -> None:
    """Dramas, games and plots of politics are no fiction."""
    assert [flow.split()[0] for flow in flows(text)] == ["OMN>TCD"]
