"""Parts of a page told by the names that sites give them."""

from __future__ import annotations

import pytest

from armstrail.page.boxes import box_roles, box_sums, named
from armstrail.page.layout import Role
from armstrail.page.markup import parse_markup
from armstrail.page.prose import prose_weight
from armstrail.page.rendering import Rendering, render


@pytest.mark.parametrize(
    ("marks", "role", "story"),
    [
        ("related-posts", Role.RELATED, False),
        ("jp-relatedposts", Role.RELATED, False),
        ("postSignature signature", Role.AUTHOR_BOX, False),
        ("wp-caption-text", Role.CAPTION, False),
        ("gallery-item", Role.CAPTION, False),
        ("entry-content clearfix", None, True),
        ("articleBody", None, True),
        ("css-1x2y3z", None, False),
        ("has-sidebar", None, False),
        ("comments-area", Role.COMMENTS, False),
        ("additional-text", None, False),
    ],
)
def test_names_are_read_word_by_word(marks: str, role: Role | None, story: bool) -> None:
    """A class or id means what its words mean; a word inside another one means nothing."""
    assert named(marks) == (role, story)


def rendered(markup: str) -> tuple[Rendering, list[int], list[int]]:
    """A page with the prose and the link characters of each of its boxes."""
    rendering = render(parse_markup(markup))
    weights = [prose_weight(rendering.text[piece.start : piece.end]) for piece in rendering.pieces]
    return rendering, box_sums(rendering, weights), box_sums(rendering, [piece.link for piece in rendering.pieces])


LINE = "The ministry said that the boats would be handed over in the spring, after the crews have been trained at the yard."


def test_a_name_is_not_believed_of_the_part_that_holds_the_story() -> None:
    """Sites put whole stories into boxes with names of furniture."""
    rendering, prose, links = rendered(
        f"<body><div class='sidebar'>{f'<p>{LINE}</p>' * 5}</div><div class=ad><p>{LINE}</p></div></body>"
    )
    roles, _ = box_roles(rendering, prose, links)
    by_name = {box.marks: role for box, role in zip(rendering.boxes, roles, strict=True) if box.marks}
    assert by_name == {"sidebar": None, "ad": Role.FURNITURE}


def test_sums_count_what_inner_boxes_hold() -> None:
    """The sum of a box is that of its pieces and of the boxes in it."""
    rendering, prose, _ = rendered(f"<body><div id=a><p>{LINE}</p><div id=b><p>{LINE}</p></div></div></body>")
    by_name = {box.marks: value for box, value in zip(rendering.boxes, prose, strict=True) if box.marks}
    assert by_name["a"] == 2 * by_name["b"] > 0
