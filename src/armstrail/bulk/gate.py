"""The gate before the reader: whether a raw page may matter, told cheaply and with the words that speak for it.

A full reading parses every sentence; of a web archive one page in some thousands is worth that. The gate looks at the
page's bytes once: markup and scripts are cut out, what is left is matched against the tables of `knowledge/` by an
Aho-Corasick automaton (Aho and Corasick 1975), and the weights of the distinct words found are added up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import ahocorasick

from armstrail.knowledge import table, values
from armstrail.page.source import Source

__all__ = ["Gate", "Reach", "Verdict", "plain_words"]


class Reach(StrEnum):
    """What a page must be to pass: FIELD, of the field of arms, armed forces and sanctions; RECORDS, also any page on
    public affairs in which somebody may be quoted, so that no page that carries a record of any kind is lost.
    """

    FIELD = "field"
    RECORDS = "records"


ENOUGH = ((80, 2.0), (400, 3.0))
"""Up to so many words, a page of the field scores at least so much: a long page, menus included, comes by some of the
words by chance."""

LONG_ENOUGH = 4.0
"""What a page of more words must score."""

SPEECH_FORMS = 4
"""A page on public affairs with this many different reporting words may hold a statement."""

_GOODS_MOST = 4.0
_DESIGNATIONS_MOST = 2.0
_CONTEXT_MOST = 1.5
"""What states, and words of public affairs that weigh less than 1, may add: every newspaper names them."""

_MILITARY = frozenset(
    [
        "arms",
        "ammunition",
        "small_arms",
        "artillery",
        "missiles",
        "air_defence",
        "drones",
        "aircraft",
        "armoured_vehicles",
        "ships",
        "explosives",
        "sensors",
        "satellites",
        "nuclear",
        "machine_tools",
        "semiconductors",
        "dual_use",
        "support",
        "personnel",
        "training",
    ]
)
_EVERYDAY = frozenset(
    [
        "arm",
        "round",
        "shell",
        "fuse",
        "fuze",
        "powder",
        "sight",
        "optic",
        "optics",
        "jet",
        "plane",
        "airplane",
        "aeroplane",
        "aircraft",
        "tank",
        "camera",
        "sensor",
        "chip",
        "processor",
        "wafer",
        "electronics",
        "electronic",
        "transistor",
        "bearing",
        "titanium",
        "chemical",
        "engineer",
        "technician",
        "contractor",
        "adviser",
        "advisor",
        "instructor",
        "laborer",
        "labourer",
        "fighter",
        "cannon",
        "mine",
        "bullet",
        "cartridge",
        "helicopter",
        "satellite",
        "armor",
        "gpu",
        "training",
        "reinforcement",
        "reinforcements",
        "speedboat",
        "tnt",
        "c4",
    ]
)
"""Goods that everyday pages name too: no sign of the field by themselves."""


_EVERYDAY_NAMES = frozenset(
    [
        "leopard",
        "taurus",
        "patriot",
        "javelin",
        "harpoon",
        "neptune",
        "spike",
        "tow",
        "meteor",
        "sparrow",
        "hawk",
        "avenger",
        "spyder",
        "predator",
        "reaper",
        "harpy",
        "heron",
        "hermes",
        "archer",
        "caesar",
        "dana",
        "grad",
        "boxer",
        "puma",
        "lynx",
        "senator",
        "challenger",
        "vector",
        "mirage",
        "typhoon",
        "tornado",
        "hercules",
        "apache",
        "chinook",
        "smart",
        "bonus",
        "cobra",
        "giraffe",
        "vampire",
        "fuchs",
        "dingo",
        "barak",
        "emad",
        "milan",
        "scalp",
        "rampage",
        "puls",
        "kaan",
        "atmos",
        "negev",
        "starlink",
        "patria",
        "marder",
        "altay",
        "anka",
        "verba",
        "osa",
        "qiam",
        "galil",
        "visby",
        "tejas",
        "mavic",
        "lancet",
        "vampires",
        "excalibur",
        "hammer",
        "stinger",
        "buk",
        "tor",
        "bradley",
        "krab",
    ]
)
"""Weapons whose names, without their capitals, are everyday words or names."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a page: whether it passes, its score for the field, and the words with their weights.

    `words` are the tables' own words, heaviest first; `speech` counts the different reporting words
    on the page, where the score alone did not pass it and they could.
    """

    passes: bool
    score: float
    speech: int
    words: tuple[tuple[str, float], ...]

    def reason(self) -> str:
        """The verdict in words."""
        found = ", ".join(f"{word} {weight:g}" for word, weight in self.words[:12]) or "no word of the field"
        return f"score {self.score:g} ({found})" + (f"; {self.speech} reporting words" if self.speech else "")


_TABLE = bytes(ord(chr(i).lower()) if i < 128 and chr(i).isalnum() else (32 if i < 128 else i) for i in range(256))
_TAG = re.compile(rb"<[^>]*>")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def plain_words(data: bytes, markup: bool) -> str:
    """The words of a page, in lower case, parted and enclosed by single blanks; bytes above 127 stand as they are.

    Works on the bytes of every encoding that keeps ASCII, without decoding them: the tables' words are English.
    `markup` says whether tags, scripts and styles are to be cut out.
    """
    if data[:2] in _WIDE:
        data = data.decode("utf-16", "replace").encode("utf-8")
    if markup:
        data = data.lower()
        for element in (b"script", b"style"):
            head, *pieces = data.split(b"<" + element)
            data = b" ".join([head, *(piece.partition(b"</" + element)[2] for piece in pieces)])
        data = _TAG.sub(b" ", data)
    return f" {' '.join(data.translate(_TABLE).decode('latin-1').split())} "


class Gate:
    """Judges pages. Stateless, so one gate serves a whole run; making one costs some milliseconds."""

    def __init__(self, reach: Reach = Reach.RECORDS) -> None:
        self.reach = reach
        self._automaton, self._speech, self._numbered = _patterns()

    def judge(self, source: Source) -> Verdict:
        """The verdict on a page, from its bytes, its title and its address."""
        text = plain_words(source.data, source.media_type == "text/html")
        for extra in (source.title, source.url):
            if extra:
                text += plain_words(extra.encode("utf-8", "replace"), markup=False)[1:]
        return self.judge_words(text)

    def judge_words(self, text: str) -> Verdict:
        """The verdict on words as `plain_words` gives them."""
        found = {payload for _, payload in self._automaton.iter(text)}
        words = {word: weight for kind, word, weight in found if kind == "field"}
        goods = {word: weight for kind, word, weight in found if kind == "goods"}
        states = {word: weight for kind, word, weight in found if kind == "state"}
        names = {word: weight for kind, word, weight in found if kind == "designation"}
        context = sum(weight for weight in words.values() if weight < 1) + sum(states.values())
        core = sum(weight for weight in words.values() if weight >= 1) + min(sum(goods.values()), _GOODS_MOST)
        score = core + min(context, _CONTEXT_MOST) + min(sum(names.values()), _DESIGNATIONS_MOST)
        enough = _enough(text.count(" ") - 1)
        if 0 < enough - score <= _DESIGNATIONS_MOST and not names:
            # Slower than all else, so asked only where it can decide.
            matches = (match[0].strip() for match in self._numbered.finditer(text))
            names = {name: 1.0 for name in matches if name.split(" ")[0] not in _LITTLE_WORDS}
            score += min(sum(names.values()), _DESIGNATIONS_MOST)
        passes = score >= enough
        speech = 0
        if not passes and self.reach is Reach.RECORDS:
            speech = len(self._speech.intersection(text.split()))
            public = bool(words or states) or any(kind == "public" for kind, _, _ in found)
            passes = public and speech >= SPEECH_FORMS
        ordered = sorted({**states, **goods, **names, **words}.items(), key=lambda pair: (-pair[1], pair[0]))
        return Verdict(passes, score, speech, tuple(ordered))


_LITTLE_WORDS = frozenset(
    {
        "a",
        "i",
        "am",
        "an",
        "as",
        "at",
        "be",
        "by",
        "do",
        "go",
        "he",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "of",
        "on",
    }
    | {"or", "so", "to", "up", "us", "we", "all", "and", "any", "for", "per", "the"}
)
"""Words before a number that are no letters of a weapon's name once marks are blanks: "at 6", "a 100"."""


