"""`armstrail schema`: the JSON Schema of the records."""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from armstrail.cli.app import app
from armstrail.records import Annotation, FailedPage


@app.command()
def schema() -> None:
    """Print the JSON Schema of a line of `armstrail annotate`."""
    line: TypeAdapter[Annotation | FailedPage] = TypeAdapter(Annotation | FailedPage)
    print(json.dumps(line.json_schema(mode="serialization"), indent=2, ensure_ascii=False))
