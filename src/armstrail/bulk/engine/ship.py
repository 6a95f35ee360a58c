"""The library and the language model sent to the workers of a cluster, once each."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import tempfile
import zipfile
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import armstrail
from armstrail.language.analysis import MODELS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["receive", "ship"]

_LIBRARY, _MODEL = "armstrail-library.zip", "armstrail-model"


def ship(session: SparkSession) -> None:
    """Sends this library and the model to all workers of a session, where both come before what is installed there.

    What they stand on (spaCy, lxml, pyarrow and the like: compiled code) must be installed on the workers, or be shipped as
    an environment with `spark.archives`. May be called again: nothing is sent twice.
    """
    context = session.sparkContext
    if any(name.endswith(_LIBRARY) for name in context.listFiles):
        return
    folder = Path(tempfile.mkdtemp(prefix="armstrail-"))
    library = folder / _LIBRARY
    _pack(library, {Path(armstrail.__file__).parent: Path("armstrail")})
    context.addPyFile(str(library))
    found = _model()
    if found is not None:
        model = folder / f"{_MODEL}.zip"
        _pack(model, {each: Path(each.name) for each in found})
        context.addArchive(f"{model}#{_MODEL}")


@cache
def receive() -> None:
    """On a worker: takes up the model that was sent, if one was. Once a process."""
    from pyspark import SparkFiles

    folder = Path(SparkFiles.get(_MODEL))
    if folder.is_dir():
        sys.path.insert(0, str(folder))
        importlib.invalidate_caches()


def _model() -> list[Path] | None:
    """The folders of the model's package and of its metadata, which is how spaCy knows it for one."""
    for name in MODELS:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            continue
        try:
            entry = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        about = {Path(str(entry.locate_file(file))).parent for file in entry.files or () if file.name == "METADATA"}
        return [Path(spec.origin).parent, *sorted(about)]
    return None


def _pack(target: Path, folders: dict[Path, Path]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for folder, name in folders.items():
            for path in sorted(folder.rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    archive.write(path, name / path.relative_to(folder))
