"""The visible text of an HTML page, in blocks, with the words that its microdata and `<time>` elements show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import lxml.etree
import lxml.html

from armstrail.errors import PageTooLarge
from armstrail.page.layout import MAX_BLOCKS, Meta

_UNSEEN = frozenset(
    {
        "head", "script", "style", "noscript", "template", "iframe", "svg", "canvas", "object", "audio", "video", "map",
        "select", "datalist", "textarea", "math", "input", "embed", "frameset", "noframes", "meta", "link", "title",
        "source", "track", "img", "param", "area", "col", "colgroup",
    }
)  # fmt: skip
# Any other element stands in the line, as HTML has it for elements it does not know.
_BLOCKS = frozenset(
    {
        "html", "body", "address", "article", "aside", "blockquote", "button", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TERMINAL = re.compile(r"[.!?:;…。！？»”\"')\]]\s*$")
_BREAKS = ("start", "end")
_NO_JOINT, _CLOSED, _JOINT = 0, 1, 2
"""Whether the text that comes next stands behind an inline element that ended, and in one that has begun since."""


@dataclass(slots=True)
class Piece:
    """A run of visible text at `[start, end)` and the element that makes it.

    `link` is the number of its characters that stand inside links; `path` the elements around it from the outermost to
    the block element itself, as indexes into `Rendering.boxes`.
    """

    start: int
    end: int
    tag: str
    box: int
    link: int = 0
    bold: int = 0


@dataclass(slots=True)
class Box:
    """A block element: its tag, class and id in lower case, and the box around it (-1 at the root)."""

    tag: str
    marks: str
    parent: int
    element: lxml.html.HtmlElement


@dataclass(slots=True)
class Rendering:
    """The visible text of a page, its pieces in order, the boxes they stand in, and the claims its elements make."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    metas: list[Meta] = field(default_factory=list)
    covered: bool = False
    """Whether hidden elements were left out."""


def render(root: lxml.html.HtmlElement, hidden: bool = False) -> Rendering:
    """The visible text of the page under `root`, one line a block; scripts and styles are left out, and hidden elements
    unless `hidden` asks for them.

    Raises PageTooLarge beyond MAX_BLOCKS blocks.
    """
    return _Renderer(hidden).render(root)


