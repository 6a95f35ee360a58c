"""Events: type, participants, time, factuality; one record an occasion."""

from collections.abc import Callable

import pytest

from armstrail.language import Analysis
from armstrail.reading.events import find_events
from armstrail.records import Event


def events(analysed: Callable[..., Analysis], text: str) -> list[Event]:
    return list(find_events(analysed(text), ()))


def short(event: Event) -> str:
    when = f" {event.when.start}" if event.when else ""
    return f"{event.type} {'+'.join(event.participants)} {event.factuality}{when}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Turkish President Recep Tayyip Erdogan met Serbian President Aleksandar Vucic in Belgrade on May 3, 2024.",
            ["meeting Recep Tayyip Erdogan+TUR+Aleksandar Vucic+SRB asserted 2024-05-03"],
        ),
        ("Egypt and Ethiopia will hold talks in Cairo on June 2, 2024.", ["meeting EGY+ETH asserted 2024-06-02"]),
        ("Canada imposed sanctions on two Burmese firms on May 2, 2024.", ["measure CAN asserted 2024-05-02"]),
        ("Sudanese forces fired rockets at Khartoum on May 4, 2024.", ["use SDN asserted 2024-05-04"]),
        ("North Korea test-fired two ballistic missiles on May 6, 2024.", ["test PRK asserted 2024-05-06"]),
        ("France deployed Rafale jets to Romania in April 2024.", ["deployment FRA asserted 2024-04-01"]),
        ("India and Armenia signed a defence pact on May 7, 2024.", ["agreement IND+ARM asserted 2024-05-07"]),
        ("The minister visited a school.", []),
    ],
)
def test_simple_events(analysed: Callable[..., Analysis], text: str, expected: list[str]) -> None:
    """Type, participants, factuality and first day of plain clauses."""
    assert [short(event) for event in events(analysed, text)] == expected


def test_an_occasion_is_one_record(analysed: Callable[..., Analysis]) -> None:
    """A summit that is named again adds evidence to its record, not a record."""
    found = events(
        analysed,
        "Egypt and Ethiopia held a summit in Cairo on May 2, 2024.\nThe summit between Egypt and Ethiopia lasted an hour.",
    )
    assert len(found) == 1
    assert len(found[0].evidence) > 1


def test_each_dated_measure_is_one(analysed: Callable[..., Analysis]) -> None:
    """Measures of one verb on different days are measures of their own; a day within its month is not another."""
    text = "Canada sanctioned two Burmese firms in January 2024 and a Chadian carrier on March 2, 2024."
    assert [short(event) for event in events(analysed, text)] == [
        "measure CAN asserted 2024-01-01",
        "measure CAN asserted 2024-03-02",
    ]


def test_a_visit_and_the_meeting_at_it_share_a_day(analysed: Callable[..., Analysis]) -> None:
    """The pair "visited Tirana on Monday and met ..." has one day."""
    text = "Serbian President Aleksandar Vucic visited Tirana on May 6, 2024 and met Prime Minister Edi Rama."
    days = {event.type: event.when.start.isoformat() for event in events(analysed, text) if event.when}
    assert days == {"visit": "2024-05-06", "meeting": "2024-05-06"}


def test_a_strike_is_of_the_day_on_which_it_killed(analysed: Callable[..., Analysis]) -> None:
    """What a deed works is of the deed's day."""
    found = events(analysed, "On May 7, 2024, a Sudanese drone strike on a market killed ten people.")
    assert [short(event) for event in found] == ["use SDN asserted 2024-05-07"]


def test_a_running_report_tells_of_its_day(analysed: Callable[..., Analysis]) -> None:
    """On a page of entries with clock times the present and the perfect tell of the day; elsewhere they tell of none."""
    entry = "Canada has imposed sanctions on two Burmese firms."
    assert [short(event) for event in events(analysed, entry)] == ["measure CAN asserted"]
    running = f"18:42 Tanks arrive\n{entry}\n16:10 Rain in Ottawa\n11:05 Good morning"
    assert [short(event) for event in events(analysed, running)] == ["measure CAN asserted 2024-05-15"]


