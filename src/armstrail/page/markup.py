"""Parsing of HTML markup: once a page, safely, and never cut short in silence."""

from __future__ import annotations

import re
from functools import cache

import lxml.etree
import lxml.html

from armstrail.errors import NotText, PageTooDeep

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_BLANKED = bytes(32 if byte < 32 and byte not in b"\t\n\r\f" else byte for byte in range(256))
_RESOURCE_LIMIT = "ERR_RESOURCE_LIMIT"

MAX_DEPTH = 2048
"""Elements inside one another that the parser follows; deeper markup is refused."""


@cache
def _parser(huge: bool) -> lxml.etree.HTMLParser:
    # Comments and processing instructions are left out, so that the text after one joins the text before it.
    parser = lxml.etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=huge)
    parser.set_element_class_lookup(lxml.html.HtmlElementClassLookup())
    return parser


def parse_markup(markup: str) -> lxml.html.HtmlElement:
    """The element tree of `markup`, root `html`.

    Control characters that no HTML text may hold become blanks, lone surrogates question marks. Raises PageTooDeep where elements stand more than
    MAX_DEPTH inside one another, NotText where there is no element at all.
    """
    data = _DECLARATION.sub("", markup, count=1).encode("utf-8", "replace").translate(_BLANKED)
    for huge in (False, True):
        # libxml2 stops at a depth of 256 and keeps what it has: without a look at its log the rest would be lost.
        parser = _parser(huge)
        try:
            root = lxml.etree.fromstring(data, parser)
        except lxml.etree.ParserError:
            root = None
        except lxml.etree.XMLSyntaxError:
            root = None
        if not any(_RESOURCE_LIMIT in entry.type_name for entry in parser.error_log if entry.level == 3):
            break
    else:
        raise PageTooDeep(
            f"the markup nests elements more than {MAX_DEPTH} deep: no news page does; save the page anew or as text"
        )
    if root is None:
        raise NotText("the page holds no markup and no text: fetch it again, or save it as plain text")
    return root
