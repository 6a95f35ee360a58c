"""Lists by country: an item's label acts in it, and no item lends its parties to another."""

from collections.abc import Callable

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
