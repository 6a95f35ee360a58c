"""Time expressions of a benchmark's texts: `time_adapter.py DEV.jsonl > PREDICTIONS.jsonl`.

Reads rows `{"id", "text", "dct"}`, analyses each text as an article published on its `dct`, and prints rows
`{"id", "timexes": [{"start", "end", "type", "value"}]}`. The seconds that parsing and finding took go to standard error.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from datetime import date

from armstrail.language.analyse import parse_paragraphs
from armstrail.language.times import find_times
from armstrail.records import Coverage, Page, Published


def page_of(row: dict[str, str]) -> Page:
    """The page of a row: every line with text is a paragraph of the article."""
    text, body, start = row["text"], [], 0
    for line in text.split("\n"):
        if line.strip():
            body.append((start, start + len(line)))
        start += len(line) + 1
    day = date.fromisoformat(row["dct"])
    return Page(
        id=row["id"],
        text=text,
        body=tuple(body),
        published=Published(start=day, end=day),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        coverage=Coverage(characters=len(text), read=len(text)),
    )


def main(path: str) -> None:
    """Print the predictions for the rows of a file."""
    parsing = finding = 0.0
    rows = 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            page = page_of(row)
            began = time.process_time()
            paragraphs = parse_paragraphs(page)
            parsed = time.process_time()
            times = find_times(paragraphs, page.published)
            finding += time.process_time() - parsed
            parsing += parsed - began
            rows += 1
            shown = [{"start": t.start, "end": t.end, "type": t.type.value, "value": t.value} for t in times]
            print(json.dumps({"id": page.id, "timexes": shown}))
    if rows:
        print(
            f"{rows} texts: parse {parsing:.2f} s, times {finding:.2f} s, {rows / finding:.0f} texts a CPU second",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main(sys.argv[1])
