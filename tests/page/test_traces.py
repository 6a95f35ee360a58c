"""Days that a page lets slip: its picture's address and its readers' posts."""

from __future__ import annotations

from datetime import date

from armstrail.page import Source, read_page
from armstrail.records import Page

STORY = (
    "The navy will lend two boats to its neighbour, the ministry said, and both crews are to be trained at the old yard.",
    "The boats will be used to watch fishing grounds near the southern border, where poachers have been seen more often.",
)


def read(inside: str, head: str = "") -> Page:
    """A page without a stamp, with `inside` below its story."""
    told = "".join(f"<p>{line}</p>" for line in STORY)
    markup = (
        f"<html lang=en><head>{head}</head><body><h1>Two boats lent</h1><article>{told}</article>{inside}</body></html>"
    )
    return read_page(Source(id="x", data=markup.encode(), media_type="text/html"))


def post(day: str) -> str:
    """A reader's post of a day."""
    return f"<div class=comment><b>Sailor</b> <i>{day}</i><p>What a fine deal for both of them, may it last.</p></div>"


def test_the_first_readers_post_dates_a_page_that_nothing_else_dates() -> None:
    """Readers answer on the day itself: the earliest of their posts is the day, whatever their order."""
    page = read(f"<div class=comments>{post('3 May 2018')}{post('2 May 2018')}{post('9 June 2019')}</div>")
    assert page.published is not None
    assert (page.published.start, page.published.end) == (date(2018, 5, 2),) * 2
    assert {"reaction"} == {each.kind for each in page.date_evidence if each.supports}


def test_one_dated_line_among_posts_tells_nothing() -> None:
    """A single date may say since when its writer has been a reader."""
    assert read(f"<div class=comments>{post('2 May 2018')}</div>").published is None


def test_the_pictures_folder_dates_a_page_that_nothing_else_dates() -> None:
    """The page's own picture was stored on the day of the story or a little before."""
    page = read("", "<meta property='og:image' content='https://x.example/img/2019/11/19/boat.jpg'>")
    assert page.published is not None
    assert page.published.start == date(2019, 11, 19)


def test_pictures_of_several_days_tell_nothing() -> None:
    """Where no picture is the page's own, those of other stories stand beside it."""
    assert read("<img src='/2019/11/19/a.jpg'><img src='/2021/02/03/b.jpg'>").published is None


def test_an_older_picture_exposes_no_stamp() -> None:
    """Stories are told with pictures from the files."""
    page = read("<p>Published 4 June 2021</p>", "<meta property='og:image' content='/img/2017/01/02/boat.jpg'>")
    assert page.published is not None
    assert page.published.start == date(2021, 6, 4)
    assert not page.restamped
