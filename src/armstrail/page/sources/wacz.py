"""Pages from WACZ files: a zip of web archives with a manifest of digests (Web Archive Collection Zipped 1.1.1)."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from armstrail.errors import BadRecord, EmptyInput, UnknownInput
from armstrail.page.sources.common import Failure, Intake, Lone, Opened, bounded_read
from armstrail.page.sources.warc import read_warc

__all__ = ["read_wacz"]

_MANIFEST = "datapackage.json"
_MANIFEST_DIGEST = "datapackage-digest.json"
_FAULTS = (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error)


def read_wacz(stream: BinaryIO, lone: Lone, intake: Intake) -> Iterator[Opened]:
    """The pages of all archives in a WACZ file, in the order of their names.

    The manifest's digests are checked first; an archive that does not match its digest, or that the manifest does not
    name, comes as a Failure and is not read.
    """
    name = lone.name
    if not stream.seekable():
        message = f"{name}: a zip cannot be read from a stream: save it as a file"
        yield Failure(intake.ids.claim(*lone.ids), UnknownInput(message))
        return
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            if _MANIFEST not in names:
                raise UnknownInput(f"{name}: a zip without {_MANIFEST}, so no WACZ: unpack it and give the pages")
            digests = _digests(archive, name)
            members = sorted(entry for entry in names if entry.startswith("archive/") and ".warc" in entry)
            if not members:
                raise EmptyInput(f"{name}: no archive/*.warc in this WACZ: make it again")
            for member in members:
                yield from _read_member(archive, member, f"{name}/{member}", digests.get(member), intake)
    except (UnknownInput, EmptyInput, BadRecord) as error:
        yield Failure(intake.ids.claim(*lone.ids), error)
    except _FAULTS as error:
        yield Failure(intake.ids.claim(*lone.ids), BadRecord(f"{name}: broken zip ({error}): fetch the file again"))


def _read_member(
    archive: zipfile.ZipFile, member: str, place: str, digest: str | None, intake: Intake
) -> Iterator[Opened]:
    if digest is None:
        yield Failure(place, BadRecord(f"{place}: not in {_MANIFEST}: the file was altered; make it again"))
        return
    with archive.open(member) as stream:
        if not _matches(cast("BinaryIO", stream), digest):
            message = f"{place}: does not match its digest in {_MANIFEST}: the file was altered or is broken"
            yield Failure(place, BadRecord(message))
            return
    with archive.open(member) as stream:
        yield from read_warc(cast("BinaryIO", stream), place, intake)


def _digests(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Path to digest of every resource that the manifest names. Raises BadRecord where it is broken or was altered."""
    limit = 50_000_000
    with archive.open(_MANIFEST) as stream:
        manifest = bounded_read(stream, limit, f"{name}/{_MANIFEST}")
    if _MANIFEST_DIGEST in archive.namelist():
        with archive.open(_MANIFEST_DIGEST) as stream:
            seal = json.loads(bounded_read(stream, limit, f"{name}/{_MANIFEST_DIGEST}"))
        digest = seal.get("hash") if isinstance(seal, dict) else None
        if not isinstance(digest, str) or not _matches(io.BytesIO(manifest), digest):
            raise BadRecord(f"{name}: {_MANIFEST} does not match {_MANIFEST_DIGEST}: the file was altered")
    content = json.loads(manifest)
    resources = content.get("resources") if isinstance(content, dict) else None
    if not isinstance(resources, list):
        raise BadRecord(f'{name}: {_MANIFEST} has no list of "resources": make the WACZ again')
    return {
        str(entry["path"]): str(entry["hash"])
        for entry in resources
        if isinstance(entry, dict) and "path" in entry and "hash" in entry
    }


def _matches(stream: BinaryIO, digest: str) -> bool:
    algorithm, _, value = digest.partition(":")
    if algorithm not in ("sha256", "sha512", "sha1", "md5"):
        return False
    made = hashlib.new(algorithm, usedforsecurity=False)
    while chunk := stream.read(1 << 20):
        made.update(chunk)
    return made.hexdigest() == value.lower()
