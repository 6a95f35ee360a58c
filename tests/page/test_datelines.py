"""Datelines and agency tags are told from sentences, photo credits and quoted agencies."""

from __future__ import annotations

import pytest

from armstrail.page.datelines import agency_named, dateline_of, trailing_tag


def read(text: str) -> tuple[str | None, str | None, int | None] | None:
    """Place, agency and day of the dateline of a paragraph."""
    found = dateline_of(text, 0, len(text))
    if found is None:
        return None
    return found.place, found.agency, found.form.readings[0].day if found.form else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OSLO, March 3 (Reuters) - Norway will buy two frigates, its minister said.", ("OSLO", "Reuters", 3)),
        ("BUSAN, July 9 (Yonhap) -- A yard in Busan launched a submarine.", ("BUSAN", "Yonhap", 9)),
        ("NEW DELHI: India test-fired a missile on Monday.", ("NEW DELHI", None, None)),
        ("WASHINGTON — The Pentagon said it would pay.", ("WASHINGTON", None, None)),
        ("Kabul (AFP) – A convoy was hit.", ("Kabul", "AFP", None)),
        ("KYIV, Ukraine (AP) — Shells fell on the port.", ("KYIV, Ukraine", "AP", None)),
        ("(Reuters) - The yard said it would close.", (None, "Reuters", None)),
        ("MOSCOW, May 2. /TASS/. The ministry said so.", ("MOSCOW", "TASS", 2)),
        ("(Busan = Newsis) The yard launched a ship.", ("Busan", "Newsis", None)),
        ("GENEVA, 4 June (SWA) – A small wire told its readers.", ("GENEVA", "SWA", 4)),
        ("Riga. 3 May. BNS – The yard said it would close.", ("Riga", "BNS", 3)),
        ("OSAKA, Feb. 9, Kyodo - The yard said it would close.", ("OSAKA", "Kyodo", 9)),
        ("Lisbon, 11 Mar (EFE).- The yard said it would close.", ("Lisbon", "EFE", 11)),
        ("(ANSA) - TURIN, OCT 7 - The yard said it would close.", ("TURIN", "ANSA", 7)),
        ("SHARJAH, 3rd May, 2025 (WAM) -- The yard said it would close.", ("SHARJAH", "WAM", 3)),
        ("GYUMRI, MAY 3, ARMENPRESS. The yard said it would close.", ("GYUMRI", "Armenpress", 3)),
        ("BRUGES - Belga - The yard said it would close.", ("BRUGES", "Belga", None)),
        ("Tomsk. May 3. INTERFAX.RU - The yard said it would close.", ("Tomsk", "Interfax", 3)),
        ("St. Petersburg, June 4 (TASS) - The yard said it would close.", ("St. Petersburg", "TASS", 4)),
        ("By May 14 - the last day of the fair - the yard had sold six boats.", None),
        ("On May 14. Reuters asked the yard.", None),
        ("Iran, Iraq. AP asked both.", None),
        ("The minister - a former general - said no.", None),
        ("Update: The yard has denied it.", None),
        ("Poland bought tanks (K2) - the first of many.", None),
        ("Reuters reported on Monday that the yard would close.", None),
    ],
)
def test_datelines(text: str, expected: tuple[str | None, str | None, int | None] | None) -> None:
    """Place, agency and day are taken where a dateline stands, and only there."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ('"We will not sell," he said. (Yonhap)', "Yonhap"),
        ("The yard is closed. (Seoul = News 1)", "News 1"),
        ("The yard is closed. —Reuters", "Reuters"),
        ("The yard is closed. – AFP", "AFP"),
        ("The yard is closed. (With inputs from PTI)", None),
        ("A ship at sea. (AP Photo)", None),
        ("The yard builds ships (and boats)", None),
        ("He heads the state news agency, TASS", None),
        ("It was shown on state television (KCTV).", None),
    ],
)
def test_closing_tags(text: str, agency: str | None) -> None:
    """A tag closes the text; a photo's credit and a bracket of the sentence do not."""
    found = trailing_tag(text, 0, len(text))
    assert (found[0] if found else None) == agency
    if found:
        assert text[found[1][0] : found[1][1]].strip()


def test_agencies_go_by_one_name() -> None:
    """Forms in full and in other scripts lead to the usual tag; small letters of a short tag are a word."""
    assert agency_named("The Associated Press") == "AP"
    assert agency_named("연합뉴스") == "Yonhap"
    assert agency_named("РИА Новости") == "RIA Novosti"
    assert agency_named("spa") is None
    assert agency_named("dpa") == "dpa"