def test_forces_loyal_to_a_government_act_for_it(analysed: Callable[..., Analysis]) -> None:
    """A seizure by forces loyal to a state's government is that state's."""
    found = events(analysed, "Forces loyal to Yemen's government have seized 800 rifles from China.")
    assert [short(event) for event in found] == ["measure YEM asserted"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Australia put 20 vessels on its sanctions list on May 2, 2024.", ["measure AUS asserted 2024-05-02"]),
        (
            "Four firms were added to the U.S. entity list on May 2, 2024, for selling missile parts.",
            ["measure USA asserted 2024-05-02"],
        ),
        (
            "China added eight firms to its export control list over arms on May 2, 2024.",
            ["measure CHN asserted 2024-05-02"],
        ),
        (
            "The Netherlands expelled four military attaches on May 2, 2024.",
            ["measure NLD asserted 2024-05-02"],
        ),
        (
            "The EU hit three Emirati firms with sanctions on May 3, 2024.",
            ["measure European Union asserted 2024-05-03"],
        ),
        (
            "The Netherlands suspended 12 of its 60 export permits for arms to Turkey on May 4, 2024.",
            ["measure NLD asserted 2024-05-04"],
        ),
        (
            "The Commerce Department added four chip makers to its Entity List.",
            ["measure Commerce Department+USA asserted"],
        ),
        ("Britain approved licences for arms worth a million pounds.", []),
        ("North Korea fired two rockets into the sea on May 6, 2024.", ["test PRK asserted 2024-05-06"]),
        (
            "Rebels accuse the Ethiopian air force of killing 12 villagers in a drone strike on a school on May 3, 2024.",
            ["use ETH asserted 2024-05-03"],
        ),
        ("NATO ships held drills in the Baltic Sea on May 7, 2024.", ["exercise NATO asserted 2024-05-07"]),
    ],
)
def test_lists_permits_and_deeds(analysed: Callable[..., Analysis], text: str, expected: list[str]) -> None:
    """Measures by listing and by permits, a launch into the sea as a test, a strike told by those whom it killed."""
    assert [short(event) for event in events(analysed, text)] == expected


def test_weapons_that_a_pronoun_stands_for(analysed: Callable[..., Analysis]) -> None:
    """Those used in "bought drones and used them" are the drones."""
    (found,) = events(analysed, "Algeria bought eight drones in 2019 and used them on May 6, 2024 in raids on Kidal.")
    assert (found.type, found.participants, found.object) == ("use", ("DZA",), "drones")


