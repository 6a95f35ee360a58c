"""What the words before a date say that it is."""

import pytest

from armstrail.page.claims import ClaimRole, label_role


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Issued on ", ClaimRole.PUBLISHED),
        ("No export licence was issued after ", None),
        ("The last one was published before ", None),
        ("Nothing was posted since ", None),
    ],
)
def test_a_bound_is_no_stamp(head: str, role: ClaimRole | None) -> None:
    """A date after or before which something was issued is not the day on which the page was."""
    found = label_role(head)
    assert (found[0] if found else None) == role
