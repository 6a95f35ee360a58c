"""Situations of dating that pages are found in: stamps of many languages, re-posts, undated texts, faulty fields.

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
FR = [
    "Le ministère a indiqué que la frégate a quitté le chantier après deux ans de réparations et rejoindra la flotte sous peu."
] * 3
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


def h(
    name: str,
    expected: Expected,
    restamped: bool | None,
    head: str,
    top: str,
    body: Any,
    tail: str = "",
    lang: str = "en",
    url: str | None = None,
) -> Any:
    """An HTML page."""
    story = "".join(f"<p>{line}</p>" for line in body)
    frame = "<nav><a>Home</a> <a>World</a></nav>"
    markup = f"<html lang='{lang}'><head>{head}</head><body>{frame}{top}<article>{story}</article>{tail}</body></html>"
    return pytest.param(
        Source(id=name, data=markup.encode(), media_type="text/html", url=url), expected, restamped, id=name
    )


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
        "U.S. Secretary of State Antony Blinken said on Friday that the frigate would not be sold to anybody who asks for it.",
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
        "The contract was signed in November 2022 with a Korean maker, Secretary of State Antony Blinken told reporters at the Munich Security Conference last week.",
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
        "Former Secretary of State Antony Blinken said on Wednesday that the frigate should have been sold long ago, in his view.",
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
        "In 2023, Secretary of State Antony Blinken had promised that the frigate would be delivered within a year, officials recalled.",
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

PAGES = [
    h(
        "html de label",
        ("2019-10-18",) * 2,
        False,
        "<meta name='date' content='2020-01-05'>",
        "<h1>Fregatte verlässt die Werft nach zwei Jahren</h1><p class='info'>Veröffentlicht am 18.10.2019 von Max</p>",
        [
            "Die Fregatte hat nach zwei Jahren die Werft verlassen und wird nun wieder der Flotte angehören, teilte das Ministerium mit.",
        ]
        * 3,
        lang="de",
    ),
    h(
        "html today header vs stamp",
        ("2021-05-06",) * 2,
        False,
        "",
        "<div class='header-date'>Friday, 7 May 2021</div><h1>" + T + "</h1><span class='date'>6 May 2021</span>",
        BODY(),
    ),
    h(
        "html modified earlier label",
        ("2020-07-01",) * 2,
        False,
        '<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":"x","datePublished":"2020-07-01T08:00:00Z","dateModified":"2021-01-01T00:00:00Z"}</script>',
        "<h1>" + T + "</h1><p>Updated 1 January 2021</p>",
        BODY(),
    ),
    h(
        "html jan 1 meta",
        ("2018-06-20",) * 2,
        False,
        "<meta name='date' content='2018-01-01'>",
        "<h1>" + T + "</h1><p class='byline'>By Ann Doe | June 20, 2018</p>",
        BODY(),
    ),
    h(
        "html url folder",
        ("2017-03-09",) * 2,
        False,
        "<link rel='canonical' href='https://x.example/2017/03/09/frigate'>",
        "<h1>" + T + "</h1>",
        BODY(),
    ),
    h(
        "html url arg",
        ("2017-03-09",) * 2,
        False,
        "",
        "<h1>" + T + "</h1>",
        BODY(),
        url="https://x.example/news/20170309/frigate.html",
    ),
    h(
        "html sidebar dates only",
        None,
        False,
        "",
        "<h1>" + T + "</h1>",
        BODY(),
        tail="<aside class='sidebar'><h3>Latest</h3><ul><li>Ship sinks <span>3 May 2024</span></li><li>Port opens <span>4 May 2024</span></li></ul></aside>",
    ),
    h(
        "html comments dates",
        ("2015-01-28",) * 2,
        False,
        "",
        "<h1>" + T + "</h1><div class='entry-meta'>28/01/2015</div>",
        BODY(),
        tail="<div id='comments'><div class='comment'><b>Joe</b> <time datetime='2015-02-01'>1 February 2015</time><p>Nice ship.</p></div></div>",
        lang="fr",
    ),
    h(
        "html d/m order by meta",
        ("2016-04-03",) * 2,
        False,
        "<meta property='article:published_time' content='2016-04-03'>",
        "<h1>" + T + "</h1><div class='date'>03/04/2016</div>",
        BODY(),
    ),
    h(
        "html tz",
        ("2019-11-19",) * 2,
        False,
        "<meta property='article:published_time' content='2019-11-20T03:14:35Z'>",
        "<h1>" + T + "</h1><p>9:14 pm CST, Tuesday, November 19, 2019</p>",
        BODY(),
    ),
    h(
        "html spanish",
        ("2022-01-31",) * 2,
        False,
        "",
        "<h1>La fragata sale del astillero</h1><p>Lunes, 31 de enero de 2022 | Actualizado: 2 de febrero de 2022</p>",
        [
            "El ministerio dijo que la fragata ha dejado el astillero tras dos años de reparaciones y volverá a la flota en breve."
        ]
        * 3,
        lang="es",
    ),
    h(
        "html time element",
        ("2022-02-11",) * 2,
        False,
        "",
        "<h1>" + T + "</h1><time class='entry-date published' datetime='2022-02-11T10:00:00+01:00'>Feb 11</time>",
        BODY(),
        tail="<div class='related'><time datetime='2023-01-02'>2 Jan 2023</time> Other story</div>",
    ),
    h(
        "html repost meta year late",
        ("2023-10-26", "2023-10-28"),
        True,
        '<meta property=\'article:published_time\' content=\'2024-11-02T03:00:00+00:00\'><script type=\'application/ld+json\'>{"@type":"BlogPosting","datePublished":"2024-11-02T03:00:00+00:00"}</script>',
        "<h1>" + T + "</h1><span>Posted on November 2, 2024 by admin</span>",
        [
            "South Korea, Japan and the United States condemned the shipments on Thursday, October 26, in a joint statement that named the ports.",
            "The statement was issued in Seoul. Foreign Minister Park Jin told reporters that several deliveries had been confirmed by now.",
            "The post Frigate appeared first on Feed.",
        ],
    ),
    h(
        "fr html le",
        ("2021-03-09",) * 2,
        False,
        "",
        "<h1>La frégate quitte le chantier</h1><p>Publié le 09/03/2021 à 18h30, mis à jour le 10/03/2021 à 08h00</p>",
        FR,
        lang="fr",
    ),
    h(
        "jsonld wrong type comment",
        ("2020-05-06",) * 2,
        False,
        '<script type=\'application/ld+json\'>{"@type":"NewsArticle","datePublished":"2020-05-06","comment":[{"@type":"Comment","datePublished":"2020-05-09"}]}</script>',
        "<h1>" + T + "</h1>",
        BODY(),
    ),
    h(
        "meta crawl vs visible label",
        ("2018-09-12",) * 2,
        False,
        "<meta name='date' content='2020-11-20T10:00:00'><meta name='last-modified' content='2020-11-20'>",
        "<h1>" + T + "</h1><div class='post-info'>Posted on September 12, 2018 by Ann</div>",
        BODY(),
    ),
    h("copyright only", None, False, "", "<h1>" + T + "</h1>", BODY(), tail="<footer>© 2021 Port Gazette</footer>"),
    h(
        "two h, teaser first",
        ("2022-06-15",) * 2,
        False,
        "<meta property='og:title' content='" + T + "'>",
        "<div class='breaking'><h2>Storm hits the coast</h2><span>18 June 2022</span></div><h1>"
        + T
        + "</h1><p class='meta'>15 June 2022, 10:12</p>",
        BODY(),
    ),
    h(
        "epoch time attr",
        ("2022-06-15",) * 2,
        False,
        "<meta name='publish-date' content='1655280000'>",
        "<h1>" + T + "</h1>",
        BODY(),
    ),
    h(
        "dutch",
        ("2022-06-15",) * 2,
        False,
        "",
        "<h1>Fregat verlaat de werf na twee jaar</h1><span>Geplaatst op 15 juni 2022</span>",
        ["Het ministerie meldde dat het fregat na twee jaar de werf heeft verlaten en zich weer bij de vloot voegt."]
        * 3,
        lang="nl",
    ),
    h(
        "date split in spans",
        ("2022-06-15",) * 2,
        False,
        "",
        "<div class='date'><span>15</span> <span>June</span> <span>2022</span></div><h1>" + T + "</h1>",
        BODY(),
    ),
    h(
        "us numeric with zone",
        ("2022-03-04",) * 2,
        False,
        "",
        "<h1>" + T + "</h1><p>03/04/2022 5:12 PM EST</p>",
        BODY(),
        lang="en",
    ),
    h("uk numeric", ("2022-04-03",) * 2, False, "", "<h1>" + T + "</h1><p>03/04/2022 17:12</p>", BODY(), lang="en-GB"),
    h(
        "date below article",
        ("2022-06-15",) * 2,
        False,
        "",
        "<h1>" + T + "</h1>",
        BODY(),
        tail="<p class='published'>Published: 15 June 2022</p>",
    ),
    h(
        "bulgarian",
        ("2022-06-15",) * 2,
        False,
        "",
        "<h1>Фрегатата напуска корабостроителницата</h1><span>публикувано на 15 юни 2022 г.</span>",
        ["Министерството съобщи, че фрегатата е напуснала корабостроителницата след две години ремонт."] * 3,
        lang="bg",
    ),
    h(
        "hebrew",
        ("2022-06-15",) * 2,
        False,
        "",
        "<h1>הפריגטה עוזבת את המספנה</h1><span>פורסם: 15.06.22, 10:12</span>",
        ["משרד הביטחון מסר כי הפריגטה עזבה את המספנה לאחר שנתיים של תיקונים ותצטרף שוב לצי."] * 3,
        lang="he",
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


@pytest.mark.parametrize(("source", "expected", "restamped"), PAGES)
def test_html(source: Source, expected: Expected, restamped: bool | None) -> None:
    """HTML pages."""
    check(source, expected, restamped)
