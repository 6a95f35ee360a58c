"""Lists by country: an item's label acts in it, and no item lends its parties to another."""

from collections.abc import Callable

import pytest

LIST = """Germany and others have sent aid to Moldova.
- Norway. Delivered 12 radars in May.
- Spain: 19 armoured vehicles, delivered in June.
- Poland: has promised mortars. Warsaw delivered 100 drones in May.
- Latvia. Received four howitzers from Italy.
- Russia: no weapons."""


def test_the_label_of_an_item_is_who_acts_in_it(flows: Callable[..., list[str]]) -> None:
    """Verbs without a subject and nouns without a verb take the label; a verb of getting takes it as recipient."""
    found = set(flows(LIST))
    for expected in (
        "NOR>MDA sensors transferred asserted",
        "ESP>MDA armoured_vehicles transferred asserted",
        "POL>MDA artillery agreed asserted",
        "POL>MDA drones transferred asserted",
        "ITA>LVA artillery transferred asserted",
    ):
        assert expected in found, found


def test_no_item_is_the_recipient_of_another(flows: Callable[..., list[str]]) -> None:
    """The states that head items are suppliers; none gets what another gives, and "no weapons" is no transfer."""
    assert not any(flow.split()[0].endswith((">NOR", ">ESP", ">POL", ">RUS")) for flow in flows(LIST))
    assert not any(flow.startswith("RUS>") for flow in flows(LIST))


def test_two_labelled_lines_make_no_list(flows: Callable[..., list[str]]) -> None:
    """A name before a colon is a label only where several lines have one."""
    assert flows("Chad: mortars.\nThe rest is silence.") == []


SHEET = """Factsheet: Turkish arms supplies to West Africa
Niger
- Six TB2 drones (2022)
- Armoured vehicles, at least 30
Togo
- Two Otokar armoured vehicles, delivered in March
- Radar
The last French soldiers left Niger in 2023."""


def test_title_and_headings_share_the_roles(transfers: Callable[..., list]) -> None:
    """The title tells who gives, the headings who gets; figures may follow the goods, and prose below is no item."""
    found = {
        (*t.supplier, *t.recipient, t.goods.category.value, t.quantity.value if t.quantity else None)
        for t in transfers(SHEET)
    }
    assert found == {
        ("TUR", "NER", "drones", 6),
        ("TUR", "NER", "armoured_vehicles", 30),
        ("TUR", "TGO", "armoured_vehicles", 2),
        ("TUR", "TGO", "sensors", None),
    }


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("Italy has sent Chad:\n- four patrol boats\n- 200 rifles", "ITA>TCD ships transferred asserted"),
        ("Ghana has ordered from India:\n- radars\n- six drones", "IND>GHA sensors agreed asserted"),
        ("Ukraine has asked Japan for:\n- Patriot missiles", "JPN>UKR air_defence sought asserted"),
        ("German military aid to Moldova\n- 19 Piranha armoured vehicles", "DEU>MDA armoured_vehicles transferred"),
        ("Deliveries to Togo\nTurkey has handed over six drones.", "TUR>TGO drones transferred asserted"),
    ],
)
def test_what_stands_over_a_list_tells_its_parties(flows: Callable[..., list[str]], text: str, flow: str) -> None:
    """A clause before a colon and a heading with a word of supply tell who gives and who gets below."""
    assert any(found.startswith(flow) for found in flows(text)), flows(text)


@pytest.mark.parametrize(
    "text",
    [
        "Losses of the week, Russia:\n- 12 tanks\n- 20 artillery systems",
        "Aid for Sudan: what has been delivered\n- Turkey: two field hospitals\n- Norway: 12 water trucks",
        "Russia\n- 326 intercontinental missiles\nUnited States\n- 400 Minuteman missiles",
        "Poland: 30 tanks\nGermany: 1,200 soldiers\nEstonia: 14 armoured vehicles",
    ],
)
def test_lists_that_tell_of_no_supply(flows: Callable[..., list[str]], text: str) -> None:
    """Stocks, losses, exercises and relief make no transfer, whatever is counted in them."""
    assert flows(text) == []
