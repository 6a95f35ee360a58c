"""Lines told by their words: furniture is known in many languages, and sentences of a story are not taken for it."""

from __future__ import annotations

import pytest

from armstrail.page.furniture import is_biography, mark_of, repeats
from armstrail.page.layout import Role
from armstrail.page.prose import is_sentence, prose_weight


def role(text: str) -> Role | None:
    mark = mark_of(text, prose=is_sentence(text, prose_weight(text)))
    return mark.role if mark else None


@pytest.mark.parametrize(
    "text",
    [
        "4 years ago",
        "an hour ago",
        "vor 3 Stunden",
        "il y a 2 ans",
        "hace 5 días",
        "há 2 horas",
        "2 часа назад",
        "3시간 전",
        "5分钟前",
        "2 gün önce",
    ],
)
def test_how_long_ago_it_was_is_a_stamp(text: str) -> None:
    """Sites say how old a story is in place of its day."""
    assert role(text) is Role.STAMP


def test_a_labelled_day_makes_a_line_a_stamp_whatever_stands_beside_it() -> None:
    """A writer's name and a count of comments beside a labelled day are no headline."""
    assert role("김철수 기자 | 승인 2018.07.24 15:02 | 댓글 0") is Role.STAMP
    assert role("Canal fees to rise by a tenth in January | 24 July 2018") is Role.RELATED


@pytest.mark.parametrize("text", ["(Avec AFP)", "(mit dpa)", "[Reuters]"])
def test_a_bracketed_agency_alone_is_a_credit(text: str) -> None:
    """An agency's tag on a line of its own is a credit, and no paragraph."""
    assert role(text) is Role.CREDIT


@pytest.mark.parametrize(
    "text",
    [
        "Published reports say the crates left the port in June.", "Updated figures show a rise of nine percent.",
        "Sources said the deal was close.", "By the end of March, forty guns had arrived.", "Contact was lost.",
        "Comments by the minister drew laughter.", "Related companies in Dubai were also named.",
        "Registered in Panama, the ship has changed its name four times since 2019.",
        "Released on Friday, the study counts 140 launches.", "Copyright law does not cover weapons designs, the court held.",
        "Reproduction of the part took six weeks.", "Who is to blame?", "Watch the border, he warned.",
        '"No comment," said the spokesman.', "He spoke at 10:30 on May 3, 2022.", "Also on board were six engineers.",
        "If you have a map, look at the strait, he said.", "Join us, the rebels told them.", "Like Iran, Russia builds its own.",
        "Category 5 winds delayed the ship.", "Share prices of the maker fell sharply on Monday.", "1. North Korea",
        "It is licensed under a 2008 accord.", "About the price, nothing was said.", "The money trail", "What comes next",
    ],
)  # fmt: skip
def test_a_storys_sentence_is_no_furniture(text: str) -> None:
    """A sentence may begin with a word that furniture begins with."""
    assert role(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Home | World | Business | Opinion", Role.MENU), ("Главная   Новости   Экономика", Role.MENU),
        ("ANA SAYFA  GÜNDEM  DÜNYA", Role.MENU), ("الرئيسية | أخبار | رياضة", Role.MENU), ("전체메뉴   뉴스   정치", Role.MENU),
        ("Share  Tweet  Email  Print", Role.SHARE), ("Paylaş   Tweetle   Yazdır", Role.SHARE), ("공유하기   인쇄", Role.SHARE),
        ("Yorumlar (12)", Role.COMMENTS), ("Комментарии (3)", Role.COMMENTS), ("댓글 5", Role.COMMENTS), ("网友评论", Role.COMMENTS),
        ("Related articles", Role.RELATED), ("Читайте также: Снег в Крыму", Role.RELATED), ("اقرأ أيضاً: أسعار الذهب", Role.RELATED),
        ("Bridge closed after storm   12 May 2019", Role.RELATED), ("İlgili Haberler", Role.RELATED), ("相关阅读", Role.RELATED),
        ("Published: 3 May 2021 10:15", Role.STAMP), ("입력 2021.05.03 10:15", Role.STAMP), ("Güncelleme: 03.05.2021 - 11:00", Role.STAMP),
        ("By Jana Nováková", Role.CREDIT), ("desk@paper.example", Role.CREDIT), ("ab-cd/ef", Role.CREDIT),
        ("A tank on a barge. [Photo by the Harbour Office]", Role.CAPTION), ("▲ 항구에 정박한 화물선", Role.CAPTION),
        ("In this May 2, 2011, file photo, a crane stands idle.", Role.CAPTION), ("Фото: пресс-служба", Role.CAPTION),
        ("© 2021 Paper Ltd. All rights reserved.", Role.DISCLAIMER), ("无断转载请注明出处 版权所有", Role.DISCLAIMER),
        ("The post Crane falls appeared first on Dock News.", Role.DISCLAIMER), ("Advertisement", Role.FURNITURE),
        ("Views: 1,204", Role.FURNITURE), ("Tags: docks, cranes", Role.FURNITURE), ("* * *", Role.FURNITURE), ("12:40", Role.STAMP),
        ("Follow us on Telegram for more.", Role.FURNITURE), ("About Dockworks Inc.", Role.AUTHOR_BOX),
    ],
)  # fmt: skip
def test_furniture_is_known_by_its_words(text: str, expected: Role) -> None:
    """Menus, share lines, reactions, links, stamps, credits, captions and notices are told in any language."""
    assert role(text) is expected


def test_truncated_copies_and_repeats() -> None:
    """The shorter copy of a sentence before it is the repeat; of equal headlines the later one is."""
    full = "A crane fell on Monday at the old dock, the port said."
    assert repeats([(full[:40], False, True), (full, True, True)]) == [0]
    assert repeats(
        [("Crane falls at the old dock", False, True), ("x", False, True), ("Crane falls at the old dock", False, True)]
    ) == [2]


def test_a_writers_introduction() -> None:
    """A paragraph on the writer is told from a sentence on somebody in the news."""
    assert is_biography("Jana Nováková is a reporter at the Dock News. She lives in Gdynia.")
    assert is_biography("Jana Nováková covers ports for the Dock News.")
    assert not is_biography("The treaty covers ports and rivers.")
    assert not is_biography("Admiral Jan Nowak said that he would resign.")
