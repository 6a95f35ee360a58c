"""Whether two statements, or two events, on different pages are one, and by which rule.

A verdict carries a score, the rule and the two values that were compared, so that every merge can explain itself. A
score of `STRONG` or more joins by itself; a `WEAK` one joins only where every pair of the group is joined; below that
nothing joins. `CONTRADICTION` keeps two records apart, whatever else joins them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from armstrail.ledger.digest import Days, EventItem, Item, StatementItem, ViolationItem, when_of
from armstrail.ledger.voices import name_key, same_person
from armstrail.ledger.words import bag, similarity, states_in, weight
from armstrail.records import Act, EventType, Factuality, Quote, SpeakerKind

__all__ = [
    "ALIKE",
    "CONTRADICTION",
    "RECALLED",
    "SAME_WORDS",
    "STRONG",
    "WEAK",
    "Context",
    "Verdict",
    "apart",
    "compare_events",
    "compare_statements",
    "compare_violations",
    "elsewhere",
    "others",
    "overlap",
    "same_speaker",
    "times_apart",
    "told",
]

STRONG, WEAK, CONTRADICTION = 0.75, 0.6, -1.0
LONG = 3.5
"""Weight of words from which on a statement is long enough for its words alone to tell it from others."""
TELLING = 1.6
"""Weight of shared words beyond the field's everyday ones that two renderings of one statement must have."""
AGAIN = 0.85
"""Share of words from which on a page says the same again (a headline, a caption) rather than two things."""
RECALLED = 100
"""Days within which the same words of one source are one statement, where they are no quotation or both days are known: a
ministry says the same few words again year after year.
"""
SAME_WORDS, ALIKE = "same speaker, same words", "same speaker, one undated: the words agree"
ZONE = 1
"""Days by which two accounts of one occasion may differ through time zones and dates of publication."""


class Verdict(NamedTuple):
    """What a comparison found: the score, the rule, and the two values that it rests on."""

    score: float
    rule: str
    a: str
    b: str


UNRELATED = Verdict(0.0, "unrelated", "", "")


class Context(NamedTuple):
    """What is known of two records beside their own cells."""

    same_text: bool
    """Their pages come from one origin."""
    same_statement: bool
    """The statements that carry them are one."""
    same_talk: bool
    """Their pages share a statement of one speaker."""
    published: tuple[Days | None, Days | None]
    companion: float = 0.0
    """Score by which records in the same words on both pages are one."""
    same_page: bool = False

    @property
    def apart(self) -> int | None:
        """Days between the two pages' publication."""
        return apart(*self.published)


def apart(a: Days | None, b: Days | None) -> int | None:
    """Days between two intervals, 0 where they touch; None where either is unknown."""
    if a is None or b is None:
        return None
    return max(0, b[0] - a[1], a[0] - b[1])


def overlap(a: Days | None, b: Days | None) -> bool:
    """Whether at least half of the shorter of two intervals lies in the other: a day in its month does, the last days of
    one month in another that begins with them hardly.
    """
    if a is None or b is None:
        return False
    common = min(a[1], b[1]) - max(a[0], b[0]) + 1
    return common > 0 and 2 * common >= min(width(a), width(b))


def width(days: Days | None) -> int:
    """Length of an interval in days; a large number where it is unknown."""
    return 10_000 if days is None else days[1] - days[0] + 1


def told(days: Days | None) -> str:
    """A date in words."""
    when = when_of(days)
    if when is None:
        return "undated"
    return str(when.start) if when.start == when.end else f"{when.start}..{when.end}"


def against(rule: str, a: str, b: str) -> Verdict:
    """The verdict that keeps two records apart."""
    return Verdict(CONTRADICTION, rule, a, b)


# ---------------------------------------------------------------- statements
def same_speaker(a: StatementItem, b: StatementItem) -> bool:
    """Whether one and the same source can have made both statements. A person and an office can be one where the
    voice is one: a page may name the minister that another calls "the defence minister".
    """
    if a.speaker is None or b.speaker is None:
        return a.speaker is None and b.speaker is None and a.voice.key == b.voice.key
    if a.speaker.kind is SpeakerKind.PERSON and b.speaker.kind is SpeakerKind.PERSON:
        return a.speaker.name == b.speaker.name or same_person(a.speaker.name, b.speaker.name)
    return a.voice.key == b.voice.key or name_key(a.speaker.name) == name_key(b.speaker.name)


def _distinct(words: Iterable[str]) -> float:
    return sum(weight(word) for word in words if weight(word) >= 0.8)


def _count(words: Iterable[str]) -> int:
    return sum(1 for word in words if weight(word) >= 0.8)


