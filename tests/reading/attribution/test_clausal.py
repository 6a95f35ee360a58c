"""What a reporting verb governs, also where the parser hangs it elsewhere, and mixed quotations."""

from __future__ import annotations

import pytest

REACH = [
    (
        "The minister told reporters at the end of a long meeting that he would resign.",
        "that he would resign",
    ),
    ("She wondered aloud if the dentist had ever seen a farm.", "if the dentist had ever seen a farm"),
    (
        "Gowdy said that claim smacked of envy, because farmers have been at the forefront of the protests.",
        "that claim smacked of envy, because farmers have been at the forefront of the protests",
    ),
    ("The panel called her vote in favour of the levy a mistake.", "her vote in favour of the levy a mistake"),
    ("Weber referred to the general as a butcher.", "the general as a butcher"),
    ("The plan has been criticised as too costly.", "The plan / too costly"),
    ("The survey found no trace of poison.", "no trace of poison"),
    ("The board hopes to open the bridge by May.", "to open the bridge by May"),
    ("The party voted to expel its chairman.", "to expel its chairman"),
    ("The judge ruled against the miners.", "the miners"),
    ("The institute put the number of dead above 10,000.", "the number of dead above 10,000"),
    (
        "The official said the bank was trying to buy bonds, a report that the lender has not answered.",
        "the bank was trying to buy bonds",
    ),
    ("The film runs for two hours and, its makers say, will be shown in May.", "will be shown in May"),
]


@pytest.mark.parametrize(("text", "content"), REACH)
def test_the_content_reaches_over_what_the_parser_parts(only, text: str, content: str) -> None:
    """Clauses behind a phrase, questions, grounds, predicates and findings belong to their cue."""
    assert only(text).content.rstrip(".") == content


MIXED = [
    (
        'Lopez tweeted in the early hours that the coach was "hopeless" and "a fraud."',
        'that the coach was "hopeless" and "a fraud."',
    ),
    (
        'He described the raid, which lasted an hour, as "a disgrace."',
        'the raid, which lasted an hour, as "a disgrace."',
    ),
    (
        'The ministry dismissed as "fantasy" a claim that the tanks were sold.',
        'as "fantasy" a claim that the tanks were sold',
    ),
    ('What he called "a small mistake" cost the bank millions.', '"a small mistake"'),
    (
        'Rossi told the paper that "they hit us with sticks. What they want is our land."',
        'that "they hit us with sticks. What they want is our land."',
    ),
    (
        'Rossi said she remembered thinking, "This is the end of the company."',
        'she remembered thinking, "This is the end of the company."',
    ),
    ('The plan, the mayor told the paper, "was dead on arrival."', "The plan / was dead on arrival."),
    ('If the vote fails, Weber said, "we will be back in May."', "If the vote fails / we will be back in May."),
    (
        'Weber said that in her village, "people are afraid," and that "nobody sleeps."',
        'that in her village, "people are afraid," and that "nobody sleeps."',
    ),
    (
        'Holm called reports of a rift "nonsense," "gossip" and "the work of idle minds."',
        'reports of a rift "nonsense," "gossip" and "the work of idle minds."',
    ),
    (
        'Weber said, for example, that the levy "kills jobs," "drives up rents," and "helps nobody."',
        'that the levy "kills jobs," "drives up rents," and "helps nobody."',
    ),
    ('It was, the president said, "a day like no other."', "It was / a day like no other."),
    ('The firm denied it had "any role whatsoever" in the deal.', 'it had "any role whatsoever" in the deal'),
]


@pytest.mark.parametrize(("text", "content"), MIXED)
def test_quoted_pieces_inside_the_pages_own_clause(only, text: str, content: str) -> None:
    """The whole clause is the content and the statement is mixed."""
    one = only(text)
    assert (one.content, one.statement.quote) == (content, "mixed")


def test_an_interrupted_quotation_goes_on_with_but(only) -> None:
    """A second half in lower case after the cue belongs to the quotation before it."""
    one = only('"The judge will be fair," Rossi said in Dover, Del., "but a lot of people want to know if that is so."')
    assert one.content == "The judge will be fair / but a lot of people want to know if that is so."
    assert one.statement.quote == "direct"


def test_whoever_calls_it_so_in_a_relative_clause(said) -> None:
    """The relative clause behind the source of a quotation is a statement of its own."""
    first, second = said('"I was shocked," said Dorn, who called it "the worst day of my life."')
    assert (first.source, second.content, second.speaker) == ("Dorn", 'it "the worst day of my life."', "Dorn")


def test_a_paper_speaks_for_who_issued_it(only) -> None:
    """The source of what an issued statement says is its issuer."""
    one = only("The ministry issued a statement saying that the raid had broken the truce.")
    assert (one.speaker, one.source, one.content.rstrip(".")) == (
        "ministry",
        "The ministry",
        "that the raid had broken the truce",
    )


def test_a_subject_goes_on_behind_its_parenthesis(said) -> None:
    """A second reporting verb behind an interrupting cue has that cue's subject."""
    first, second = said("The talks failed, the minister said, and warned of a strike.")
    assert (first.content, second.speaker, second.cue, second.content.rstrip(".")) == (
        "The talks failed",
        "minister",
        "warned of",
        "a strike",
    )


NOBODY = [
    ("There were allegations that the ballots had been forged.", "that the ballots had been forged", "accuse"),
    ("Amid fears that the dam would break, the town was emptied.", "that the dam would break", "concern"),
]


@pytest.mark.parametrize(("text", "content", "act"), NOBODY)
def test_a_noun_of_saying_without_owner_has_no_speaker(only, text: str, content: str, act: str) -> None:
    """What the page lays to nobody is an attribution with speaker and source null."""
    one = only(text)
    assert (one.content.rstrip("."), one.speaker, one.source, one.statement.act) == (content, None, None, act)


def test_what_was_allowed_or_supposed_was_not_said(said) -> None:
    """Passives of permission and duty attribute nothing."""
    assert said("The clerk was not allowed to leave, and the van was supposed to be escorted.") == []


TOLD = [
    ("Two pilots told the panel of experts they had been paid in Accra.", ("pilots", "they had been paid in Accra")),
    (
        "The depot acknowledged for the first time that it had lost a crate.",
        ("depot", "that it had lost a crate"),
    ),
    (
        'Dana Wolf said the story that a weekly ran on Sunday was aimed at "stirring up the street".',
        ("Dana Wolf", 'the story that a weekly ran on Sunday was aimed at "stirring up the street"'),
    ),
    (
        "Last week the panel, formed by six states, published a report which says that the dam is safe.",
        ("panel", "that the dam is safe"),
    ),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_clauses_that_the_parser_hangs_on_a_noun(only, text: str, told: tuple[str, str]) -> None:
    """What is told is found on the addressee, on the occasion or on the first noun of what is said."""
    one = only(text)
    assert (one.speaker.removeprefix("Two "), one.content) == told


def test_a_description_of_the_addressee_is_not_told(said) -> None:
    """Words that tell which man it was are no words told to him."""
    assert said("He told the man they had hired to load it.") == []


def test_a_participle_behind_a_quotation_goes_on_with_its_speaker(said) -> None:
    """The parser may begin a sentence behind the quotation."""
    found = said(
        'Mr. Ortiz said, "On the possibility that Peru sells a reactor for a ship, the answer was that it is being checked," '
        "adding that it cannot be excluded."
    )
    assert found[-1].speaker == found[0].speaker == "Ortiz"
    assert found[-1].content == "that it cannot be excluded"