def test_a_minister_named_behind_his_ministry_takes_part(analysed: Callable[..., Analysis]) -> None:
    """The name that the parser hangs on "of Defence" is who goes; a day behind "next week" is one of that week."""
    (visit,) = events(analysed, "Minister of Defence Kerem Aydin will go to Qatar next week, on Tuesday.")
    assert visit.participants == ("Kerem Aydin", "TUR")[: len(visit.participants)]
    assert str(visit.when.start if visit.when else None) == "2024-05-21"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenya's coast guard detained a Panama-flagged freighter off Lamu on May 3, 2024.",
            ["measure coast guard+KEN asserted 2024-05-03"],
        ),
        ("Bern revoked the export licence of a drone maker on May 3, 2024.", ["measure CHE asserted 2024-05-03"]),
        ("Latvian airspace was closed to drones on May 3, 2024.", ["measure LVA asserted 2024-05-03"]),
        ("Finland froze the accounts of a missile broker on May 3, 2024.", ["measure FIN asserted 2024-05-03"]),
        (
            "Romanian prosecutors charged a Moldovan broker with smuggling grenades on May 3, 2024.",
            ["measure ROU asserted 2024-05-03"],
        ),
        ("Peru's ban on drone exports took effect on May 3, 2024.", ["measure PER asserted 2024-05-03"]),
        ("Ghana's seizure of 90 rifles on May 3, 2024 angered the dealers.", ["measure GHA asserted 2024-05-03"]),
        ("Nobody sees an appetite for widening the arms embargo.", []),
        ("A jury in Lyon convicted a baker of fraud.", []),
    ],
)
def test_measures_of_many_kinds(analysed: Callable[..., Analysis], text: str, expected: list[str]) -> None:
    """Ships held, licences revoked, airspace closed, accounts frozen, brokers charged: who does it, and when."""
    assert [short(event) for event in events(analysed, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Three battalions of Ghanaian troops have been stationed in Benin since May 2024.",
            ["deployment GHA asserted 2024-05-01"],
        ),
        ("The first Fijian soldiers landed in Honiara on May 3, 2024.", ["deployment FJI asserted 2024-05-03"]),
        ("Ethiopian units are at the front.", ["deployment ETH asserted"]),
        ("The soldiers are in a good mood.", []),
        (
            "Exercise Desert Shield 2024 began on May 3, 2024 with 900 soldiers from Oman and India.",
            ["exercise OMN+IND asserted 2024-05-03"],
        ),
        ("The school held a fire drill on May 3, 2024.", []),
    ],
)
def test_forces_abroad_and_at_practice(analysed: Callable[..., Analysis], text: str, expected: list[str]) -> None:
    """Forces that arrive or stand abroad are deployed; exercises may bear only their name."""
    assert [short(event) for event in events(analysed, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran fired two ballistic missiles off its south coast on May 3, 2024.", ["test IRN asserted 2024-05-03"]),
        ("Yemen fired two anti-ship missiles at a tanker on May 3, 2024.", ["use YEM asserted 2024-05-03"]),
        ("A Pakistani rocket lifted off from the range on May 3, 2024.", ["test PAK asserted 2024-05-03"]),
        ("Jordan shot down 40 Iranian drones on May 3, 2024.", ["use IRN asserted 2024-05-03"]),
        ("A Houthi missile slammed into the freighter on May 3, 2024.", ["use Houthis asserted 2024-05-03"]),
        ("The drone crashed on May 3, 2024.", []),
    ],
)
def test_weapons_in_the_air(analysed: Callable[..., Analysis], text: str, expected: list[str]) -> None:
    """A shot off one's own coast is a test; what is shot down or comes down on a target was used by its owner."""
    assert [short(event) for event in events(analysed, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Defence Minister Ann Lee of Fiji hosted her Tongan counterpart Sione Vea in Suva on May 3, 2024.",
            ["meeting Ann Lee+FJI+Sione Vea+TON asserted 2024-05-03"],
        ),
        (
            "The UN Security Council held a closed session on Sudan on May 3, 2024.",
            ["meeting UN Security Council asserted 2024-05-03"],
        ),
        (
            "A summit of Chad and Niger that was planned for May 3, 2024 has been cancelled.",
            ["meeting TCD+NER denied 2024-05-03"],
        ),
        (
            "Egyptian Foreign Minister Omar Aziz spoke by video link with Oman on May 3, 2024.",
            ["call Omar Aziz+EGY+OMN asserted 2024-05-03"],
        ),
        (
            "Chad's army chief Ali Deby is due in Cairo on May 3, 2024.",
            ["visit Ali Deby+TCD asserted 2024-05-03"],
        ),
        (
            "Gabon ratified its defence pact with Spain on May 3, 2024.",
            ["agreement GAB+ESP asserted 2024-05-03"],
        ),
        ("Gabon ended a defence pact with Spain on May 3, 2024.", ["agreement GAB+ESP asserted 2024-05-03"]),
        ("The minister briefed the press on the missiles.", []),
        ("The general is in Cairo.", []),
    ],
)
def test_encounters_and_pacts(analysed: Callable[..., Analysis], text: str, expected: list[str]) -> None:
    """Counterparts by name, bodies that meet, calls by video, persons who are due, pacts ratified and ended."""
    assert [short(event) for event in events(analysed, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Malian experts found fragments of a drone near Gao on May 3, 2024.", ["evidence MLI asserted 2024-05-03"]),
        (
            "Kuwaiti prosecutors displayed the debris of a rocket that struck a camp on May 3, 2024.",
            ["evidence KWT asserted"],
        ),
        ("Several governments released footage of the rockets.", []),
    ],
)
def test_evidence_of_weapons(analysed: Callable[..., Analysis], text: str, expected: list[str]) -> None:
    """Remains that experts find are evidence; the day of the strike is not the day of the showing."""
    found = [short(event) for event in events(analysed, text) if event.type == "evidence"]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oslo listed the network as a terrorist organisation on May 3, 2024.", ["measure NOR asserted 2024-05-03"]),
        (
            "Peru barred nine arms brokers from entering the country on May 3, 2024.",
            ["measure PER asserted 2024-05-03"],
        ),
        ("Peru proposed a ban on drone exports on May 3, 2024.", ["measure PER possible 2024-05-03"]),
        ("Britain has kept 600 troops in Estonia since May 2022.", ["deployment GBR asserted 2022-05-01"]),
        ("Navy commandos boarded a dhow with rockets on May 3, 2024.", ["measure Navy commandos asserted 2024-05-03"]),
        ("The dhow with rockets was boarded by sailors.", []),
        ("Laos detected the launch of a missile.", []),
        ("Iran launched a satellite on May 3, 2024.", ["test IRN asserted 2024-05-03"]),
        (
            "Ghana sent 200 soldiers to Mali on May 3, 2024 and 90 policemen to Chad on May 9, 2024.",
            ["deployment GHA asserted 2024-05-03"],
        ),
    ],
)
def test_what_bodies_and_forces_do(analysed: Callable[..., Analysis], text: str, expected: list[str]) -> None:
    """Bodies listed, people barred, proposals, forces kept abroad; men without a name or state are nobody in particular."""
    assert [short(event) for event in events(analysed, text)][:1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ghana bought ten tanks under a contract signed on May 3, 2024 in Accra.",
            "agreement GHA asserted 2024-05-03",
        ),
        (
            "The ratification of the defence pact between Chad and Oman was put off.",
            "agreement TCD+OMN asserted",
        ),
        ("Peru suspended its participation in the treaty on May 3, 2024.", "agreement PER asserted 2024-05-03"),
        ("Talks between Chad and Sudan on May 3, 2024 collapsed.", "meeting TCD+SDN asserted 2024-05-03"),
        (
            "Foreign Minister Ann Lee of Fiji is expected in Oslo on May 3, 2024.",
            "visit Ann Lee+FJI asserted 2024-05-03",
        ),
        (
            "Kenyan police officers exhibited captured rockets in Lamu on May 3, 2024.",
            "evidence KEN asserted 2024-05-03",
        ),
        ("A Danish judge ordered the seizure of the tanker Anna on May 3, 2024.", "measure DNK asserted 2024-05-03"),
        ("The bank held consultations on May 3, 2024.", None),
    ],
)
def test_occasions_told_by_the_way(analysed: Callable[..., Analysis], text: str, expected: str | None) -> None:
    """Pacts named by their signing, talks that failed, persons expected, arms exhibited, seizures ordered."""
    found = [short(event) for event in events(analysed, text)]
    assert (expected in found) if expected else not found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chadian forces carried out an airstrike on a camp near Bol on May 3, 2024.", "use TCD asserted 2024-05-03"),
        ("The firing of phosphorus shells by Sudan on May 3, 2024 killed ten.", "use SDN asserted 2024-05-03"),
        ("Ethiopian drones killed nine people on May 3, 2024.", "use ETH asserted 2024-05-03"),
        ("Chadian and Omani jets flew a joint patrol on May 3, 2024.", "exercise TCD+OMN asserted 2024-05-03"),
        (
            "The sale of rifles was banned on May 3, 2024 by a decree of the government of Peru.",
            "measure PER asserted 2024-05-03",
        ),
        (
            "The ambassadors of the EU agreed on new sanctions on May 3, 2024.",
            "measure European Union asserted 2024-05-03",
        ),
        ("Peru tore up its defence pact with Chile on May 3, 2024.", "agreement PER+CHL asserted 2024-05-03"),
        ("The use of the hall by Oman was praised.", None),
        ("The night patrol was flown by Oman.", None),
    ],
)
def test_deeds_under_nouns(analysed: Callable[..., Analysis], text: str, expected: str | None) -> None:
    """Strikes, uses and patrols under their nouns, measures by decree, pacts torn up."""
    found = [short(event) for event in events(analysed, text)]
    assert (expected in found) if expected else not found
