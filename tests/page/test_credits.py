"""Outlet, agency, byline and dateline are five separate facts, each as the page gives it."""

from __future__ import annotations

import pytest

from armstrail.page import Source, read_page
from armstrail.records import Page

STORY = (
    "The ministry of defence said that the frigate had left the yard after two years of repairs and would join the fleet.",
    "Officials declined to say how much the work had cost, but a budget paper put the sum at ninety million dollars.",
    "The shipyard has built corvettes for three navies and hopes to win an order for two more, its manager told reporters.",
)


def page_of(*lines: str) -> Page:
    """A plain-text page."""
    return read_page(Source(id="c", data="\n\n".join(lines).encode(), media_type="text/plain"))


def test_the_dateline_credits_the_agency() -> None:
    """Place and agency come from the dateline, the writer from the byline, the outlet from the copyright."""
    page = page_of(
        "Frigate back in service after two years",
        "By Ana Lopez | 3 May 2025",
        "OSLO, May 3 (Reuters) - " + STORY[0],
        *STORY[1:],
        "© 2025 The Port Gazette. All rights reserved.",
    )
    assert (page.agency, page.dateline, page.byline, page.outlet) == (
        "Reuters",
        "OSLO",
        "Ana Lopez",
        "The Port Gazette",
    )


def test_a_photo_credit_is_no_text_credit() -> None:
    """The agency under a picture took the picture."""
    page = page_of("Frigate back in service after two years", "The frigate at sea, May 2. AFP-Yonhap", *STORY)
    assert page.agency is None


def test_a_quoted_agency_is_no_text_credit() -> None:
    """A page that cites an agency is not that agency's text."""
    page = page_of(
        "Frigate back in service after two years",
        *STORY,
        "The frigate will sail on Friday, according to Yonhap News Agency.",
    )
    assert page.agency is None


def test_an_agency_in_the_byline_is_the_agency() -> None:
    """A byline that is an agency's name gives no writer."""
    page = page_of("Frigate back in service after two years", "By Reuters | 3 May 2025", *STORY)
    assert (page.agency, page.byline) == ("Reuters", None)


def test_the_feed_names_the_publisher() -> None:
    """A feed's own source is the publisher, whatever the page says."""
    page = read_page(Source(id="c", data="\n\n".join(STORY).encode(), media_type="text/plain", publisher="Port Wire"))
    assert page.publisher == "Port Wire"


