"""The scorer of the ledger counts what its table says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent


def transfer(name: str, text: str, words: str, **cells: Any) -> dict[str, Any]:
    start = text.index(words)
    return {
        "id": name, "supplier": ["LAO"], "recipient": ["MLI"], "goods": {"text": "rifles", "category": "small_arms"},
        "quantity": {"value": 4000, "unit": "rifles", "bound": "exact"}, "when": None, "stage": "transferred",
        "factuality": "asserted", "asserted_by": None, "evidence": [[start, start + len(words)]], **cells,
    }  # fmt: skip


def page(name: str, text: str, *transfers: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": name, "text": text, "published": {"start": "2031-05-10", "end": "2031-05-10"}, "statements": [],
        "transfers": list(transfers), "events": [], "violations": [],
    }  # fmt: skip


def report(folder: Path, merges: list[Any], conflicts: list[Any], **extra: Any) -> Any:
    texts = ("Laos sent 4000 rifles to Mali. Laos denied it.", "Mali got 4000 rifles from Laos.")
    denial = transfer("t2", texts[0], "Laos denied it", factuality="denied", quantity=None, asserted_by="LAO", **extra)
    gold = [
        page("a", texts[0], transfer("t1", texts[0], "Laos sent 4000 rifles to Mali"), denial),
        page("b", texts[1], transfer("t1", texts[1], "Mali got 4000 rifles from Laos")),
    ]
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in gold))
    truth = {"groups": [["a"], ["b"]], "relations": [], "merges": merges, "conflicts": conflicts}
    (folder / "origins.json").write_text(json.dumps(truth))
    command = [
        sys.executable,
        str(ROOT / "bench" / "ledger_score.py"),
        "--origins",
        "origins.json",
        "--gold",
        "gold.jsonl",
        "--json",
    ]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "src")}
    )
    return json.loads(done.stdout)


A, B, DENIAL = {"page": "a", "id": "t1"}, {"page": "b", "id": "t1"}, {"page": "a", "id": "t2"}
CLASH = {"between": [A, DENIAL], "field": "factuality", "values": ["asserted", "denied"]}


def test_what_is_right_counts(tmp_path: Path) -> None:
    """A merge and a conflict that gold has give full marks."""
    figures = report(tmp_path, [[A, B]], [CLASH])

    assert figures["merges"]["F1"] == 1.0
    assert (figures["conflicts"]["P"], figures["conflicts"]["R"]) == (1.0, 1.0)


def test_what_gold_has_not_counts_against(tmp_path: Path) -> None:
    """A merge that gold lacks lowers precision; a conflict on another field is neither found nor right."""
    figures = report(tmp_path, [], [{**CLASH, "field": "quantity"}])

    assert figures["merges"]["P"] == 0.0
    assert (figures["conflicts"]["P"], figures["conflicts"]["R"]) == (0.0, 0.0)


def test_optional_records_neither_help_nor_harm(tmp_path: Path) -> None:
    """A conflict with an optional record is left out of account."""
    assert report(tmp_path, [[A, B]], [], optional=True)["conflicts"]["n_pred"] == 0