def _enough(words: int) -> float:
    return next((score for most, score in ENOUGH if words <= most), LONG_ENOUGH)


@cache
def _patterns() -> tuple[ahocorasick.Automaton, frozenset[str], re.Pattern[str]]:
    automaton = ahocorasick.Automaton()
    weights: dict[str, tuple[str, str, float]] = {}
    for kind, word, weight, form in _terms():
        key = plain_words(form.encode("utf-8"), markup=False)
        if len(key) > 4 and weights.get(key, ("", "", -1.0))[2] < weight:
            weights[key] = (kind, word, weight)
    for key, payload in weights.items():
        automaton.add_word(key, payload)
    automaton.make_automaton()
    verbs = {form for row in table("reporting_verbs") if " " not in row["verb"] for form in _verb_forms(row["verb"])}
    numbered = [_as_plain(row["pattern"]) for row in table("designations") if _name_forms(row["pattern"]) is None]
    return automaton, frozenset(verbs), re.compile(f"(?<= )(?:{'|'.join(numbered)})(?= )")


def _name_forms(pattern: str) -> list[str] | None:
    """The names that a pattern without figures stands for; None where it is more than a name."""
    bare = re.sub(r"\((?:[^()]*)\)\?", "", pattern)
    stem = bare.removesuffix("s?")
    if re.search(r"[\\\[\]().*+?{}|]", stem) or not stem.replace(" ", "").replace("-", "").replace("'", "").isalpha():
        return None
    return [stem, f"{stem}s"] if stem != bare else [stem]


