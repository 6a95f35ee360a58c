"""How much the statements add to the bare spaCy pipeline on the same articles, in one run.

    attribution_speed.py FOLDER

Parses every `*.txt` of the folder with the bare pipeline, then reads names and statements of the same pages, and prints
both times and their ratio. The bare pipeline is the installed model as `spacy.load` gives it, and runs over the same
paragraphs, in the same batches.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from attribution_adapter import article

from armstrail.language import analyse
from armstrail.language.analyse import parse_paragraphs
from armstrail.language.analysis import Analysis, installed_model
from armstrail.language.names import find_names
from armstrail.language.parties import parties_of_page
from armstrail.reading.attribution import find_statements


def main() -> None:
    """Time both over the folder named on the command line."""
    pages = [article(path.stem, path.read_text(encoding="utf-8")) for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
    plain = installed_model()
    for _ in plain.pipe(pages[0].text[a:b] for a, b in pages[0].body):
        pass
    find_statements(analyse(pages[0]))
    bare = ours = names_time = 0.0
    for page in pages:
        start = time.process_time()
        for _ in plain.pipe(page.text[a:b] for a, b in page.body):
            pass
        bare += time.process_time() - start
        paragraphs = parse_paragraphs(page)
        parties = parties_of_page([p.doc for p in paragraphs])
        start = time.process_time()
        names = find_names(paragraphs, parties)
        middle = time.process_time()
        find_statements(Analysis(page=page, paragraphs=paragraphs, parties=parties, names=names))
        end = time.process_time()
        names_time += middle - start
        ours += end - middle
    print(f"bare pipeline {bare:.2f} s, names {names_time:.2f} s, statements {ours:.2f} s")
    print(f"statements / bare {ours / bare:.3f}, names and statements / bare {(ours + names_time) / bare:.3f}")


if __name__ == "__main__":
    main()
