"""Dating of HTML pages: labelled fields, stamps beside the headline, faulty fields, other stories' dates, re-posts.

Every sentence here is invented. An expected interval is overlapped by the answer, which is at most three days wider.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.page.frigate import S2, S3, Expected, T, check, story_of

from armstrail.page import Source

FR = [
    "Le ministère a indiqué que la frégate a quitté le chantier après deux ans de réparations et rejoindra la flotte sous peu."
] * 3


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


PAGES = [
    h(
        "a leaf of a calendar",
        ("2020-03-12",) * 2,
        False,
        "",
        f"<h1>{T}</h1><div><div class=day>12</div><div class=month>Mar</div><div class=year>2020</div></div>",
        story_of("Thursday"),
    ),
    h(
        "titles of stamps that show how long ago",
        ("2020-03-12",) * 2,
        False,
        "",
        f"<h1>{T}</h1><p><span class=updated title='2020-04-01'>1 Apr</span><span class=published title='Thu, 12 Mar 2020 10:00:00 +0000'>12 Mar</span></p>",
        story_of("Thursday"),
    ),
    h(
        "seconds in an attribute",
        ("2020-03-12",) * 2,
        False,
        "",
        f"<h1>{T}</h1><p><span data-timestamp='1584010800'>three years ago</span></p>",
        story_of("Thursday"),
    ),
    h(
        "a time as programs print it",
        ("2020-03-12",) * 2,
        False,
        "<meta name=pubdate content='Thu Mar 12 10:00:00 EDT 2020'>",
        f"<h1>{T}</h1>",
        story_of("Thursday"),
    ),
    h(
        "a field in the order of the page's country",
        ("2020-03-12",) * 2,
        False,
        "<meta name=publish-date content='03/12/2020 10:00 AM'>",
        f"<h1>{T}</h1>",
        story_of("Thursday"),
        lang="en-US",
    ),
    h("an issue of a month", ("2020-03-01", "2020-03-31"), False, "", f"<h1>{T}</h1><p>March 2020 issue</p>", (S2, S3)),
    h(
        "the month in the address",
        ("2020-03-01", "2020-03-31"),
        False,
        "",
        f"<h1>{T}</h1>",
        (S2, S3),
        url="https://quay.example/2020/03/frigate-leaves",
    ),
    h(
        "the paper that it stood in",
        ("2020-03-12",) * 2,
        False,
        "",
        f"<h1>{T}</h1>",
        story_of("Thursday"),
        "<p>Published in The Quay, March 12th, 2020</p>",
    ),
    h(
        "seconds in a script",
        ("2020-03-12",) * 2,
        False,
        "",
        f"<h1>{T}</h1>",
        story_of("Thursday"),
        '<script>window.page = {"publishedAt":1584010800000, "id": 7}</script>',
    ),
    h(
        "day first by the country of the host",
        ("2021-04-03",) * 2,
        False,
        "<link rel=canonical href='https://www.quay.example.au/frigate'>",
        f"<h1>{T}</h1><p>Published 03/04/2021</p>",
        story_of("Friday"),
    ),
    h(
        "a stamp leaves out the running year",
        ("2015-06-09",) * 2,
        False,
        "",
        f"<h1>{T}</h1><p>Tuesday, 9 June</p>",
        (*story_of("Tuesday"), "The hull was laid down in 2009 and has been under repair ever since the collision."),
        "<p>© 2015 The Quay</p>",
    ),
    h(
        "another story's stamp without a year",
        ("2020-05-12",) * 2,
        False,
        "",
        f"<aside><ul><li><time datetime='2024-09-09'>Sep 9</time> Storm</li></ul></aside><h1>{T}</h1><p>12th of May, 2020</p>",
        story_of("Tuesday"),
    ),
    h(
        "names and days that only styles keep apart",
        ("2016-02-12",) * 2,
        False,
        "",
        f"<h1>{T}</h1><p><span>Ida Holm</span><span>12.02.16</span><span>14:10</span></p>",
        story_of("Friday"),
    ),
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
        story_of(),
    ),
    h(
        "html modified earlier label",
        ("2020-07-01",) * 2,
        False,
        '<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":"x","datePublished":"2020-07-01T08:00:00Z","dateModified":"2021-01-01T00:00:00Z"}</script>',
        "<h1>" + T + "</h1><p>Updated 1 January 2021</p>",
        story_of(),
    ),
    h(
        "html jan 1 meta",
        ("2018-06-20",) * 2,
        False,
        "<meta name='date' content='2018-01-01'>",
        "<h1>" + T + "</h1><p class='byline'>By Ann Doe | June 20, 2018</p>",
        story_of(),
    ),
    h(
        "html url folder",
        ("2017-03-09",) * 2,
        False,
        "<link rel='canonical' href='https://x.example/2017/03/09/frigate'>",
        "<h1>" + T + "</h1>",
        story_of(),
    ),
    h(
        "html url arg",
        ("2017-03-09",) * 2,
        False,
        "",
        "<h1>" + T + "</h1>",
        story_of(),
        url="https://x.example/news/20170309/frigate.html",
    ),
    h(
        "html sidebar dates only",
        None,
        False,
        "",
        "<h1>" + T + "</h1>",
        story_of(),
        tail="<aside class='sidebar'><h3>Latest</h3><ul><li>Ship sinks <span>3 May 2024</span></li><li>Port opens <span>4 May 2024</span></li></ul></aside>",
    ),
    h(
        "html comments dates",
        ("2015-01-28",) * 2,
        False,
        "",
        "<h1>" + T + "</h1><div class='entry-meta'>28/01/2015</div>",
        story_of(),
        tail="<div id='comments'><div class='comment'><b>Joe</b> <time datetime='2015-02-01'>1 February 2015</time><p>Nice ship.</p></div></div>",
        lang="fr",
    ),
    h(
        "html d/m order by meta",
        ("2016-04-03",) * 2,
        False,
        "<meta property='article:published_time' content='2016-04-03'>",
        "<h1>" + T + "</h1><div class='date'>03/04/2016</div>",
        story_of(),
    ),
    h(
        "html tz",
        ("2019-11-19",) * 2,
        False,
        "<meta property='article:published_time' content='2019-11-20T03:14:35Z'>",
        "<h1>" + T + "</h1><p>9:14 pm CST, Tuesday, November 19, 2019</p>",
        story_of(),
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
        story_of(),
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
        story_of(),
    ),
    h(
        "meta crawl vs visible label",
        ("2018-09-12",) * 2,
        False,
        "<meta name='date' content='2020-11-20T10:00:00'><meta name='last-modified' content='2020-11-20'>",
        "<h1>" + T + "</h1><div class='post-info'>Posted on September 12, 2018 by Ann</div>",
        story_of(),
    ),
    h("copyright only", None, False, "", "<h1>" + T + "</h1>", story_of(), tail="<footer>© 2021 Port Gazette</footer>"),
    h(
        "two h, teaser first",
        ("2022-06-15",) * 2,
        False,
        "<meta property='og:title' content='" + T + "'>",
        "<div class='breaking'><h2>Storm hits the coast</h2><span>18 June 2022</span></div><h1>"
        + T
        + "</h1><p class='meta'>15 June 2022, 10:12</p>",
        story_of(),
    ),
    h(
        "epoch time attr",
        ("2022-06-15",) * 2,
        False,
        "<meta name='publish-date' content='1655280000'>",
        "<h1>" + T + "</h1>",
        story_of(),
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
        story_of(),
    ),
    h(
        "us numeric with zone",
        ("2022-03-04",) * 2,
        False,
        "",
        "<h1>" + T + "</h1><p>03/04/2022 5:12 PM EST</p>",
        story_of(),
        lang="en",
    ),
    h(
        "uk numeric",
        ("2022-04-03",) * 2,
        False,
        "",
        "<h1>" + T + "</h1><p>03/04/2022 17:12</p>",
        story_of(),
        lang="en-GB",
    ),
    h(
        "date below article",
        ("2022-06-15",) * 2,
        False,
        "",
        "<h1>" + T + "</h1>",
        story_of(),
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


@pytest.mark.parametrize(("source", "expected", "restamped"), PAGES)
def test_html(source: Source, expected: Expected, restamped: bool | None) -> None:
    """HTML pages."""
    check(source, expected, restamped)
