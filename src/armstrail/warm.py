"""Imported once by the process from which workers are forked: they start with the model and the tables in memory, shared."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress

WORDS = b"""The minister said on Thursday that the two states had signed an agreement on sixty missiles in May 2024.

"We have delivered nothing," his spokesman told reporters, and denied that the sanctions had been broken.
"""


def load() -> None:
    """Loads what the first page needs. What goes wrong here goes wrong again with that page, where it can be said."""
    from armstrail.annotation import annotate
    from armstrail.errors import ArmstrailError
    from armstrail.page.source import Source

    with suppress(ArmstrailError):
        annotate(Source(data=WORDS, id="warm", media_type="text/plain", transport="file"))


if sys.argv[:1] == ["-c"]:  # as multiprocessing starts that process; anyone else only looks at this module
    # Ctrl-C is for the program that started it, also while this one loads
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load()
