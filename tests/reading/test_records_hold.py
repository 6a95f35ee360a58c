"""What every record of every page holds: evidence inside the text, ids in order, the same records twice."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armstrail.knowledge import table
from armstrail.language import Analysis
from armstrail.reading.reader import Reading, read
from armstrail.records import Category, EventType

_PARTS = st.lists(
    st.sampled_from(
        [
            "Chad sent 40 tanks to Niger on May 3.",
            "Officials in Lima denied it.",
            '"We sold them rifles," the minister of Oman said.',
            "Those drones, which Mali got from Turkey, have been used against rebels.",
            "Under a deal between Peru and Chile, and in return for oil, ships may follow!",
            "Such deliveries violate the UN arms embargo.",
            "It will give them more — 12 of them — if asked…",
            "Ärger über Waffen; 武器; оружие.",
            "The two presidents met in Accra and signed a pact.",
            "N. KOREA SHIPS ARMS",
            "Without missiles, no.",
        ]
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=_PARTS, broken=st.booleans())
def test_records_cite_the_text(analysed: Callable[..., Analysis], parts: list[str], broken: bool) -> None:
    """However sentences follow one another, evidence lies in the page and is not blank, ids count up, statements exist."""
    text = ("\n" if broken else " ").join(parts)
    found = read(analysed(text))
    statements = {statement.id for statement in found.statements}
    transfers = {transfer.id for transfer in found.transfers}
    for prefix, records in (("t", found.transfers), ("e", found.events), ("v", found.violations)):
        assert [record.id for record in records] == [f"{prefix}{n}" for n in range(1, len(records) + 1)]
        for record in records:
            assert record.evidence
            for start, end in record.evidence:
                assert 0 <= start < end <= len(text)
                assert text[start:end].strip()
    for transfer in (*found.transfers, *found.events):
        assert transfer.statement is None or transfer.statement in statements
    for violation in found.violations:
        assert violation.transfer is None or violation.transfer in transfers
    assert read(analysed(text)) == found


def test_a_page_without_a_word_of_arms_has_statements_alone(analysed: Callable[..., Analysis]) -> None:
    """Nothing is looked for where no word of arms stands."""
    found = read(analysed("Peru sold mangoes to Spain, the minister said. They met in Lima and signed a contract."))
    assert isinstance(found, Reading)
    assert (found.transfers, found.events, found.violations) == ((), (), ())


def test_tables_of_reading_hold_known_values() -> None:
    """Categories, classes and effects in the tables are those that the code reads."""
    categories = {str(category) for category in Category} | {""}
    assert {row["category"] for row in table("goods")} <= categories
    assert {row["category"] for row in table("designations")} <= categories
    assert {row["type"] for row in table("event_words")} == {str(kind) for kind in EventType}
    effects = {"possible", "denied", "agreed", "sought", "neutral", "stop"}
    assert {row["effect"] for row in table("governors")} | {row["negated"] for row in table("governors")} <= effects
    classes = {
        "give",
        "arm",
        "help",
        "get",
        "seek",
        "carry",
        "arrive",
        "train",
        "seize",
        "pay",
        "deal",
        "cargo",
        "make",
    }
    assert {row["class"] for row in table("supply_verbs")} == classes
    assert {row["class"] for row in table("supply_nouns")} <= classes | {"trade"}
