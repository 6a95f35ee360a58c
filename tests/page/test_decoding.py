"""Bytes to text: marks, declarations and detection; binary data and outsized pages are refused by name."""

from __future__ import annotations

import pytest

from armstrail.errors import NotText, PageTooLarge
from armstrail.page.decoding import decode

RUSSIAN = (
    "Корабль с боеприпасами вышел из порта в среду, сообщило министерство обороны. Команда состоит из сорока человек. "
    * 3
)
CHINESE = "国防部发言人星期三表示，两国将继续加强军事合作，并就地区安全问题保持沟通。" * 4
KOREAN = "국방부는 수요일 새로운 레이더 사업을 내년 봄에 시작한다고 밝혔다. " * 4


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (CHINESE, "gb18030"), (CHINESE, "big5"), (KOREAN, "cp949"),
        ("Ağır silahlar İzmir'e ulaştı, şimdi geçiş bekleniyor.", "cp1254"), ("café déjà vu", "iso-8859-1"),
        ("ミサイルの輸送は水曜日に始まった。", "shift_jis"), ("ミサイルの輸送は水曜日に始まった。", "iso-2022-jp"),
    ],
)  # fmt: skip
def test_a_declared_encoding_is_read(text: str, encoding: str) -> None:
    """What the transport declares, or the page's own meta element, decides where the bytes are no UTF-8."""
    text = text if encoding != "big5" else "國防部發言人星期三表示兩國將繼續合作"
    assert decode(text.encode(encoding), encoding).text == text
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head><p>{text}'
    assert decode(page.encode(encoding)).text == page


def test_an_undeclared_encoding_is_detected() -> None:
    """Without any declaration the bytes speak."""
    assert decode(RUSSIAN.encode("cp1251")).text == RUSSIAN
    assert decode(CHINESE.encode("gb18030")).text == CHINESE


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_and_marked_encodings(encoding: str) -> None:
    """A byte order mark decides, and is no part of the text; UTF-16 is told without one."""
    text = "Shells for the guns, 榴弾砲, were shipped on Monday."
    assert decode(text.encode(encoding)).text == text


def test_valid_utf_8_beats_a_wrong_declaration() -> None:
    """Bytes that are UTF-8 beyond chance are UTF-8, whatever a server says."""
    assert decode("Müller said “no”.".encode(), "iso-8859-1").text == "Müller said “no”."


def test_a_few_broken_bytes_are_replaced_and_noted() -> None:
    """One cut character does not lose a page, and does not pass unseen."""
    data = ("Zoë sailed. " * 60).encode() + b"\xe2\x80" + ("Zoë came back. " * 60).encode()
    decoded = decode(data)
    assert decoded.text.count("\ufffd") == 1
    assert "U+FFFD" in decoded.notes[0]


def test_mojibake_is_noticed() -> None:
    """Text that was decoded wrongly before it came is read as it is, with a note."""
    broken = "“We will go,” she said – ‘soon’.".encode().decode("cp1252", "replace") * 3
    assert any("mojibake" in note for note in decode(broken.encode()).notes)
    assert decode("“We will go,” she said – ‘soon’. Größe, Ça va, naïve".encode()).notes == ()
    assert decode(RUSSIAN.encode()).notes == ()


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 and so on", b"PK\x03\x04rest", b"\x89PNG\r\n", bytes(range(256)) * 20, b"\x00" * 1000]
)
def test_binary_data_is_refused(data: bytes) -> None:
    """Data that is no text is refused by name, and the error says what to do."""
    with pytest.raises(NotText, match=r"extract|give a page|save"):
        decode(data)


def test_an_outsized_page_is_refused() -> None:
    """The limit is named with the size."""
    with pytest.raises(PageTooLarge, match="1,001 bytes"):
        decode(b"a" * 1001, limit=1000)


def test_an_unknown_declaration_is_passed_over() -> None:
    """A label that names no text encoding does no harm."""
    assert decode("é".encode("cp1252") * 40 + b" was declared as nonsense, and still is text", "x-nonsense").text
    assert decode(b"plain", "rot13").text == "plain"
