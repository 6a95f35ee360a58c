"""What the clause leaves unsaid and the page says before it: a missing party, the direction of a deal between two.

A role is filled only from a frame that stands shortly before, agrees in what both say, and whose words then become part
of the evidence. Nothing is filled from knowledge of the world.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from armstrail.language.parties import is_place_noun, is_state
from armstrail.reading.actors import Party
from armstrail.reading.firms import firm_state
from armstrail.reading.lexicon import words
from armstrail.reading.supply.frame import Frame
from armstrail.reading.supply.legs import without_legs
from armstrail.reading.supply.named import States
from armstrail.records import Category, Stage

__all__ = ["complete"]

_BROAD = frozenset({Category.ARMS, Category.SUPPORT, Category.OTHER, Category.DUAL_USE})
_PAIRED = _BROAD | {Category.TRAINING, Category.PERSONNEL, Category.FUNDS, Category.FUEL, Category.TECHNOLOGY}
"""Goods that make no record where one party stays unsaid."""
_COMMON = frozenset({Category.OTHER, Category.FUNDS, Category.FUEL})
"""Goods that count only where the clause itself names both parties."""
_REACH = 3
"""How many paragraphs back a role may come from."""
_WHOLE = 1000
"""Frames that speak for the whole page: time stays linear in it."""


def _codes(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(party.code for party in parties)


def _kin(left: Frame, right: Frame) -> bool:
    """Whether two frames may speak of the same goods: a category in common, or one that is broad."""
    mine, yours = {g.category for g in left.goods}, {g.category for g in right.goods}
    if mine & yours:
        return True
    return Category.ARMS in mine | yours and not mine & _CIVIL and not yours & _CIVIL


_CIVIL = _BROAD - {Category.ARMS} | _PAIRED - _BROAD
"""Goods that "arms" does not stand for."""

_SOFT = frozenset({Category.TECHNOLOGY, Category.FUNDS, Category.FUEL, Category.OTHER, Category.SATELLITES})
"""What comes in return for arms: it says nothing on where the arms go."""


def _flows(frames: Sequence[Frame]) -> Counter[tuple[str, str]]:
    flows: Counter[tuple[str, str]] = Counter()
    for frame in frames:
        if all(good.category in _SOFT for good in frame.goods):
            continue
        for supplier in _codes(frame.suppliers):
            for recipient in _codes(frame.recipients):
                flows[supplier, recipient] += 1
    return flows


def _direct(frame: Frame, flows: Counter[tuple[str, str]]) -> None:
    """The direction of "a deal between A and B": that in which the page otherwise says goods go; else from the maker of the
    weapon that is named; else, after "between", the order of mention, which names the giver first. Otherwise it stays open.
    """
    first, second = frame.either[0], frame.either[1]
    there, back = flows[first.code, second.code], flows[second.code, first.code]
    if there == back:
        made = {code for code in frame.makers if code in {first.code, second.code}}
        buyer = {party.code for party in frame.buyer}
        if len(made) == 1:
            there, back = (1, 0) if first.code in made else (0, 1)
        elif is_state(first.code) != is_state(second.code):
            there, back = (0, 1) if is_state(first.code) else (1, 0)  # the firm sells
        elif len(buyer) == 1:
            there, back = (0, 1) if first.code in buyer else (1, 0)
        elif not frame.between:
            return
    if back > there:
        first, second = second, first
    frame.suppliers, frame.recipients, frame.either = [first], [second], []


def _fill(
    frame: Frame, before: Sequence[Frame], whole: Sequence[Frame], halves: Sequence[Frame], states: States
) -> None:
    """Fill a missing supplier or recipient from the nearest kindred frame before."""
    if frame.back:
        _reverse(frame, before)
        return
    mine = _codes(frame.suppliers) | _codes(frame.recipients)
    for other in reversed(before):
        if frame.paragraph - other.paragraph > _REACH:
            break
        if not other.suppliers or not other.recipients:
            continue
        if frame.suppliers and not frame.recipients:
            if _codes(frame.suppliers) <= _codes(other.suppliers) and not mine & _codes(other.recipients):
                _borrow(frame, recipients=other.recipients)
                return
        elif frame.recipients and not frame.suppliers and not frame.closed:
            near = frame.paragraph == other.paragraph and (not other.goods or frame.stage is Stage.SOUGHT)
            near = near or (frame.follows and frame.paragraph - other.paragraph <= 1)
            if _codes(frame.recipients) <= _codes(other.recipients) and (near or _kin(frame, other)):
                _borrow(frame, suppliers=other.suppliers)
                return
        elif not frame.closed and frame.paragraph - other.paragraph <= 1 and (frame.follows or _kin(frame, other)):
            _borrow(frame, suppliers=other.suppliers, recipients=other.recipients)
            return
    last = before[-1] if before else None
    if frame.follows and not frame.suppliers and last is not None and last.paragraph == frame.paragraph:
        _borrow(frame, suppliers=last.suppliers)  # "Chad pledges a package. It comprises"
    if _fill_from_label(frame, states.label(frame)) or (frame.bare and not states.listed(frame)):
        return
    if not frame.recipients:
        _fill_recipient(frame, before, whole, halves, states)
    _fill_from_page(frame, whole, halves)


def _fill_from_label(frame: Frame, label: Sequence[Party]) -> bool:
    """From the label of a digest's item that names two states, of which the frame has one ("Peru, Spain. Lima has bought ...")."""
    mine = _codes(frame.suppliers) | _codes(frame.recipients)
    left = [party for party in label if party.code not in mine]
    if len(label) != 2 or len(left) != 1 or len(mine) != 1 or frame.closed:
        return False
    _borrow(frame, suppliers=left, recipients=left)
    return True


