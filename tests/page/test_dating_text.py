"""Dating of plain-text pages: stamps of many languages, re-posts, undated texts, dated occasions.

Every sentence here is invented. An expected interval is overlapped by the answer, which is at most three days wider.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from armstrail.page import Source, read_page

T = "Frigate leaves the yard after two years of repairs"
S1 = "The ministry of defence said on {d} that the frigate had left the yard after two years of repairs and would join the fleet."
S2 = "Officials declined to say how much the work had cost, but a budget paper put the sum at ninety million dollars."
S3 = "The shipyard has built corvettes for three navies and hopes to win an order for two more, its manager told reporters."
JA = [
    "防衛省は、フリゲート艦が二年間の修理を終えて造船所を離れ、艦隊に復帰すると発表した。費用については明らかにしなかったが、予算書には約九千万ドルと記されている。"
] * 3

Expected = tuple[str, ...] | None


def BODY(day: str = "Monday") -> tuple[str, ...]:  # noqa: N802 - a text constant with one gap
    """The story, told on a weekday."""
    return S1.format(d=day), S2, S3


def t(name: str, expected: Expected, restamped: bool | None, *lines: str, captured: str | None = None) -> Any:
    """A plain-text page."""
    source = Source(id=name, data="\n\n".join(lines).encode(), media_type="text/plain", captured=_day(captured))
    return pytest.param(source, expected, restamped, id=name)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


TEXTS = [
    t(
        "turkish stamp",
        ("2024-02-12",) * 2,
        False,
        "Ana Sayfa  Gündem  Savunma",
        T,
        "Yayınlanma: 12.02.2024 14:20 Güncelleme: 13.02.2024 09:01",
        *BODY(),
    ),
    t("arabic stamp", ("2023-05-08",) * 2, False, "الرئيسية", T, "نشر في: ٨ مايو ٢٠٢٣ - ١٢:٣٠", *BODY()),
    t(
        "korean two stamps",
        ("2022-03-28",) * 2,
        False,
        "홈 | 정치",
        T,
        "입력 2022.03.28. 오전 9:10  수정 2022.03.28. 오후 2:00",
        *BODY(),
    ),
    t(
        "chinese source line",
        ("2021-07-05",) * 2,
        False,
        "首页 > 军事",
        T,
        "2021年07月05日 16:21 来源:环球时报 作者:王伟",
        *BODY(),
    ),
    t(
        "russian no year tail",
        ("2023-11-14",) * 2,
        False,
        "Главная",
        T,
        "14 ноября 2023, вторник 10:05",
        *BODY("Tuesday"),
        "Читайте также",
        "Курс рубля вырос  13.11.2023",
        "Новые санкции  15.11.2023",
    ),
    t(
        "US short stamp",
        ("2020-02-03",) * 2,
        False,
        T,
        "By Ann Doe, Staff Writer | Posted: 02/03/2020 07:12 PM EST",
        *BODY(),
    ),
    t("UK short stamp w/ weekday", ("2020-03-02",) * 2, False, T, "By Ann Doe | Monday 02/03/2020", *BODY()),
    t(
        "dateline only + stamp",
        ("2019-06-04",) * 2,
        False,
        T,
        "June 4, 2019",
        "MANILA, June 4 (PNA) -- " + S1.format(d="Tuesday"),
        S2,
        S3,
    ),
    t(
        "dateline weekday no stamp, year in text",
        ("2022-08-17", "2022-08-18"),
        False,
        T,
        "OSLO, Aug 17 (Reuters) - " + S1.format(d="Wednesday"),
        S2 + " The frigate has been in the yard since March 2021.",
        S3,
    ),
    t(
        "repost: dateline two years older",
        ("2022-08-17", "2022-08-17"),
        True,
        "热门",
        T,
        "字号+ 作者:新闻 来源:综合 2024-12-05 10:11:12 我要评论(0)",
        "OSLO, Aug 17 (Reuters) - " + S1.format(d="Wednesday"),
        S2,
        S3,
        "1.本站遵循行业规范,任何转载的稿件都会明确标注作者和来源;",
    ),
    t("evergreen no date", None, False, T, *[x.format(d="") for x in ("The frigate is a small warship.",)], S2, S3),
    t("weekday only, no stamp", None, False, T, *BODY("Friday")),
    t(
        "office only",
        None,
        False,
        T,
        "U.S. Secretary of State John Kerry said on Friday that the frigate would not be sold to anybody who asks for it.",
        S2,
        S3,
    ),
    t(
        "occasion next month",
        ("2023-06-01", "2023-06-30"),
        False,
        T,
        "The ministry said on Tuesday that the frigate would be shown to allies at the NATO summit in Vilnius next month, its first duty since the repairs.",
        S2,
        S3,
    ),
    t(
        "last week's summit G20",
        ("2023-09-11", "2023-09-17"),
        False,
        T,
        "The two leaders agreed on the sale at last week's G20 summit in New Delhi, the ministry said on Wednesday in a statement.",
        S2,
        S3,
    ),
    t(
        "local time 3rd w/ stamp",
        ("2024-05-04",) * 2,
        False,
        T,
        "2024-05-04 08:01:02",
        "The secretary said on the 3rd (local time) that the frigate would be handed over soon, and thanked the yard for its work.",
        S2,
        S3,
    ),
    t(
        "future date far before stamp",
        ("2023-01-01", "2023-12-31"),
        True,
        T,
        "January 9, 2026 by admin",
        "The army said on Monday that it will receive the first howitzers by the end of 2023 and that all of them would be in service by the spring.",
        "The contract was signed in November 2022 with a Korean maker, Foreign Secretary James Cleverly told reporters at the Munich Security Conference last week.",
        S3,
        "The post Howitzers appeared first on Mil Feed.",
    ),
    t(
        "caption + weekday solve no stamp",
        ("2021-10-13", "2021-10-15"),
        False,
        T,
        "The frigate at its berth in Busan, Oct. 13. AFP-Yonhap",
        S1.format(d="Wednesday"),
        "The frigate was ordered in 2021, after President Moon Jae-in approved the plan.",
        S3,
    ),
    t("persian", ("2023-03-21",) * 2, False, T, "تاریخ انتشار: ۱ فروردین ۱۴۰۲ - ۱۰:۲۰", *BODY()),
    t("hungarian", ("2024-09-22",) * 2, False, T, "2024. szeptember 22. 10:12", *BODY()),
    t("capture earlier than stamp", None, None, T, "Published: 2 March 2031", *BODY(), captured="2025-05-05"),
    t("stamp at end", ("2022-09-30",) * 2, False, T, *BODY(), "Published on 30 September 2022"),
    t(
        "today in head and stamp below",
        ("2024-04-02",) * 2,
        False,
        "Thursday, June 6, 2024",
        T,
        "Last updated: April 3, 2024 | First published: April 2, 2024",
        *BODY(),
    ),
    t(
        "vietnamese",
        ("2023-08-17",) * 2,
        False,
        "Trang chủ",
        "Tàu khu trục rời xưởng đóng tàu",
        "Thứ năm, 17/8/2023, 10:20 (GMT+7)",
        *BODY(),
    ),
    t(
        "polish",
        ("2023-08-17",) * 2,
        False,
        "Fregata opuszcza stocznię po remoncie",
        "Data publikacji: 17 sierpnia 2023, 10:20",
        *BODY(),
    ),
    t("thai", ("2023-08-17",) * 2, False, "เรือฟริเกต", "17 ส.ค. 2566 10:20 น.", *BODY()),
    t("greek", ("2023-08-17",) * 2, False, T, "Δημοσίευση: 17 Αυγούστου 2023 | 10:20", *BODY()),
    t("ISO slash w time first", ("2023-08-17",) * 2, False, T, "10:20 | 2023/08/17 | Reporter Kim", *BODY()),
    t(
        "jp 年月日 weekday",
        ("2023-08-17",) * 2,
        False,
        "フリゲート艦が造船所を離れる",
        "2023年8月17日(木) 10時20分",
        *JA,
    ),
    t("updated only", ("2023-08-17",) * 2, False, T, "Last updated on August 17, 2023", *BODY()),
    t(
        "updated later labelled published after",
        ("2023-08-15",) * 2,
        False,
        T,
        "Updated: Aug 17, 2023 at 5 p.m.",
        "Published: Aug 15, 2023",
        *BODY(),
    ),
    t(
        "en-dash range not date",
        ("2023-08-17",) * 2,
        False,
        T,
        "Aug. 17, 2023",
        "The ship served in 2012-2018 and was rebuilt in the yard, the ministry said on Thursday in a note to the press.",
        S2,
        S3,
    ),
    t(
        "historic event story",
        ("2019-06-06",) * 2,
        False,
        T,
        "Published June 6, 2019",
        "On June 6, 1944, the frigate's namesake sailed with the landing fleet, veterans recalled at the pier on Thursday as bands played.",
        S2,
        S3,
    ),
    t(
        "anniversary no restamp",
        ("2019-05-30",) * 2,
        False,
        T,
        "Published May 30, 2019",
        "Veterans will gather on June 6 to recall the day on which the frigate's namesake sailed, the museum said on Thursday.",
        S2,
        S3,
    ),
    t(
        "slow feature: event 20 days ago",
        ("2021-07-26",) * 2,
        False,
        T,
        "Published July 26, 2021",
        "When the frigate came home on July 6, its crew had been at sea for two hundred days, and few of them had slept well.",
        S2,
        S3,
    ),
    t(
        "file photo old",
        ("2021-07-26",) * 2,
        False,
        T,
        "Published July 26, 2021",
        "FILE PHOTO: The frigate at sea, March 3, 2015. REUTERS/John Roe/File Photo",
        *BODY(),
    ),
    t("yesterday's story weekly", ("2021-07-30",) * 2, False, T, "Friday 30 July 2021", S1.format(d="Monday"), S2, S3),
    t(
        "former secretary",
        ("2025-06-12",) * 2,
        False,
        T,
        "June 12, 2025",
        "Former Defence Secretary Ben Wallace said on Wednesday that the frigate should have been sold long ago, in his view.",
        S2,
        S3,
    ),
    t(
        "retro story by old office",
        ("2025-06-12",) * 2,
        False,
        T,
        "June 12, 2025",
        S1.format(d="Wednesday"),
        "In 2023, Foreign Secretary James Cleverly had promised that the frigate would be delivered within a year, officials recalled.",
        S3,
    ),
    t(
        "live stamp next-day Seoul",
        ("2024-03-06",) * 2,
        False,
        T,
        "2024.03.06 07:10",
        "The United States said on the 5th (local time) that it would lend the frigate to the navy of the Philippines for a year.",
        S2,
        S3,
    ),
    t(
        "repost, related today, older caption",
        ("2022-11-03", "2022-11-06"),
        True,
        "资讯",
        T,
        "字号+ 作者:资讯 来源:综合 2023-10-02 10:11:12 我要评论(0)",
        "The frigate at the pier of Busan, Thursday, Nov. 3. Yonhap",
        "The navy sailed its frigate on Thursday, two days before the end of an exercise with the United States, officials said here.",
        S2,
        S3 + " (Yonhap)",
        "相关文章",
        "• Cats",
        "2023-10-02 09:11",
        "• Dogs",
        "2023-10-02 08:11",
    ),
    t("no-year dateline no other", None, False, T, "OSLO, Aug 17 (Reuters) - " + S1.format(d="Wednesday"), S2, S3),
    t(
        "capture gives year",
        ("2022-08-17", "2022-08-18"),
        False,
        T,
        "OSLO, Aug 17 (Reuters) - " + S1.format(d="Wednesday"),
        S2,
        S3,
        captured="2022-09-01",
    ),
    t(
        "days into the war",
        ("2022-06-03", "2022-06-05"),
        None,
        T,
        "One hundred days into the war, Ukraine asked again for frigates and howitzers, its minister said on Friday in Kyiv.",
        S2,
        S3,
    ),
    t(
        "months into war",
        ("2023-04-24", "2023-05-24"),
        None,
        T,
        "Fourteen months after the start of the full-scale invasion, Ukraine asked again for frigates, its minister said in Kyiv.",
        "It was 14 months into the war that Kyiv began to ask for ships, he told reporters on Tuesday.",
        S3,
    ),
]


def check(source: Source, expected: Expected, restamped: bool | None) -> None:
    """The answer overlaps what is expected, is hardly wider, and every span of evidence slices back."""
    page = read_page(source)
    if expected is None:
        assert page.published is None
    else:
        assert page.published is not None
        first, last = date.fromisoformat(expected[0]), date.fromisoformat(expected[1])
        assert page.published.start <= last
        assert page.published.end >= first
        assert (page.published.end - page.published.start).days <= (last - first).days + 3
    if restamped is not None:
        assert page.restamped is restamped
    for one in page.date_evidence:
        assert one.span is None or page.text[one.span[0] : one.span[1]].strip()


@pytest.mark.parametrize(("source", "expected", "restamped"), TEXTS)
def test_text(source: Source, expected: Expected, restamped: bool | None) -> None:
    """Plain-text pages."""
    check(source, expected, restamped)