S = STORY
T = "Frigate leaves the yard after two years of repairs"
SITUATIONS = [
    pytest.param(("AP", "KYIV, Ukraine", None), [T, "KYIV, Ukraine (AP) — " + S[0], *S[1:]], id="AP dateline"),
    pytest.param(("TASS", "MOSCOW", None), [T, "MOSCOW, May 2. /TASS/. " + S[0], *S[1:]], id="TASS"),
    pytest.param(
        ("Interfax", "MOSCOW", None), [T, "MOSCOW. May 2 (Interfax) - " + S[0], *S[1:]], id="Interfax no colon"
    ),
    pytest.param(("Kyodo", None, None), [T, *S[:2], S[2] + " (Kyodo)"], id="Kyodo"),
    pytest.param(("ANI", None, None), [T, "New Delhi [India], May 2 (ANI): " + S[0], *S[1:]], id="ANI end tag"),
    pytest.param(("PTI", None, None), [T, "New Delhi, May 2 (PTI) " + S[0], *S[1:]], id="PTI colon"),
    pytest.param(("Xinhua", "BEIJING", None), [T, "BEIJING, May 2 (Xinhua) -- " + S[0], *S[1:]], id="Xinhua"),
    pytest.param(("AFP", None, None), [T, *S[:2], S[2] + " — AFP"], id="AFP tail dash"),
    pytest.param(("Reuters", None, None), [T, *S, "Reuters"], id="line tag"),
    pytest.param(("AFP", None, None), [T, "By AFP - May 2, 2024", *S], id="By AFP staff"),
    pytest.param(("Reuters", None, "John Roe"), [T, "By John Roe, Reuters", *S], id="by writer, agency"),
    pytest.param((None, None, None), [T, "The frigate at sea. (AP Photo/John Roe)", *S], id="photo caption AP"),
    pytest.param(
        (None, None, None),
        [
            T,
            "The minister told Reuters on Monday that the frigate had left the yard after two years of repairs and would join the fleet.",
            *S[1:],
        ],
        id="told Reuters",
    ),
    pytest.param(
        (None, None, None),
        [
            T,
            "The frigate - a Type 23 - left the yard on Monday after two years of repairs, the ministry of defence said in a note.",
            *S[1:],
        ],
        id="no dateline dash sentence",
    ),
    pytest.param((None, None, None), ["EXCLUSIVE: Frigate leaves the yard", *S], id="caps lead word"),
    pytest.param((None, None, None), [T, "Source: Agencies", *S], id="Source: Agencies"),
    pytest.param(("TASS", None, None), [T, *S, "Source: TASS"], id="Source: TASS"),
    pytest.param(("Yonhap", "서울", None), [T, "(서울=연합뉴스) " + S[0], *S[1:]], id="Korean tag"),
    pytest.param(("PTI", None, None), [T, *S, "(With inputs from PTI)"], id="with inputs"),
    pytest.param(
        (None, "SEOUL", None),
        [
            T,
            "SEOUL — " + S[0],
            "The launch was reported by the Korean Central News Agency (KCNA) on Monday, which gave no details of it.",
        ],
        id="KCNA said",
    ),
    pytest.param(("RFE/RL", None, None), [T, "By RFE/RL", *S], id="RFE/RL"),
    pytest.param(("AFP", "GAZA CITY", None), [T, "GAZA CITY (AFP/AP) — " + S[0], *S[1:]], id="multi agencies"),
    pytest.param(
        (None, None, None),
        [T, *S[:2], "The frigate will be run by the new Joint Maritime Security Centre (JMSC)."],
        id="ends w acronym",
    ),
    pytest.param(
        (None, None, "Ana Lopez"),
        [T, "By Ana Lopez", "May 2, 2024", *S, "The Associated Press reported last year that the yard was in debt."],
        id="by name with agency in text",
    ),
    pytest.param((None, None, None), [T, *S, "The Associated Press contributed to this report."], id="AP contributed"),
    pytest.param(("Belga", None, None), [T, "Belga | 03.05.2025 - 14:20", *S], id="agency beside the stamp"),
    pytest.param(
        ("Newsis", "Busan", None), [T, "[Busan=Newsis] Staff reporter", *S], id="dateline in a line of its own"
    ),
    pytest.param(("RFE/RL", None, None), [T, "By RFE/RL - " + S[0], *S[1:]], id="By agency opens the text"),
    pytest.param(
        ("Yonhap", "BUSAN", None),
        [T, "BUSAN, May 2 (Port Wire) – " + S[0], *S[1:], "(Yonhap)"],
        id="outlet in the dateline",
    ),
    pytest.param(
        ("Xinhua", None, None),
        [T, *S[:2], "The frigate was laid down on March 30, 2021. -- XINHUA"],
        id="dashes and capitals",
    ),
    pytest.param((None, None, None), [T, "AA", "3 May 2025", *S], id="type size"),
    pytest.param(
        ("UNIAN", None, None),
        [T, S[0][:-1] + ", UNIAN reports, citing a note of the yard.", *S[1:]],
        id="signed in the first sentence",
    ),
    pytest.param(
        ("TASS", None, None), [T, S[0], "The minister told this to sailors, reports TASS.", S[2]], id="reports TASS"
    ),
    pytest.param(
        (None, None, None), [T, S[0], "As UNIAN wrote in May, the yard had asked for time.", S[2]], id="wrote before"
    ),
    pytest.param(
        (None, None, "Ana Lopez"),
        [T, "By Ana Lopez | 3 May 2025", S[0][:-1] + ", Reuters reports.", *S[1:]],
        id="a writer's source",
    ),
]


@pytest.mark.parametrize(("expected", "lines"), SITUATIONS)
def test_credits_of_a_text(expected: tuple[str | None, str | None, str | None], lines: list[str]) -> None:
    """Agency, place (where one is expected) and writer of invented pages."""
    page = page_of(*lines)
    agency, dateline, byline = expected
    assert (page.agency, page.byline) == (agency, byline)
    assert dateline is None or page.dateline == dateline
