"""When a supply took place: the day of the deal for an agreed one, "since" and its like, and no day where none is given."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from armstrail.records import Transfer

Read = Callable[..., list[Transfer]]


def days(transfers: list[Transfer]) -> list[str | None]:
    """The days of each record."""
    out: list[str | None] = []
    for record in transfers:
        when = record.when
        out.append(None if when is None else f"{when.start}..{when.end}" if when.start != when.end else f"{when.start}")
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway will deliver radars to Ghana before the summer under a contract signed in Accra in March.", "2024-03-01..2024-03-31"),
        ("Spain will supply radars to Peru. The contract was signed in May 2023.", "2023-05-01..2023-05-31"),
        ("Spain will supply radars to Peru.\nThe deal was concluded on 3 April.", "2024-04-03"),
        ("In May 2023 Spain signed a contract with Peru. It will supply Peru with four radars.", "2023-05-01..2023-05-31"),
        ("Poland will get 40 tanks from Italy, the deal was struck last month.", "2024-04-01..2024-04-30"),
        ("Peru announced in January that it would buy radars from Sweden.", "2024-01-01..2024-01-31"),
        ("The deal was signed on 4 March. Under it Norway will deliver radars to Ghana.", "2024-03-04"),
        ("Spain will supply radars to Peru by the end of the year.", "2024-05-15..2024-12-31"),
        ("Spain will supply radars to Peru. The peace agreement was signed in May 2023.", None),
        ("Spain will supply radars to Peru. The contract will be signed next month.", None),
        ("Spain will supply radars to Peru. Chad will get drones from Iran. The contract was signed in May 2023.", None),
    ],
)  # fmt: skip
def test_an_agreed_supply_is_of_the_day_of_its_deal(transfers: Read, text: str, expected: str | None) -> None:
    """The contract near by dates it; one of another flow, of peace, or still to come does not."""
    assert days(transfers(text))[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The embargo lapsed in October 2023. Since then Iran has shipped missiles to Belarus.", "2023-10-01..2024-05-15"),
        ("Britain has sold Oman arms worth 20 million pounds since the war in Yemen began in March 2015.", "2015-03-01..2024-05-15"),
        ("Egypt has been buying rifles from Serbia for three years.", "2021-05-15..2024-05-15"),
        ("Police on Saturday seized a truck carrying Turkish rifles to Libya.", "2024-05-11"),
        ("Turkey exported rifles to Ghana in the first three months of 2021.", "2021-01-01..2021-03-31"),
        ("Serbia sold 20 howitzers to Cyprus in late 2022.", "2022-10-01..2022-12-31"),
        ("After the invasion of February 2022, Poland sent 300 howitzers to Ukraine.", None),
        ("Since then Iran has shipped missiles to Belarus.", None),
        ("Serbia sold rifles to Egypt for three years.", None),
        ("The first three months passed quietly. Serbia sold rifles to Egypt.", None),
    ],
)  # fmt: skip
def test_a_supply_takes_the_time_of_its_clause(transfers: Read, text: str, expected: str | None) -> None:
    """Stretches that run on, what is carried and what is seized; nothing where the words leave it open."""
    assert days(transfers(text))[0] == expected
