"""Imported once by the process from which workers are forked: they start with the model and the tables in memory, shared."""

from __future__ import annotations

from contextlib import suppress

from armstrail.annotation import annotate
from armstrail.errors import ArmstrailError
from armstrail.page.source import Source

WORDS = b"""The minister said on Thursday that the two states had signed an agreement on sixty missiles in May 2024.

"We have delivered nothing," his spokesman told reporters, and denied that the sanctions had been broken.
"""

# What goes wrong here goes wrong again with the first page, where it can be said.
with suppress(ArmstrailError):
    annotate(Source(data=WORDS, id="warm", media_type="text/plain", transport="file"))