def compare_statements(a: StatementItem, b: StatementItem, context: Context) -> Verdict:
    """Whether two statements are one: same speaker, the same said, on days that can agree.

    How alike the words must be depends on how much else speaks for it: least in two versions of one text, where an
    editor or a rewriter has been at work; more for two accounts of one day, where a translator may stand between;
    most where no day is known.
    """
    same, apart_ = same_speaker(a, b), not (context.same_page or context.same_text)
    if apart_ and not same:
        return against("speaker", _name(a), _name(b))
    denied = (a.act is Act.DENY) != (b.act is Act.DENY)
    gap = apart(a.said, b.said)
    # a page reports what was said the day before or two; what it dates itself is nearer
    near = apart(a.said or context.published[0], b.said or context.published[1]) if gap is None else gap
    recalled = _recalled(a, b, gap, context.apart)
    if apart_ and not denied and not recalled and (near is None or near > ZONE):
        # no words could make them one, and where the time between is long, no others that are like both
        if times_apart(a, b, context.published):
            return against("days", _told_on(a, context.published[0]), _told_on(b, context.published[1]))
        return UNRELATED
    share, shared = similarity(a.words, b.words)
    if context.same_page and share < AGAIN and not _retold(a, b, shared):
        return against("two statements of one page", a.text, b.text)
    if not same:
        if context.same_text and share >= (0.9 if _persons(a, b) else 0.6):
            return Verdict(STRONG, "same text, same words, the source named otherwise", _name(a), _name(b))
        return against("speaker", _name(a), _name(b))
    narrow = max(width(a.said or context.published[0]), width(b.said or context.published[1])) <= 3
    if denied and share < 0.9 and not context.same_text:
        return against("denied and not denied", a.act, b.act)
    score, rule = 0.0, ""
    long = sum(map(weight, a.words)) >= LONG and sum(map(weight, b.words)) >= LONG
    if context.same_text and share >= 0.25:
        score, rule = 0.75 + 0.25 * share, "same text: the words agree"
    elif share >= 0.85 and long and recalled:
        quoted = a.quote is b.quote is Quote.DIRECT
        score, rule = 0.75 + 0.2 * share, "same speaker, same quotation" if quoted else SAME_WORDS
    elif near is not None and near <= ZONE and narrow:
        likely = share + (0.05 if a.quote is b.quote is Quote.DIRECT else 0.0)
        least = 0.35 if gap is not None else 0.42
        # two rare words may be the day's subject; three in one sentence are its message
        telling = TELLING if likely < 0.75 else 1.2
        if likely >= least and _distinct(shared) >= telling and (likely >= 0.5 or _count(shared) >= 3):
            score, rule = 0.5 + 0.5 * likely, "same speaker, same day: the words agree in sense"
    if (
        not rule
        and gap is None
        and recalled
        and (context.apart is None or context.apart <= RECALLED)
        and share >= 0.6
        and long
        and _distinct(shared) >= (TELLING if share < 0.75 else 1.2)
    ):
        score, rule = 0.4 + 0.5 * share, ALIKE
    if score < WEAK:
        return UNRELATED
    return Verdict(min(1.0, score), rule, a.text, b.text)


def _recalled(a: StatementItem, b: StatementItem, gap: int | None, since: int | None) -> bool:
    """Whether the same words may be one statement after the time that lies between: `gap` days where both say when it was
    said, `since` days between the pages.
    """
    if a.quote is b.quote is Quote.DIRECT:
        return gap is None or gap <= RECALLED
    return (since is None or since <= RECALLED) if gap is None else gap <= 3


def _retold(a: StatementItem, b: StatementItem, shared: tuple[str, ...]) -> bool:
    """Whether the shorter of two statements, a headline or a caption, says nothing that the other does not."""
    return len(shared) == min(len(a.words), len(b.words)) and _distinct(shared) >= TELLING


def times_apart(a: StatementItem, b: StatementItem, published: tuple[Days | None, Days | None]) -> bool:
    """Whether two statements were made at two times: on days far from each other, or, where a day is not known and not
    both are quotations, which are remembered for years, on pages published far from each other. What a source says again
    and again is not one statement because each time follows the last within weeks.
    """
    gap = apart(a.said, b.said)
    if gap is None and a.quote is b.quote is Quote.DIRECT:
        return False
    since = apart(*published) if gap is None else gap
    near = apart(a.said or published[0], b.said or published[1])
    return since is not None and since > RECALLED and (near is None or near > ZONE)


def _told_on(item: StatementItem, published: Days | None) -> str:
    return told(item.said) if item.said or not published else f"told {told(published)}"


def _persons(a: StatementItem, b: StatementItem) -> bool:
    return all(item.speaker is not None and item.speaker.kind is SpeakerKind.PERSON for item in (a, b))


def _name(item: Item) -> str:
    return item.speaker.name if item.speaker else item.voice.name


# ---------------------------------------------------------------- events
OCCASIONS = frozenset({EventType.MEETING, EventType.VISIT, EventType.CALL, EventType.AGREEMENT, EventType.EXERCISE})
"""Events that people come together for: those who take part tell one from another, the place hardly."""


