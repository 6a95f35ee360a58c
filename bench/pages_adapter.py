"""Predictions for the page sets: `python -m bench.pages_adapter OUT.jsonl [FOLDER]` reads their pages, never their answers.

A line is `{"id", "body", "published"}`: body spans joined by line breaks, and the first day of the inferred date. FOLDER
holds `*/gold.json` (used for the names of the pages only) and `*.html.gz`; it is `../shared/bench/pages` by default.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from armstrail.errors import PageUnreadable
from armstrail.page import Source, read_page
from bench.harness import SHARED

PAGES = SHARED / "bench" / "pages"


def sources(folder: Path = PAGES) -> Iterator[Source]:
    """The pages of all sets in `folder`, unpacked."""
    for gold in sorted(folder.glob("*/gold.json")):
        for name, entry in json.loads(gold.read_text(encoding="utf-8")).items():
            data = gzip.decompress((gold.parent / entry["file"]).read_bytes())
            yield Source(id=name, data=data, media_type="text/html")


def predict(folder: Path, out: Path) -> None:
    """Write a line a page to `out`; a page that cannot be read has neither body nor date."""
    with out.open("w", encoding="utf-8") as lines:
        for source in sources(folder):
            body = published = None
            try:
                page = read_page(source)
            except PageUnreadable as error:
                print(f"{source.id}: {error}", file=sys.stderr)
            else:
                body = "\n".join(page.text[start:end] for start, end in page.body) or None
                published = page.published.start.isoformat() if page.published else None
            lines.write(json.dumps({"id": source.id, "body": body, "published": published}) + "\n")


if __name__ == "__main__":
    predict(Path(sys.argv[2]) if len(sys.argv) > 2 else PAGES, Path(sys.argv[1]))
