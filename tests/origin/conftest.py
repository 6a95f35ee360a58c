"""Stories for the tests of origins: every one is invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from armstrail.origin import Text

STORIES = Path(__file__).parent / "stories"


@pytest.fixture(scope="session")
def story() -> Callable[..., Text]:
    """`story(name, day=None, site=None, page=None)`: the story of that name as a Text."""

    def load(name: str, day: date | None = None, site: str | None = None, page: str | None = None) -> Text:
        return Text(
            id=page or name,
            title=None,
            text=(STORIES / f"{name}.txt").read_text(encoding="utf-8").strip(),
            date=day,
            site=site,
        )

    return load