def shared_participants(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[int, int]:
    """How many participants the events share, and how many the one with fewer names."""
    count = sum(1 for name in a if any(name == other or same_person(name, other) for other in b))
    return count, min(len(a), len(b))


def _differ(a: str | None, b: str | None) -> bool:
    """Whether two names of places or things are both given and share no word and no state."""
    if not a or not b:
        return False
    return not (set(bag(a)) & set(bag(b))) and not (states_in(a) & states_in(b))


def others(a: EventItem, b: EventItem) -> Verdict | None:
    """The verdict that keeps two events apart wherever they are told: other kinds, other people."""
    if a.type is not b.type:
        return against("type", a.type, b.type)
    if (a.factuality is Factuality.DENIED) != (b.factuality is Factuality.DENIED):
        return against("denied and not denied", a.factuality, b.factuality)
    shared, fewest = shared_participants(a.participants, b.participants)
    if fewest and shared * 2 < fewest:
        return against("participants", ", ".join(a.participants), ", ".join(b.participants))
    return None


def elsewhere(a: EventItem, b: EventItem) -> Verdict | None:
    """The verdict that keeps two events of different texts apart: other days, other places."""
    gap = apart(a.when, b.when)
    if gap is not None and gap > ZONE:
        return against("days", told(a.when), told(b.when))
    if a.type not in OCCASIONS and (_differ(a.place, b.place) or _differ(a.target, b.target)):
        return against("place", a.place or a.target or "", b.place or b.target or "")
    return None


def compare_events(a: EventItem, b: EventItem, context: Context) -> Verdict:
    """Whether two events are one: the type, at least half of those who took part, days that can agree, and for what is
    no occasion of people the place and the thing.
    """
    if (other := others(a, b)) is not None:
        return other
    if not (context.same_page or context.same_text) and (other := elsewhere(a, b)) is not None:
        return other
    shared, fewest = shared_participants(a.participants, b.participants)
    names = ", ".join(a.participants), ", ".join(b.participants)
    gap = apart(a.when, b.when)
    share, _ = similarity(a.words, b.words)
    if context.same_page and (share < AGAIN or a.when != b.when):
        return against("two events of one page", f"{a.text}, {told(a.when)}", f"{b.text}, {told(b.when)}")
    if context.same_text and share >= 0.25:
        return Verdict(0.75 + 0.25 * share, "same text: the words agree", a.text, b.text)
    if (other := elsewhere(a, b)) is not None:
        return other
    occasion = a.type in OCCASIONS
    if not fewest:
        return UNRELATED
    if context.companion >= WEAK:
        return Verdict(context.companion, "told in the words of a transfer that is one", a.text, b.text)
    if gap is not None:
        narrow = max(width(a.when), width(b.when))
        things = similarity(bag(f"{a.object or ''} {a.target or ''}"), bag(f"{b.object or ''} {b.target or ''}"))[0]
        if narrow <= 3 and (occasion or things >= 0.3 or share >= 0.5):
            persons = sum(1 for name in a.participants if len(name) != 3 or not name.isupper())
            return Verdict(0.85 if persons and shared >= 2 else 0.78, "same kind, same participants, same day",
                           f"{names[0]}, {told(a.when)}", f"{names[1]}, {told(b.when)}")  # fmt: skip
        if narrow <= 31 and overlap(a.when, b.when) and (share >= 0.4 or things >= 0.6):
            return Verdict(0.65, "same kind, same participants, days that agree", f"{names[0]}, {told(a.when)}",
                           f"{names[1]}, {told(b.when)}")  # fmt: skip
        return UNRELATED
    if occasion and context.same_talk and shared >= 2:
        return Verdict(0.78, "one occasion: same participants, and a statement that both pages carry", *names)
    if context.same_statement and share >= 0.3:
        return Verdict(0.7, "told in one statement", a.text, b.text)
    return UNRELATED


# ---------------------------------------------------------------- violations
def compare_violations(a: ViolationItem, b: ViolationItem, context: Context) -> Verdict:
    """Whether two claims of a breach are one: those accused, and one text or one statement that carries both."""
    if set(a.by) != set(b.by):
        return against("accused", ", ".join(a.by), ", ".join(b.by))
    if (a.factuality is Factuality.DENIED) != (b.factuality is Factuality.DENIED):
        return against("denied and not denied", a.factuality, b.factuality)
    share, _ = similarity(a.words, b.words)
    if context.same_page:
        if a.rule == b.rule and a.factuality is b.factuality:
            return Verdict(0.8, "one page tells it more than once", a.text, b.text)
        return against("two claims of one page", a.rule, b.rule)
    if context.same_text and share >= 0.25:
        return Verdict(0.75 + 0.25 * share, "same text: the words agree", a.text, b.text)
    if context.same_statement:
        return Verdict(0.8, "claimed in one statement", a.text, b.text)
    if context.companion >= STRONG:
        return Verdict(0.76, "said of a transfer that is one", a.text, b.text)
    return UNRELATED
