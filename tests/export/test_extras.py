"""The optional extras of the package: what `make` installs is all of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_make_installs_every_extra_of_all() -> None:
    """The Makefile's list, with ftm that it tries apart, is the extra `all`."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    (every,) = (re.fullmatch(r"armstrail\[(.*)\]", one) for one in extras["all"])
    listed = re.search(r"^EXTRAS := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert every
    assert listed
    assert {*listed[1].split(","), "ftm"} == {*every[1].split(","), "dev"}
