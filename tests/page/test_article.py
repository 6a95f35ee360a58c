"""The article among the pieces of an HTML page: stories in many boxes, posts of readers, stamps at the ends."""

from __future__ import annotations

from armstrail.page.html import html_layout

STORY = (
    "Two patrol boats are to be lent to Belize for three years, the defence ministry in Santiago said after a long debate.",
    "The boats will be used to watch fishing grounds near the southern border, where poachers have been seen more often.",
    "“We will train the first crew next month,” the rear admiral told reporters at the port.",
    "Belize has a coast guard of about 500 people and no ship longer than 20 metres.",
    "The cost of the transfer is to be shared between the two governments, both of them said.",
)
HEAD = "Two boats for Belize"


def body(*parts: str) -> list[str]:
    """The paragraphs that are read of a page made of these parts below its headline."""
    layout = html_layout(f"<html lang=en><body><h1>{HEAD}</h1>{''.join(parts)}</body></html>")
    return [layout.text[start:end] for start, end in layout.body()]


def paragraphs(*lines: str) -> str:
    """Lines as paragraphs."""
    return "".join(f"<p>{line}</p>" for line in lines)


def test_a_story_whose_paragraphs_have_boxes_of_their_own_goes_on_behind_links() -> None:
    """Links amid the story, in a box of their own, end no story whose paragraphs stand in boxes of one make."""
    boxed = [f"<div class='cell c{n}'><div><p>{line}</p></div></div>" for n, line in enumerate(STORY)]
    links = "<div class=list><ul><li><a href=a>Why poachers like the south</a></li><li><a href=b>A guard without ships</a></li></ul></div>"
    assert body("<main>", *boxed[:3], links, *boxed[3:], "</main>") == list(STORY)


def test_teasers_of_another_make_do_not_join_such_a_story() -> None:
    """Boxes of another make behind the story are none of its paragraphs."""
    boxed = [f"<div class=cell><div><p>{line}</p></div></div>" for line in STORY]
    teaser = "<div class=card><a href=x><div>Canal fees to rise</div></a><div>Ships will pay a tenth more, its manager said.</div></div>"
    assert body("<main>", *boxed, teaser * 3, "</main>") == list(STORY)


def test_posts_of_readers_are_no_story_though_they_are_longer() -> None:
    """Dated posts under a heading that counts them are reactions, whatever they are called in the markup."""
    post = "<div><b>user</b> <i>May 28, 2019</i><p>I served on such a boat for ten years and can tell you that they roll like barrels.</p></div>"
    assert body(paragraphs(*STORY[:3]), "<h3>9 Comments</h3>", post * 9) == list(STORY[:3])


def test_stamps_at_the_ends_of_a_story_are_none_of_it() -> None:
    """A labelled date behind the last paragraph and how long ago it was before the first are stamps."""
    assert body(
        "<div>", "<p>4 years ago</p>", paragraphs(*STORY), "<p>First posted 1 Aug 2018, 18:20</p></div>"
    ) == list(STORY)


def test_a_time_of_day_heads_an_entry_of_a_running_report() -> None:
    """The entries are read, their times are not; a date with words of its own in the story stays."""
    entries = "".join(
        f"<div class=block><p><time>0{n}.30</time></p><p>{line}</p></div>" for n, line in enumerate(STORY[:4])
    )
    assert body(f"<div class=live>{entries}</div>") == list(STORY[:4])


def test_short_lines_of_talk_are_a_story_where_nothing_is_longer() -> None:
    """A transcript has no long paragraph; its remarks in brackets are read with it."""
    talk = ["HOST: Good evening. Two boats are to go to Belize.", "SOTO: We will train the first crew next month.", "(Sound of a horn)",
            "HOST: What will it cost?", "SOTO: About four million dollars, shared between us.", "HOST: Admiral, thank you."]  # fmt: skip
    assert body("<div>", paragraphs(*talk), "</div>") == talk


def test_a_line_of_furniture_ends_no_story_in_its_named_text() -> None:
    """Short lines of the story above and below such a line, and below an empty one, are read."""
    told = ["What is new in the deal?", "Training for 40 sailors", *STORY[:3], "Two boats", "Spare parts"]
    lines = [*told[:2], "Click here to subscribe to our newsletter.", *told[2:5], "\u200b", *told[5:]]
    assert body("<div class=entry-content>", paragraphs(*lines), "</div>") == told


def test_posts_that_the_story_quotes_are_read() -> None:
    """An embedded post is the story's own, though its frame is called a widget; the sidebar's widgets are not."""
    post = (
        "<div class=widget><blockquote class=twitter-tweet><p>Two boats leave for Belize today.</p></blockquote></div>"
    )
    story = ["<div class=entry-content>", paragraphs(*STORY[:2]), post, paragraphs(*STORY[2:]), "</div>"]
    assert body(*story, f"<aside>{post}</aside>") == [*STORY[:2], "Two boats leave for Belize today.", *STORY[2:]]
