"""Write the attributions that Armstrail reads in plain-text articles, one JSON line an article.

    attribution_adapter.py FOLDER > predictions.jsonl

FOLDER holds `*.txt`; the whole text is taken as the article, every line that is not blank a paragraph. Each line is
`{"id", "attributions": [{"source", "cue", "content"}]}` with spans in characters of the file, beliefs included.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from armstrail.language import analyse
from armstrail.reading.attribution import find_statements
from armstrail.records import Coverage, Page, Span


def article(name: str, text: str) -> Page:
    """A page whose body is the whole text."""
    body: list[Span] = []
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            body.append((start, start + len(stripped)))
        at += len(line) + 1
    coverage = Coverage(characters=len(text), read=sum(e - s for s, e in body))
    return Page(id=name, text=text, language="en", body=tuple(body), sha256="", coverage=coverage)


def main() -> None:
    """Read every article of the folder named on the command line."""
    for path in sorted(Path(sys.argv[1]).glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        statements = find_statements(analyse(article(path.stem, text)))
        attributions = [
            {
                "source": [list(one.source)] if one.source else [],
                "cue": [list(one.cue)] if one.cue else [],
                "content": [list(span) for span in one.content],
            }
            for one in statements
        ]
        print(json.dumps({"id": path.stem, "attributions": attributions}))


if __name__ == "__main__":
    main()
