"""Who denies or confirms, behind a comma, what was told; who says nothing; what somebody calls a thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

PAIRS = [
    (
        "Amnesty on Tuesday accused both armies of shelling homes, a charge that Baku rejected.",
        ("Amnesty", "accuse", "both armies of shelling homes"),
        ("Azerbaijan", "deny", "a charge"),
    ),
    (
        "Lima says Quito has diverted the river, something Quito denies.",
        ("Peru", "state", "Quito has diverted the river"),
        ("Ecuador", "deny", "something"),
    ),
    (
        "Opposition parties say the ferry was unsafe, an allegation the owner's lawyers dispute.",
        ("Opposition parties", "state", "the ferry was unsafe"),
        ("owner's lawyers", "deny", "an allegation"),
    ),
    (
        "The plant makes fuses, according to the union, something the ministry of industry has not confirmed.",
        ("union", "state", "The plant makes fuses"),
        ("ministry of industry", "state", "something"),
    ),
    (
        "Auditors say the two brothers bought the pumps in Vienna – claims both men deny – and shipped them to Minsk.",
        ("Auditors", "state", "the two brothers bought the pumps in Vienna / and shipped them to Minsk"),
        ("men", "deny", "claims"),
    ),
    (
        "Experts say the jets came from Russia, which Moscow has denied.",
        ("Experts", "state", "the jets came from Russia"),
        ("Russia", "deny", "the jets came from Russia"),
    ),
]


@pytest.mark.parametrize(("text", "told", "answered"), PAIRS)
def test_what_is_told_and_who_denies_it_stand_side_by_side(
    said: Callable, text: str, told: tuple, answered: tuple
) -> None:
    """The rejoinder is a statement of its own, and no part of what it answers; neither is the channel of the other."""
    found = said(text)
    assert [(one.speaker, one.statement.act, one.content) for one in found] == [told, answered]
    assert all(not one.statement.via for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Ankara has not commented on the claim.",
        "The yard sold the boats in spring without saying who had paid for them.",
    ],
)
def test_silence_is_no_statement(said: Callable, text: str) -> None:
    """Who says nothing of a thing states nothing."""
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The minister would neither confirm nor deny that the crates had left the port.",
        "The court did not deny that the files existed.",
        "The general never denied selling the rifles.",
        "The spokesman declined to say whether the bridge would be repaired.",
    ],
)
def test_who_only_does_not_deny_or_declines_to_say_denies_nothing(only: Callable, text: str) -> None:
    """A denial on the register is one that somebody made."""
    assert only(text).statement.act == "state"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The army seized what it called a rebel arms dump near Goma.", "army", "a rebel arms dump near Goma"),
        (
            "State television showed footage of what it described as captured boats.",
            "State television",
            "captured boats",
        ),
        (
            "The firm, in what analysts termed an admission of defeat, dropped its bid.",
            "analysts",
            "an admission of defeat",
        ),
    ],
)
def test_what_somebody_calls_a_thing(only: Callable, text: str, speaker: str, content: str) -> None:
    """A name given to a thing in passing is a statement of who gives it."""
    one = only(text)
    assert (one.speaker, one.content) == (speaker, content)


def test_a_paper_seen_by_an_agency_is_its_authors(only: Callable) -> None:
    """Who saw a report is no part of who speaks in it."""
    one = only(
        "A report by a panel of experts seen by the news agency on Tuesday says that two cargo planes landed in May."
    )
    assert one.speaker == "panel of experts"


def test_their_lawyer_is_not_the_nearest_states(said: Callable) -> None:
    """A plural pronoun looks to several who are named, not to the one state in the sentence."""
    names = {
        one.speaker for one in said("The three men deny selling sonar sets to Norway, their lawyer told the court.")
    }
    assert names == {"their lawyer", "three men"}


CALLED = [
    (
        'Inspectors say the vessel carried fuses, a claim the owners called "made up from first word to last".',
        ("owners", "deny", 'a claim / "made up from first word to last"'),
    ),
    (
        "The ministry says Tirana sold the mortars, which Albania's embassy described as absurd.",
        ("Albania's embassy", "deny", "absurd"),
    ),
    (
        "Chisinau shut the border crossing, a step Kyiv's envoy described as hasty.",
        ("Ukraine's envoy", "state", "hasty"),
    ),
    (
        "Accra labelled reports of a secret arms depot fake news.",
        ("Ghana", "deny", "reports of a secret arms depot fake news"),
    ),
    (
        "The premier waved away suggestions that the guns were resold.",
        ("premier", "deny", "suggestions that the guns were resold"),
    ),
    ("Lome shrugged off the accusations.", ("Togo", "deny", "the accusations")),
]


@pytest.mark.parametrize(("text", "answered"), CALLED)
def test_calling_it_untrue_denies_it(said: Callable, text: str, answered: tuple) -> None:
    """Who calls what was told a lie, or brushes it aside, denies it; another name for a step is only a statement."""
    one = said(text)[-1]
    assert (one.speaker, one.statement.act, one.content) == answered


@pytest.mark.parametrize(
    "text",
    [
        "The palace still will not confirm it.",
        "Hanoi has not confirmed the delivery of the boats.",
        "The envoy, when asked about the boats, neither confirmed nor denied it.",
    ],
)
def test_what_nobody_confirms_is_not_said(said: Callable, text: str) -> None:
    """Neither confirming nor denying states nothing."""
    assert said(text) == []
