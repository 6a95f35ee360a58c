"""Captions of pictures, told by the credit at their end."""

from __future__ import annotations

import re

_AGENCY = r"(?:AP|AFP|Reuters|REUTERS|EPA|Yonhap|Newsis|Xinhua|TASS|Kyodo|UPI|dpa|ANI|PTI|Getty)"
_CAPTION_TAIL = re.compile(
    rf"(?:\b{_AGENCY}(?:[- /](?:AP|AFP|Reuters|EPA|Yonhap|Newsis|Xinhua|TASS|Kyodo|Photo|PHOTO|photo|Images|UPI))+"
    rf"|[.\])]\s+{_AGENCY}|\b{_AGENCY}/[A-Z][\w .'-]{{2,25}}|\bREUTERS/[\w .'-]{{2,25}}"
    r"|(?i:photo(?:graph)?\s?(?:by|:).{0,40}|photo credit.{0,40}|\((?:[\w ]*photo|handout|courtesy[^)]*)\)|courtesy of .{0,40}|getty images))\s*[\])]?\s*$"
)


def is_caption(text: str) -> bool:
    """Whether a line ends with a photo credit."""
    return len(text) <= 400 and _CAPTION_TAIL.search(text[-80:]) is not None
