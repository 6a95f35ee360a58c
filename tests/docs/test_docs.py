"""The documentation says what the program does: generated pages are up to date, nothing is undocumented."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
import typer

from armstrail import records
from armstrail.cli.app import app, register_commands

ROOT = Path(__file__).parent.parent.parent
GENERATED = runpy.run_path(str(ROOT / "docs" / "generate.py"), run_name="generate")["PAGES"]


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_generated_pages_are_up_to_date(name: str) -> None:
    """What docs/generate.py would write is what stands in docs/."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == GENERATED[name]().rstrip() + "\n", "run make docs"


def commands() -> dict[str, typer.core.TyperCommand]:
    register_commands()
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # the root is a group


def test_every_command_and_option_has_help() -> None:
    """A command or option without help would be undocumented everywhere."""
    for name, command in commands().items():
        assert command.help, name
        for parameter in command.params:
            if parameter.name != "help":
                assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_every_command_is_in_the_readme_or_the_docs() -> None:
    """Each command is shown with its name in README or in a page of docs/ that a person wrote."""
    written = [ROOT / "README.md", *(path for path in (ROOT / "docs").glob("*.md") if path.name not in GENERATED)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in written)
    missing = [name for name in commands() if not re.search(rf"armstrail {name}\b", text)]
    assert not missing


def test_every_option_that_the_readme_shows_exists() -> None:
    """README shows no option that the program does not have."""
    known = {option for command in commands().values() for parameter in command.params for option in parameter.opts}
    shown = set(re.findall(r"armstrail [^\n`]*?(--[a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert shown <= known | {"--help", "--version"}


def test_every_field_has_a_type_in_the_data_model() -> None:
    """Each field of each record type stands in the data-model page."""
    page = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
    for name in ("Page", "Statement", "Transfer", "Event", "Violation"):
        for field in getattr(records, name).model_fields:
            assert f"`{field}`" in page, f"{name}.{field}"
