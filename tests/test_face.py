"""The public face: what modules export is there, sorted errors carry kinds, and importing them costs no parser."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import armstrail
from armstrail import errors

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(armstrail.__path__, "armstrail.")
    if ".migrations" not in module.name and not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_what_a_module_exports_is_there(name: str) -> None:
    """Each name in `__all__` exists, once; each module has a docstring."""
    module = importlib.import_module(name)

    assert module.__doc__
    exported = getattr(module, "__all__", [])
    assert len(exported) == len(set(exported))
    for one in exported:
        assert hasattr(module, one), f"{name}.{one}"


def test_every_error_has_a_kind_of_its_own() -> None:
    """All errors are of one tree; no two kinds are the same, since output names them."""
    tree = [
        one
        for _, one in inspect.getmembers(errors, inspect.isclass)
        if one.__module__ == errors.__name__ and issubclass(one, Exception)
    ]

    assert all(issubclass(one, errors.ArmstrailError) for one in tree)
    kinds = [one.kind for one in tree]
    assert len(kinds) == len(set(kinds))


def test_every_error_stands_in_the_drawing() -> None:
    """The tree drawn at the top of the module has every error."""
    drawing = errors.__doc__ or ""
    for name, one in inspect.getmembers(errors, inspect.isclass):
        if one.__module__ == errors.__name__:
            assert name in drawing, name


def test_looking_at_the_store_needs_no_parser() -> None:
    """Commands that only list start without loading spaCy."""
    code = "import sys, armstrail.cli; armstrail.cli.app; from armstrail.cli.app import register_commands; register_commands(); print('spacy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )

    assert done.stdout.strip() == "False"
