"""The file that says which feeds to watch."""

from datetime import timedelta
from pathlib import Path

import pytest

from armstrail.errors import InputError, MissingInput
from armstrail.page.sources.watch_config import FeedConfig, duration, load_config, parse_config

TEXT = """
[watch]
every = "30m"
delay = "5s"
contact = "https://desk.example/reader"

[[feed]]
url = "https://paper.example/rss"
name = "The Paper"
publisher = "The Paper"
publisher_country = "KOR"

[[feed]]
url = "https://other.example/atom"
every = "2h"
silent_after = "2d"
oldest = "4w"
"""


def test_a_feed_takes_what_it_does_not_say_from_the_common_table() -> None:
    """Common values hold where a feed gives none of its own."""
    config = parse_config(TEXT, "feeds.toml")
    assert config.delay == timedelta(seconds=5)
    assert config.robots
    assert not config.allow_private
    assert config.contact == "https://desk.example/reader"
    week = timedelta(days=7)
    assert config.feeds == (
        FeedConfig("https://paper.example/rss", "The Paper", timedelta(minutes=30), week, None, "The Paper", "KOR"),
        FeedConfig(
            "https://other.example/atom",
            "https://other.example/atom",
            timedelta(hours=2),
            timedelta(days=2),
            timedelta(weeks=4),
        ),
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("every", "evry"), "unknown field 'evry'"),
        (('"30m"', '"often"'), "is no duration"),
        (('"30m"', '"0m"'), "is no duration"),
        (('"30m"', '"30s"'), "too often"),
        (("https://paper.example/rss", "file:///etc/passwd"), "only http and https"),
        (("KOR", "Korea"), "no state's code"),
        (("https://other.example/atom", "https://paper.example/rss"), "two feeds have the url"),
        (("[watch]", "[watch]\nrobots = 1"), "neither true nor false"),
        (('name = "The Paper"', 'name = ""'), "no line of text"),
        (("[[feed]]", "[[feeds]]"), "unknown field 'feeds'"),
        (("[watch]", "[watch"), "no TOML"),
    ],
)
def test_a_mistake_is_named(change: tuple[str, str], words: str) -> None:
    """Every mistake says the file, the field and what to write."""
    with pytest.raises(InputError, match=words) as caught:
        parse_config(TEXT.replace(*change), "feeds.toml")
    assert str(caught.value).startswith("feeds.toml")


def test_a_file_without_feeds_is_named(tmp_path: Path) -> None:
    """No file, and a file without feeds, are errors."""
    with pytest.raises(MissingInput):
        load_config(tmp_path / "feeds.toml")
    (tmp_path / "feeds.toml").write_text("[watch]\n")
    with pytest.raises(InputError, match="no feed in it"):
        load_config(tmp_path / "feeds.toml")


@pytest.mark.parametrize(
    ("text", "value"), [("90s", 90), ("15m", 900), ("2h", 7200), ("7d", 604_800), ("4 w", 2_419_200)]
)
def test_durations(text: str, value: int) -> None:
    """A number and a unit."""
    assert duration(text, "x") == timedelta(seconds=value)
