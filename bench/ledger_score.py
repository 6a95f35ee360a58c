#!/usr/bin/env python3
"""Score a ledger against hand-made gold: which records are one fact, and which contradict each other.

    ledger_score.py --origins ORIGINS.json --gold GOLD.jsonl... [--pred ANNOTATIONS.jsonl... | --ledger LEDGER.jsonl]
                    [--errors] [--json]

ORIGINS.json holds `groups` and `relations` of pages, `merges` (records on different pages that are one fact) and
`conflicts` (records that contradict each other). GOLD.jsonl holds the gold records of the pages.

- Without `--pred` the gold records themselves are put into the ledger, with gold origins: that measures the ledger alone.
- With `--pred` the annotations of a program are put in, with gold origins; each predicted record is first paired with the
  gold record that it stands for, as the benchmark of the register pairs them.
- With `--ledger` a finished ledger is scored, its records paired by the annotations under `--pred` (none: they are gold's).

| figure | right when |
| --- | --- |
| `merges` | pairs of gold records on different pages that stand in one fact; precision, recall, F1 over all pairs |
| `conflicts` | a conflict about the same field whose sides hold the two records, each on a side of its own |
| `merges within origins`, `across origins`, `of records both read` | for orientation: parts of the pairs of `merges` |

Pairs and conflicts that touch an optional gold record, or a predicted record that stands for none, neither help nor harm;
so does a conflict between records of which gold has none on a page outside ORIGINS.json.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from armstrail.ledger import build_ledger
from armstrail.records import Annotation, Coverage, OriginGroup, OriginRelation

KINDS = ("statements", "transfers", "events")
Ref = tuple[str, str]


def lines(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The objects of some files of JSON lines."""
    return [
        json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def gold_annotation(page: dict[str, Any]) -> Annotation:
    """A page of gold as an annotation, with the reading of its times and speakers that no gold has left out."""
    statements = [
        {
            "id": s["id"], "speaker": speaker(s["speaker"]), "via": s["via"] or [], "quote": s["quote"], "act": s["act"],
            "content": s["content"], "said_on": s["said_on"], "occasion": s["occasion"],
        }
        for s in page["statements"]
    ]  # fmt: skip
    transfers = [
        {
            "id": t["id"], "supplier": t["supplier"], "recipient": t["recipient"],
            "goods": {"text": t["goods"]["text"] or t["goods"]["category"], "category": t["goods"]["category"]},
            "quantity": quantity(t["quantity"]), "when": t["when"], "stage": t["stage"], "factuality": t["factuality"],
            "asserted_by": t["asserted_by"], "evidence": t["evidence"],
        }
        for t in page["transfers"]
    ]  # fmt: skip
    events = [
        {
            **{
                key: e[key]
                for key in ("id", "type", "participants", "object", "target", "place", "when", "factuality", "evidence")
            }
        }
        for e in page["events"]
    ]
    violations = [{"id": f"v{n}", **v} for n, v in enumerate(page.get("violations") or [], 1)]
    return Annotation.model_validate(
        {
            "id": page["id"], "text": page["text"], "body": page.get("body") or [], "published": page.get("published"),
            "agency": page.get("agency"), "sha256": "", "coverage": Coverage(characters=len(page["text"]), read=0),
            "statements": statements, "transfers": transfers, "events": events, "violations": violations,
        }
    )  # fmt: skip


def quantity(value: dict[str, Any] | None) -> dict[str, Any] | None:
    """A gold quantity as the contract has it."""
    if value is None:
        return None
    return {
        "value": value["value"],
        "unit": value.get("unit"),
        "bound": value.get("bound") or "exact",
        "high": value.get("high"),
    }


def speaker(given: dict[str, Any]) -> dict[str, Any]:
    """Gold has the name alone: words of office in it, or more than one capital letter's word, tell the kind."""
    name = given["name"]
    words = name.split()
    person = len(words) in {2, 3} and all(word[:1].isupper() for word in words) and not {"of", "the"} & set(words)
    bodies = {"Ministry", "Department", "Command", "Service", "Council", "Union", "Office", "States", "Korea", "Agency",
              "House", "Trace", "Courier", "Minister", "Official", "Group", "Republic", "Rails", "Embassy"}  # fmt: skip
    return {"name": name, "kind": "person" if person and not bodies & set(words) else "organisation"}


def same_record(
    score: Any,
    kind: str,
    gold: list[dict[str, Any]],
    pred: list[dict[str, Any]],
    *,
    texts: tuple[str, str],
    by_words: bool,
) -> list[tuple[int, int]]:
    """Pairs of gold and predicted records of a page that stand for each other."""
    rows = []
    for g, one in enumerate(gold):
        for p, other in enumerate(pred):
            if kind == "statements":
                a = score.content_words(texts[0], one["content"], by_words)
                b = score.content_words(texts[1], other["content"], by_words)
                both, either = sum((a & b).values()), sum((a | b).values())
                value = both / either if either and other.get("speech", True) and both * 2 >= either else 0.0
            elif kind == "transfers":
                value = max(
                    (
                        score.transfer_score(x, y, score.CORE)
                        for x in score.by_pair([one])
                        for y in score.by_pair([other])
                    ),
                    default=0.0,
                )
                if value:
                    value += 0.5 * (score.transfer_key(one, score.FULL) == score.transfer_key(other, score.FULL))
                    value += overlap(one["evidence"], other["evidence"])
            else:
                value = score.event_score(one, other)
            if value:
                rows.append((value, g, p))
    return score.best_pairs(rows)


def overlap(a: list[list[int]], b: list[list[int]]) -> float:
    """Share of the shorter evidence that both have in common."""
    common = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    return min(1.0, common / max(1, min(sum(y - x for x, y in a), sum(y - x for x, y in b))))


def load_score(path: Path) -> Any:
    """The scorer of the register, which pairs predicted records with gold ones."""
    spec = importlib.util.spec_from_file_location("register_score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: the register's scorer is missing")
    module = importlib.util.module_from_spec(spec)
    sys.modules["register_score"] = module
    spec.loader.exec_module(module)
    return module


def figures(matched: int, predicted: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1."""
    precision, recall = (matched / predicted if predicted else 0.0), (matched / gold if gold else 0.0)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"P": precision, "R": recall, "F1": f1, "n_pred": predicted, "n_gold": gold}


def main() -> int:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--origins", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--pred", type=Path, nargs="*", default=[])
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()

    truth = json.loads(arguments.origins.read_text(encoding="utf-8"))
    gold = {page["id"]: page for page in lines(arguments.gold)}
    pred = {page["id"]: page for page in lines(arguments.pred)}
    origins = [
        OriginGroup(
            origin=f"gold:{group[0]}", pages=tuple(group), first=group[0],
            relations=tuple(OriginRelation(score=1, **row) for row in truth["relations"] if row["page"] in group),
        )
        for group in truth["groups"]
    ]  # fmt: skip

    stands_for: dict[Ref, Ref] = {}
    if pred:
        score = load_score(arguments.origins.parent / "score.py")
        for name, page in gold.items():
            if name not in pred:
                continue
            for kind in KINDS:
                pairs = same_record(
                    score,
                    kind,
                    page[kind],
                    pred[name].get(kind, []),
                    texts=(page["text"], pred[name]["text"]),
                    by_words=page.get("compare") == "words",
                )
                for g, p in pairs:
                    stands_for[name, pred[name][kind][p]["id"]] = (name, page[kind][g]["id"])
    else:
        stands_for = {
            (name, record["id"]): (name, record["id"])
            for name, page in gold.items()
            for kind in KINDS
            for record in page[kind]
        }

    if arguments.ledger:
        made = lines([arguments.ledger])
    else:
        pages = (
            [Annotation.model_validate(page) for page in pred.values()]
            if pred
            else [gold_annotation(page) for page in gold.values()]
        )
        made = [json.loads(line.model_dump_json()) for line in build_ledger(pages, origins).lines()]

    optional = {
        (name, r["id"]) for name, page in gold.items() for kind in KINDS for r in page[kind] if r.get("optional")
    }
    known = {page for group in truth["groups"] for page in group}
    origin_of = {page: number for number, group in enumerate(truth["groups"]) for page in group}

    def ref(member: dict[str, str]) -> Ref | None:
        found = stands_for.get((member["page"], member["id"]))
        return None if found is None or found in optional or found[0] not in known else found

    wanted = {
        pair for merge in truth["merges"] for pair in combinations(sorted((m["page"], m["id"]) for m in merge), 2)
    }
    got: set[tuple[Ref, Ref]] = set()
    for row in made:
        if row["kind"] in {"statement", "transfer", "event"}:
            members = sorted({found for m in row["members"] if (found := ref(m))})
            got |= {(a, b) for a, b in combinations(members, 2) if a[0] != b[0]}
    read = set(stands_for.values())
    both = {pair for pair in wanted if set(pair) <= read}
    report: dict[str, Any] = {"merges": figures(len(wanted & got), len(got), len(wanted))}
    for name, same in (("within origins", True), ("across origins", False)):
        part_w, part_g = (
            {p for p in some if (origin_of[p[0][0]] == origin_of[p[1][0]]) is same} for some in (wanted, got)
        )
        report[f"merges {name}"] = figures(len(part_w & part_g), len(part_g), len(part_w))

    report["merges of records both read"] = figures(len(both & got), len(got), len(both))

    asked = [(c["field"], {(m["page"], m["id"]) for m in c["between"]}) for c in truth["conflicts"]]
    found_conflicts: set[int] = set()
    right = wrong = 0
    errors: list[str] = []
    for row in made:
        if row["kind"] != "conflict":
            continue
        sides = [{found for m in side["members"] if (found := ref(m))} for side in row["sides"]]
        if sum(1 for side in sides if side) < 2:
            continue
        hits = {
            n for n, (field, records) in enumerate(asked)
            if field == row["field"] and len(records) == sum(1 for side in sides if side & records)
        }  # fmt: skip
        found_conflicts |= hits
        if hits:
            right += 1
        else:
            wrong += 1
            errors.append(f"extra conflict {row['field']} {row['values']} {row['between']}")
    precision, recall = right / max(1, right + wrong), len(found_conflicts) / max(1, len(asked))
    report["conflicts"] = {"P": precision, "R": recall, "n_pred": right + wrong, "n_gold": len(asked)}

    errors += [f"missed merge {a} {b}{'' if {a, b} <= read else ' (not read)'}" for a, b in sorted(wanted - got)]
    errors += [f"extra merge {a} {b}" for a, b in sorted(got - wanted)]
    errors += [f"missed conflict {truth['conflicts'][n]}" for n in range(len(asked)) if n not in found_conflicts]
    if arguments.json:
        print(json.dumps(report, indent=1))
    else:
        for name, values in report.items():
            print(
                f"{name:24}",
                "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items()),
            )
    if arguments.errors:
        print("\n".join(errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