def _as_plain(pattern: str) -> str:
    """A pattern of figures and letters, as it looks among plain words: in lower case, blanks for marks."""
    plain = re.sub(r"\\?[-/.]\??(?![^\[]*\])", " ?", pattern.replace("[- ]", " ?"))
    return re.sub(r"\\[A-Z]|[A-Z]", lambda found: found[0] if found[0].startswith("\\") else found[0].lower(), plain)


def _terms() -> Iterator[tuple[str, str, float, str]]:
    """Kind, word, weight and form of everything that is matched."""
    for row in table("gate_words"):
        for form in (row["word"], *values(row["forms"])):
            yield "field", row["word"], float(row["weight"]), form
    for row in table("goods"):
        phrase = row["phrase"]
        if row["kind"] == "item" and row["category"] in _MILITARY and phrase not in _EVERYDAY:
            weight = 1.5 if " " in phrase or "-" in phrase else 1.0
            for form in (phrase, f"{phrase}s"):
                yield "goods", phrase, weight, form
    for row in table("countries"):
        if row["kind"] in ("state", "armed_group", "alliance", "organisation"):
            weight = 0.5 if row["kind"] == "state" else 1.0
            for column in ("name", "names", "adjectives", "demonyms", "capital", "seats"):
                for form in values(row[column]):
                    # Without its capitals a short name is another word: US, CAR, UN.
                    if len(form) > 3:
                        yield "state", row["name"], weight, form
    for row in table("designations"):
        for form in _name_forms(row["pattern"]) or ():
            everyday = form.lower().removesuffix("s") in _EVERYDAY_NAMES
            yield "designation", form.lower(), 0.5 if everyday else 1.5, form
    for row in table("tenures"):
        for form in (row["name"], row["surname"]):
            yield "public", row["name"], 0.0, form


_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote written",
    "speak": "spoke spoken",
    "think": "thought",
    "feel": "felt",
    "know": "knew known",
    "find": "found",
    "hold": "held",
    "swear": "swore sworn",
    "foresee": "foresaw",
    "foretell": "foretold",
    "begin": "began begun",
    "see": "saw seen",
    "understand": "understood",
    "mean": "meant",
    "make": "made",
    "give": "gave given",
    "take": "took taken",
}


def _verb_forms(verb: str) -> Iterator[str]:
    yield verb
    irregular = _IRREGULAR.get(verb)
    if irregular is not None:
        yield from irregular.split()
    if verb.endswith("e"):
        yield from (f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    elif verb.endswith("y") and verb[-2:-1] not in "aeiou":
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    elif verb.endswith(("s", "x", "z", "ch", "sh")):
        yield from (f"{verb}es", f"{verb}ed", f"{verb}ing")
    else:
        yield from (f"{verb}s", f"{verb}ed", f"{verb}ing", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")
