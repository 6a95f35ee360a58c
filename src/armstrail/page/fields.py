"""Dates in what a page says of itself to machines: labelled fields, its address, the site's own scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from urllib.parse import unquote

from lxml.html import HtmlElement

from armstrail.page.claims import Claim, ClaimRole, value_claim
from armstrail.page.layout import Layout, Meta

PUBLISHED, UPDATED, UNSAID, OTHER = ClaimRole.PUBLISHED, ClaimRole.UPDATED, ClaimRole.UNSAID, ClaimRole.OTHER

# ---------------------------------------------------------------- labelled fields
_PUBLISHED_META = re.compile(
    r"(?:article[.:_-]?publi\w*|og[.:]?(?:article[.:])?publi\w*time|publish(?:ed|ing)?[.:_-]?(?:date|time|at|on)?|publication[.:_-]?(?:date|time)?|pub[.:_-]?date|"
    r"date[.:_-]?publi\w*|dc(?:terms)?[.:_-](?:date[.:_-]?)?(?:issued|created|available)|issue[.:_-]?date|release[.:_-]?date|citation_(?:online_|publication_)?date|"
    r"parsely-pub-date|sailthru\.date|cxenseparse:recs:publishtime|rnews:datepublished|date[.:_-]?(?:created|issued)|created(?:[.:_-]?(?:date|time|at))?|"
    r"(?:article|content|story|news|item|original|first|display|post|creation|bt|hdl|ptime|pdate|event)[.:_-]?(?:publi\w*|pub|created)?[.:_-]?(?:date|time)|analyticsattributes\.articledate|timestamp|citation_year_month_day|dcsext\.articlefirstpublished|gentime|article:post_?date|dateposted)",
    re.IGNORECASE,
)
_UPDATED_META = re.compile(r".*(?:modif|updat|revis|last[.:_-]?mod|changed|edited).*", re.IGNORECASE)
_PUBLISHED_WORD = re.compile(
    r"publi(?:sh|c)|pub[._-]?(?:date|time)|issued|creat(?:ed|e_at|ion)|release|posted|first[._-]?pub", re.IGNORECASE
)
_PLAIN_META = re.compile(
    r"(?:dc(?:terms)?[.:_-])?date|rnews:date|og:date|article\.date|web_?date|pubtime|time", re.IGNORECASE
)
_NOT_OF_STORY = re.compile(
    r"expir|valid|birth|death|event|start|end|retriev|access|crawl|cache|generat|expo|server", re.IGNORECASE
)


@cache
def _field_role(key: str) -> tuple[ClaimRole, float] | None:
    if _NOT_OF_STORY.search(key) and key != "gentime":
        return None
    if _UPDATED_META.fullmatch(key):
        return UPDATED, 3.0
    if re.fullmatch(
        r"article:published_time|og:article:published_time|datepublished|rnews:datepublished", key, re.IGNORECASE
    ):
        return PUBLISHED, 5.0
    if _PUBLISHED_META.fullmatch(key):
        return PUBLISHED, 4.0
    if _PLAIN_META.fullmatch(key):
        return UNSAID, 3.0
    if _PUBLISHED_WORD.search(key):
        return PUBLISHED, 3.5
    return None


def _meta_claim(meta: Meta, month_first: bool) -> Claim | None:
    if len(meta.value) > 100:
        return None
    role_weight = _field_role(meta.name)
    if role_weight is None:
        return None
    return value_claim("meta", role_weight[0], meta.value, role_weight[1], note=meta.name, month_first=month_first)


_LD_FIELDS = {
    "datepublished": (PUBLISHED, 5.0),
    "datecreated": (PUBLISHED, 3.5),
    "datemodified": (UPDATED, 3.0),
    "newsarticle:datepublished": (PUBLISHED, 5.0),
    "videoobject:uploaddate": (PUBLISHED, 2.0),
    "videoobject:datepublished": (PUBLISHED, 2.0),
    "uploaddate": (PUBLISHED, 2.0),
}


def _ld_claim(meta: Meta, month_first: bool) -> Claim | None:
    """A field of JSON-LD: of the page or its article, or weakly of what it consists of."""
    field = _LD_FIELDS.get(meta.name)
    if field is None:
        prefix, _, key = meta.name.rpartition(":")
        if key not in ("datepublished", "datecreated") or "comment" in prefix or "person" in prefix:
            return None
        field = (PUBLISHED, 1.5)
    return value_claim("json-ld", field[0], meta.value, field[1], note=meta.name, month_first=month_first)


def _element_claim(meta: Meta, near: float, month_first: bool) -> Claim | None:
    """A `<time>` or a microdata field; `near` is 0 far from the headline to 2 beside it."""
    name = meta.name
    if meta.kind == "microdata":
        prefix, _, key = name.rpartition(":")
        key = key.rpartition(".")[2]
        if (
            key not in ("datepublished", "datecreated", "datemodified", "uploaddate", "dateissued")
            or "comment" in prefix
        ):
            return None
        if key == "datemodified":
            role, weight = UPDATED, 2.0 + near / 2
        else:
            role, weight = PUBLISHED, 4.0 + near / 2 - (2.0 if prefix or key == "uploaddate" else 0.0)
        if meta.span is None and not prefix:
            weight += 0.5
    elif _MODIFIED_HINT.search(name):
        role, weight = UPDATED, 1.0 + near
    elif name == "pubdate" or _PUBLISHED_HINT.search(name):
        role, weight = PUBLISHED, 1.5 + near
    else:
        role, weight = UNSAID, 0.5 + near
    claim = value_claim(meta.kind, role, meta.value, weight, note=name or "time", month_first=month_first)
    if claim is None or meta.span is None:
        return claim
    return Claim(claim.kind, role, claim.days, claim.value, weight, meta.span, claim.nearby, claim.note)


def field_claims(layout: Layout, nearness: Callable[[int], float], *, month_first: bool = False) -> tuple[Claim, ...]:
    """The claims of a page's labelled fields.

    `nearness` says how near the headline an offset of the text stands, `month_first` how `03/04/2024` is meant.
    """
    claims = []
    for meta in layout.metas:
        claim: Claim | None = None
        if meta.kind == "meta":
            claim = _meta_claim(meta, month_first)
        elif meta.kind == "json-ld":
            claim = _ld_claim(meta, month_first)
        elif meta.kind in ("time", "microdata"):
            claim = _element_claim(meta, nearness(meta.span[0]) if meta.span else 0.0, month_first)
        if claim is not None and claim.weight > 0:
            claims.append(claim)
    labelled = any(c.role is PUBLISHED and c.weight >= 4 and c.kind in ("meta", "json-ld") for c in claims)
    if layout.tree is not None and not labelled:
        claims.extend(_scripts(layout.tree))
    return tuple(claims)


_MODIFIED_HINT = re.compile(r"modif|updat|revis|edited|aktualis", re.IGNORECASE)
_PUBLISHED_HINT = re.compile(
    r"publi|created|entry-date|post-date|posted|pubdate|postdate|dateline|article-date|news-date|erstell", re.IGNORECASE
)


# ---------------------------------------------------------------- the address
_URL_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19[89]|20[0-4])\d)(?P<sep>[/_.-])(?P<month>\d{1,2}|[a-z]{3})(?P=sep)(?P<day>\d{1,2})(?!\d)|"
    r"(?<![\d])(?P<y8>20[0-4]\d)(?P<m8>0[1-9]|1[0-2])(?P<d8>0[1-9]|[12]\d|3[01])(?!\d)|"
    r"(?<!\d)(?P<d>\d{2})(?P<s>[/_.-])(?P<m>\d{2})(?P=s)(?P<y>20[0-4]\d)(?!\d)",
    re.IGNORECASE,
)
_EN_SHORT = {
    name: n
    for n, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}


def url_claims(url: str | None) -> tuple[Claim, ...]:
    """The days that an address names in its folders or its slug; of an archive's address, those of the page inside."""
    if not url:
        return ()
    path = unquote(url)
    inner = re.search(r"/web/\d{8,14}(?:[a-z_]*)/(https?:.*)$", path)
    path = inner[1] if inner else path
    path = re.sub(r"^[a-z]+://[^/]+", "", path)
    claims = []
    for match in _URL_DATE.finditer(path):
        if match["year"]:
            month = _EN_SHORT.get(match["month"].lower()) if match["month"].isalpha() else int(match["month"])
            parts = (int(match["year"]), month or 0, int(match["day"]))
        elif match["y8"]:
            parts = (int(match["y8"]), int(match["m8"]), int(match["d8"]))
        else:
            parts = (int(match["y"]), int(match["m"]), int(match["d"]))
        try:
            day = date(*parts)
        except ValueError:
            continue
        folder = match["sep"] == "/"
        claims.append(
            Claim("url", UNSAID, (day,), match[0], 4.0 if folder else 3.0, note="folder" if folder else "slug")
        )
    return tuple(claims)


