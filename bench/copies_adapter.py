"""Predictions for a bench of copied pages: every pair that shares an origin or an excerpt.

usage: copies_adapter.py DOCS.jsonl > PREDICTIONS.jsonl

DOCS.jsonl has one page a line, with id, title, text, date, site; a prediction is {"a", "b", "score", "relation"}.
"""

import json
import sys
from datetime import date

from armstrail.origin import Text, pair_rows


def main(path: str) -> None:
    """Print the predictions for the pages of `path`."""
    with open(path, encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines if line.strip()]
    texts = [
        Text(
            id=page["id"],
            title=page.get("title"),
            text=page["text"],
            date=date.fromisoformat(page["date"]) if page.get("date") else None,
            site=page.get("site"),
        )
        for page in pages
    ]
    for row in pair_rows(texts):
        print(json.dumps({"a": row.a, "b": row.b, "score": row.score, "relation": row.relation.value}))


if __name__ == "__main__":
    main(sys.argv[1])
