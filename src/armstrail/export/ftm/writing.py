"""Writing entities and statements, as the tools of FollowTheMoney read them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from armstrail.export.files import OutFile
from armstrail.export.ftm.entities import Entities
from armstrail.export.manifest import Omission, Written
from armstrail.export.selection import Pages, Selection

ENTITIES = "entities.ftm.json"
STATEMENTS = "statements.json"


def write(selection: Selection, pages: Pages, folder: Path) -> tuple[list[Written], list[Omission]]:
    """Write `entities.ftm.json` and `statements.json` into `folder`, one JSON object a line.

    Gives what was written and what was left out.
    """
    made = Entities(selection, pages)
    refused: Counter[str] = Counter()
    with OutFile(folder / ENTITIES) as entities, OutFile(folder / STATEMENTS) as statements:
        for draft in made.drafts():
            entities.write(_line(draft.entity()))
            for statement in draft.statements():
                statements.write(_line(dict(statement.to_dict())))
            refused.update(name for name, _ in draft.refused)
    return [entities.written(), statements.written()], _omissions(selection, made, refused)


def _omissions(selection: Selection, made: Entities, refused: Counter[str]) -> list[Omission]:
    found = [
        Omission(what=what, count=count, why="no entity of the model says this without saying more")
        for what, count in sorted(made.left_out.items())
    ]
    for count, what, why in (
        (made.parties.unnamed, "speakers", "nobody is named, so there is no entity to point at"),
        (
            len(made.unproved),
            "spans of evidence",
            "their words stand in another span of the fact, and a value has one origin; webannotation has them",
        ),
        (len(selection.conflicts), "conflicts", "the model has no place for values that exclude each other"),
        (len(selection.decisions), "decisions", "a corrected value names its decision; jsonl has all decisions"),
        (len(selection.origins), "origins", "the model does not join texts; summaries give their number"),
        (len(selection.pages), "texts of pages", "the store keeps them; spans are offsets into them"),
        (
            sum(len(one.statements) for one in selection.transfers)
            + sum(len(one.statements) for one in selection.events),
            "links from statements to what they are about",
            "the model links no Event to an EconomicActivity; jsonl has them",
        ),
        (
            sum(refused.values()),
            f"values of {', '.join(sorted(refused))}",
            "the library does not take them as values of that kind",
        ),
    ):
        if count:
            found.append(Omission(what=what, count=count, why=why))
    return found


def _line(body: dict[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8", "backslashreplace")