def own_url(layout: Layout) -> str | None:
    """The address that an HTML page gives itself, canonical link first."""
    for kind, name in (("link", "canonical"), ("meta", "og:url")):
        for meta in layout.metas:
            if meta.kind == kind and meta.name == name:
                return meta.value
    return None


# ---------------------------------------------------------------- scripts of the site
_SCRIPT_FIELD = re.compile(
    r"""(?<![a-z])(?:date_?published|publish(?:ed)?_?(?:date|time|at|on|timestamp)?|publication_?(?:date|time)|pub_?date|first_?publish\w*|article_?(?:publish\w*|date)|content_?publish\w*|post_?date|date_?created|created_?(?:at|date))["']?\s*[:=]\s*\\?["'](\d{4}-\d{2}-\d{2}[^"'\\]{0,20}|\d{10}(?:\d{3})?)\\?["']""",
    re.IGNORECASE,
)


_SCRIPT_SECONDS = re.compile(
    r"(?<![a-z])(?:date_?published|(?:first_?)?publish(?:ed)?_?(?:date|time|at|on|timestamp)|pub_?date|date_?created|"
    r"created_?(?:at|date))[\"']\s*:\s*(1\d{9}(?:\d{3})?)(?!\d)",
    re.IGNORECASE,
)


def _scripts(tree: HtmlElement) -> Iterator[Claim]:
    """Fields of the site's own scripts; several days in them speak of other stories too and count little."""
    found: dict[date, Claim] = {}
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "") or not 20 < len(text) < 200_000:
            continue
        if not any(word in text for word in ("ublish", "ub_date", "ubDate", "reated", "ost_date", "ostDate")):
            continue
        for value in (*_SCRIPT_FIELD.findall(text)[:20], *_SCRIPT_SECONDS.findall(text)[:20]):
            claim = value_claim("script", PUBLISHED, value, 2.5)
            if claim is not None:
                found.setdefault(claim.day, claim)
    if len(found) == 1:
        yield from found.values()