def _fill_recipient(
    frame: Frame, before: Sequence[Frame], whole: Sequence[Frame], halves: Sequence[Frame], states: States
) -> None:
    """Whom a text goes on to speak of: a list of suppliers names the recipient once ("Oslo gave eight tanks to Chad. Paris
    sent howitzers, and Rome has promised radars"). Looked for first among the frames of the paragraph, then among the
    states that it names before, then the same further back. A party that supplies there is none.
    """
    if not frame.suppliers or frame.barred:
        return
    mine = _codes(frame.suppliers)
    mine = mine | {home for code in mine if (home := firm_state(code)) is not None}
    recent = before[-_WHOLE // 10 :]
    givers = mine | {party.code for other in recent for party in other.suppliers if not _codes(other.recipients) & mine}
    known = {p.code for other in (*whole, *halves) for p in other.recipients if not is_place_noun(p.token)}
    for number in range(frame.paragraph, frame.paragraph - _REACH - 1, -1):
        for other in reversed(before):
            if any(is_place_noun(p.token) for p in other.recipients):
                continue  # "flown to a base in Oman": not who gets all the rest
            if other.paragraph == number and other.recipients and not mine & _codes(other.recipients):
                if number < frame.paragraph and len(_codes(other.recipients)) > 1:
                    break
                _borrow(frame, recipients=other.recipients)
                return
        named = [party for party in states.named(number, frame) if party.code not in givers]
        near = frame.paragraph - number <= 1 or not known  # further back, only who gets something on the page
        if len(_codes(named)) == 1 and (near or named[0].code in known):
            _borrow(frame, recipients=named[:1])
            return
        if len(_codes(named)) > 1:
            return
    takers = {p.code: p for other in whole for p in other.recipients if not is_place_noun(p.token)}
    named = [party for party in states.title(frame) if party.code not in givers]
    if len(takers) == 1 and not mine & set(takers):
        _borrow(frame, recipients=list(takers.values()))
    elif (not takers or states.listed(frame)) and len(_codes(named)) == 1:
        _borrow(frame, recipients=named[:1])


def _borrow(frame: Frame, *, suppliers: Sequence[Party] = (), recipients: Sequence[Party] = ()) -> None:
    """Fill empty roles from elsewhere; the words that name the parties there become evidence."""
    if suppliers and not frame.suppliers:
        frame.suppliers = list(suppliers)
        frame.borrowed.extend(suppliers)
    if recipients and not frame.recipients:
        frame.recipients = list(recipients)
        frame.borrowed.extend(recipients)


def _reverse(frame: Frame, before: Sequence[Frame]) -> None:
    """What comes in return goes back: "In exchange the regime got fuel"."""
    for other in reversed(before):
        if frame.paragraph - other.paragraph > 1:
            return
        if other.back or not other.suppliers or not other.recipients:
            continue
        if _codes(frame.suppliers) <= _codes(other.recipients) and _codes(frame.recipients) <= _codes(other.suppliers):
            _borrow(frame, suppliers=other.recipients, recipients=other.suppliers)
            return


def _embark(frame: Frame, voyages: dict[int, list[Frame]]) -> None:
    """Whence a cargo came, by where its vessel set out: "They seized a dhow with rifles. It had sailed from Jask"."""
    if not frame.recipients or (
        not frame.seized and not any(t.lemma_.lower() in words("vessel") for t in frame.predicate.sent)
    ):
        return
    near = [v for at in (0, 1, -1) for v in voyages.get(frame.paragraph + at, ())]
    for voyage in near:
        if not _codes(voyage.suppliers) & _codes(frame.recipients):
            _borrow(frame, suppliers=voyage.suppliers)
            frame.extra.extend([voyage.predicate] if voyage.paragraph == frame.paragraph else [])
            return


def _inherit_bar(frame: Frame, before: Sequence[Frame]) -> None:
    """Who supplies somebody unknown goes on doing so: "Oman arms your enemy. They sell them drones"."""
    last = before[-1] if before else None
    if last is None or frame.recipients or not frame.suppliers or frame.paragraph - last.paragraph > 1:
        return
    frame.barred = frame.barred or (
        last.barred and not last.recipients and _codes(last.suppliers) == _codes(frame.suppliers)
    )


def _domestic(frame: Frame) -> bool:
    """Whether a firm supplies its own state: no transfer between states."""
    homes = {firm_state(party.code) for party in frame.suppliers}
    return bool(homes) and homes == _codes(frame.recipients)


def _fill_from_page(frame: Frame, whole: Sequence[Frame], halves: Sequence[Frame]) -> None:
    """From the whole page only what it leaves no choice about: the one counterpart that it names for that party, in either
    direction (a page on one pair of states speaks of what goes between them).
    """
    if bool(frame.suppliers) == bool(frame.recipients) or len(frame.either) == 2:
        return
    if frame.closed and not frame.suppliers:
        return
    mine = _codes(frame.suppliers) | _codes(frame.recipients)
    givers_, takers_ = _kindred(frame, whole, halves)
    if not frame.suppliers and len(givers_) == 1 and not mine & set(givers_):
        _borrow(frame, suppliers=list(givers_.values()))
        return
    if not frame.recipients and len(takers_) == 1 and not mine & set(takers_):
        _borrow(frame, recipients=list(takers_.values()))
        return
    if not frame.suppliers and len(mine) > 1:
        return  # several buyers have no one seller
    if not frame.suppliers and all(good.category is Category.TRAINING for good in frame.goods):
        return  # who sold the weapons need not teach their use
    partners: dict[str, Party] = {}
    for same_side in (True, False):
        for other in whole:
            if other.back or (not same_side and {g.head for g in other.goods} & {g.head for g in frame.goods}):
                continue  # what one hands on goes to others than those he has it from
            givers, takers = (other.suppliers, other.recipients) if same_side else (other.recipients, other.suppliers)
            if frame.suppliers and _codes(frame.suppliers) & _codes(givers):
                partners.update({party.code: party for party in takers if party.code not in mine})
            if frame.recipients and _codes(frame.recipients) & _codes(takers):
                partners.update({party.code: party for party in givers if party.code not in mine})
        if partners:
            break
    if len(partners) == 1:
        found = list(partners.values())
        if frame.suppliers:
            frame.recipients = found
        else:
            frame.suppliers = found
        frame.borrowed.extend(found)


def _kindred(
    frame: Frame, whole: Sequence[Frame], halves: Sequence[Frame]
) -> tuple[dict[str, Party], dict[str, Party]]:
    """Who supplies and who gets goods of the frame's own categories on the page."""
    categories = {good.category for good in frame.goods} - _BROAD
    kin = [other for other in whole if categories & {good.category for good in other.goods}]
    kin = kin or [
        other for other in halves if categories & {good.category for good in other.goods} and other is not frame
    ]
    return (
        {party.code: party for other in kin for party in other.suppliers},
        {party.code: party for other in kin for party in other.recipients},
    )


def _join_clauses(frames: Sequence[Frame]) -> None:
    """Two predicates of one noun complete each other: "the shells bought by A arrived in B"."""
    by_paragraph: dict[int, list[Frame]] = {}
    for frame in frames:
        by_paragraph.setdefault(frame.paragraph, []).append(frame)
    for frame in frames:
        for other in by_paragraph[frame.paragraph]:
            if other is frame or not frame.goods or not other.goods:
                continue
            if frame.goods[0].head.i != other.goods[0].head.i:
                continue
            if not frame.suppliers and other.suppliers:
                frame.suppliers = [p for p in other.suppliers if p.code not in _codes(frame.recipients)]
            if not frame.recipients and other.recipients:
                frame.recipients = [p for p in other.recipients if p.code not in _codes(frame.suppliers)]


def _spell_out(frames: Sequence[Frame]) -> None:
    """Goods that a number or pronoun stands for are those of the nearest frame before ("..., and 14 have been sent")."""
    for index, frame in enumerate(frames):
        if frame.elided and frame.goods:
            frame.counted.extend(frame.elided)
        if frame.goods or not frame.elided:
            continue
        if frame.before is not None:
            frame.goods, frame.counted = [frame.before], [*frame.counted, *frame.elided]
            continue
        for other in reversed(frames[max(0, index - _WHOLE) : index]):
            if frame.paragraph - other.paragraph > 1:
                break
            if other.goods and other.goods[0].category not in _SOFT | _BROAD | {Category.TRAINING}:
                frame.goods = [other.goods[0]]
                frame.counted.extend(frame.elided)
                frame.extra.extend(frame.elided)
                break


def complete(frames: list[Frame], states: States) -> list[Frame]:
    """The frames of a page in the order of the text, roles filled where the page fills them; frames that stay without a
    party, or without one that their goods need, are left out. A frame without goods only lends its parties.
    """
    voyages: dict[int, list[Frame]] = {}
    for frame in frames:
        if frame.voyage:
            voyages.setdefault(frame.paragraph, []).append(frame)
    frames = without_legs([frame for frame in frames if not frame.voyage])
    flows = _flows(frames)
    for frame in frames:
        if len(frame.either) == 2:
            _direct(frame, flows)
    done: list[Frame] = []
    context: list[Frame] = []
    _spell_out(frames)
    _join_clauses(frames)
    states.note(frames)
    whole = [frame for frame in frames if frame.suppliers and frame.recipients][:_WHOLE]
    halves = [frame for frame in frames if bool(frame.suppliers) != bool(frame.recipients) and not frame.either][
        :_WHOLE
    ]
    for frame in frames:
        if len(frame.either) == 2 or not frame.goods:
            if not frame.goods and not frame.elided and frame.suppliers and frame.recipients:
                context.append(frame)
            continue
        _inherit_bar(frame, context)
        if not frame.suppliers or not (frame.recipients or frame.home or frame.barred):
            _fill(frame, states.outside(frame, context), states.outside(frame, whole), halves, states)
        if (not frame.suppliers and not frame.recipients) or (frame.home and not frame.recipients):
            continue
        if not frame.suppliers:
            _embark(frame, voyages)
        common = all(g.category in _COMMON for g in frame.goods)
        if common and (frame.borrowed and not frame.follows and not frame.back):
            continue
        if _domestic(frame):
            continue
        paired = frame.bare or frame.before is not None or all(g.category in _PAIRED for g in frame.goods)
        if (not frame.suppliers or not frame.recipients) and paired:
            context.extend([frame] if frame.barred or frame.goods[0].category is Category.SUPPORT else [])
            continue
        done.append(frame)
        context.append(frame)
    return done