class _Renderer:
    """One walk over the tree; holds the state of that walk and nothing else."""

    def __init__(self, hidden: bool) -> None:
        self.hidden = hidden
        self.out: list[str] = []
        self.length = 0
        self.buffer: list[str] = []
        self.buffered = 0
        self.blank = True
        self.link_depth = self.bold_depth = self.pre_depth = 0
        self.link = self.bold = 0
        self.broken = False
        self.joint = _NO_JOINT
        self.result = Rendering()
        self.box = -1

    def render(self, root: lxml.html.HtmlElement) -> Rendering:
        claims: list[tuple[lxml.html.HtmlElement, int, str]] = []
        scopes: list[tuple[lxml.html.HtmlElement, str]] = []
        unseen: set[lxml.html.HtmlElement] = set()
        walk = lxml.etree.iterwalk(root, events=_BREAKS)
        for event, element in walk:
            tag = element.tag
            if event == "start":
                skipped = not isinstance(tag, str) or tag in _UNSEEN
                if not skipped and not self.hidden and _hidden(element):
                    skipped = self.result.covered = True
                if skipped:
                    unseen.add(element)
                    walk.skip_subtree()
                    if tag in ("meta", "link") and "itemprop" in element.attrib:
                        self.claim(element, 0, _prefix(element, scopes))
                    continue
                if tag == "br":
                    self.line_break()
                elif tag in _BLOCKS:
                    self.flush()
                    self.open_box(element, tag)
                    self.pre_depth += tag == "pre"
                else:
                    self.joint = _JOINT if self.joint and tag not in ("sub", "sup") else _NO_JOINT
                    self.link_depth += tag == "a"
                    self.bold_depth += tag in ("b", "strong")
                attributes = element.attrib
                if attributes or tag == "time":
                    if "itemscope" in attributes:
                        scopes.append((element, _scope_name(element, scopes)))
                    if tag == "time" or "itemprop" in attributes or "author" in (attributes.get("rel") or ""):
                        claims.append((element, self.position(), _prefix(element, scopes)))
                if element.text:
                    self.add(element.text)
                continue
            if element not in unseen:
                if tag == "br":
                    pass
                elif tag in _BLOCKS:
                    self.flush()
                    self.box = self.result.boxes[self.box].parent
                    self.pre_depth -= tag == "pre"
                else:
                    self.joint = _CLOSED
                    self.link_depth -= tag == "a"
                    self.bold_depth -= tag in ("b", "strong")
                if claims and claims[-1][0] is element:
                    _, start, prefix = claims.pop()
                    self.claim(element, start, prefix)
                if scopes and scopes[-1][0] is element:
                    scopes.pop()
            if element.tail and element is not root:
                self.add(element.tail)
        self.flush()
        self.result.text = "".join(self.out).rstrip("\n")
        self.result.metas = [self.settled(meta) for meta in self.result.metas]
        return self.result

    def position(self) -> int:
        return self.length + self.buffered

    def open_box(self, element: lxml.html.HtmlElement, tag: str) -> None:
        marks = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
        self.result.boxes.append(Box(tag, marks, self.box, element))
        self.box = len(self.result.boxes) - 1

    def add(self, raw: str) -> None:
        if self.pre_depth and "\n" in raw:
            first, *others = raw.split("\n")
            self.add_run(first)
            for other in others:
                self.line_break()
                self.add_run(other)
        else:
            self.add_run(raw)

    def add_run(self, raw: str) -> None:
        words = raw.split()
        if not words:
            if not self.blank and raw:
                self.push(" ")
            return
        if self.broken:
            self.settle_break(words[0])
        if self.joint == _JOINT and not self.blank and _apart(self.buffer[-1][-1], raw[0]):
            self.push(" ")  # names, days and times set side by side, kept apart by the site's styles alone
        self.joint = _NO_JOINT
        if not self.blank and raw[0].isspace():
            self.push(" ")
        self.push(" ".join(words))
        if raw[-1].isspace():
            self.push(" ")

    def push(self, text: str) -> None:
        self.buffer.append(text)
        self.buffered += len(text)
        self.blank = text[-1] == " "
        if self.link_depth:
            self.link += len(text)
        if self.bold_depth:
            self.bold += len(text)

    def line_break(self) -> None:
        if self.buffered:
            if self.broken:
                self.flush()
            else:
                self.broken = True

    def settle_break(self, word: str) -> None:
        """After one line break: the same paragraph goes on where a sentence does, else a new one begins."""
        self.broken = False
        if word[0].islower() and not _TERMINAL.search("".join(self.buffer[-3:])):
            if not self.blank:
                self.push(" ")
        else:
            self.flush()

    def flush(self) -> None:
        self.broken = False
        if self.buffered:
            text = "".join(self.buffer).strip()
            if text:
                box = self.result.boxes[self.box] if self.box >= 0 else None
                piece = Piece(
                    self.length, self.length + len(text), box.tag if box else "html", self.box, self.link, self.bold
                )
                self.result.pieces.append(piece)
                if len(self.result.pieces) > MAX_BLOCKS:
                    raise PageTooLarge(
                        f"the page has more than {MAX_BLOCKS:,} blocks of text: cut it down to its article"
                    )
                self.out.append(text)
                self.out.append("\n")
                self.length += len(text) + 1
            self.buffer.clear()
            self.buffered = 0
        self.blank = True
        self.link = self.bold = 0

    def claim(self, element: lxml.html.HtmlElement, start: int, prefix: str) -> None:
        end = self.position() if element.tag not in ("meta", "link") else 0
        span = (start, end) if end > start else None
        add = self.result.metas.append
        for name in (element.get("itemprop") or "").lower().split():
            value = element.get("content") or element.get("datetime")
            if value is None and element.get("itemscope") is None:
                value = element.get("href") or element.get("src") or ""
            add(Meta("microdata", prefix + name, (value or "").strip(), span))
        if element.tag == "time":
            name = "pubdate" if element.get("pubdate") is not None else (element.get("class") or "").lower()
            add(Meta("time", name, (element.get("datetime") or "").strip(), span))
        if "author" in (element.get("rel") or "").lower().split():
            add(Meta("link", "author", (element.get("href") or "").strip(), span))

    def settled(self, meta: Meta) -> Meta:
        """The claim with its span trimmed to words, and the words as its value where it gave none."""
        if meta.span is None:
            return meta
        start, end = meta.span
        shown = self.result.text[start:end]
        start, end = start + len(shown) - len(shown.lstrip()), start + len(shown.rstrip())
        if end <= start:
            return Meta(meta.kind, meta.name, meta.value)
        return Meta(meta.kind, meta.name, meta.value or self.result.text[start:end][:2000], (start, end))


def _apart(last: str, first: str) -> bool:
    """Whether two characters where one inline element ends and the next begins belong to different words."""
    if last.isdigit() or first.isdigit():
        return last.isalnum() and first.isalnum()
    return last.islower() and first.isupper()


def _hidden(element: lxml.html.HtmlElement) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes:
        return str(attributes["hidden"]) != "until-found"
    style = attributes.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


def _scope_name(element: lxml.html.HtmlElement, scopes: list[tuple[lxml.html.HtmlElement, str]]) -> str:
    """Where keys inside this item hang: under the property it is the value of, or under its type."""
    inside = scopes[-1][1] if scopes else ""
    name = (element.get("itemprop") or "").lower().split()
    if name:
        return f"{inside}{name[0]}."
    kind = (element.get("itemtype") or "").rstrip("/").rsplit("/", 1)[-1].lower()
    if not kind or kind.endswith(("article", "posting", "page", "creativework", "report", "blog", "review")):
        return ""
    return f"{kind}:"


def _prefix(element: lxml.html.HtmlElement, scopes: list[tuple[lxml.html.HtmlElement, str]]) -> str:
    if scopes and scopes[-1][0] is element:
        return scopes[-2][1] if len(scopes) > 1 else ""
    return scopes[-1][1] if scopes else ""
