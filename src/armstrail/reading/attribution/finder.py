"""All statements of a page: quotations first, then clauses, nouns and headlines; then speakers, nesting, act and day."""

from __future__ import annotations

import re

from spacy.tokens import Token

from armstrail.language import Analysis
from armstrail.language.quotation import quote_paragraphs
from armstrail.reading.attribution.acts import act_of
from armstrail.reading.attribution.clausal import find_clausal
from armstrail.reading.attribution.direct import cued, find_direct, leading_cue
from armstrail.reading.attribution.draft import Draft, Passage, Source
from armstrail.reading.attribution.extent import cue_span
from armstrail.reading.attribution.labels import find_labelled, signature, transcript_labels
from armstrail.reading.attribution.lead import joined_lead
from armstrail.reading.attribution.medial import find_medials
from armstrail.reading.attribution.nesting import holders, standing
from armstrail.reading.attribution.nominal import find_nominal
from armstrail.reading.attribution.predicative import find_predicative
from armstrail.reading.attribution.rejoinders import find_rejoinders, without_rejoinders
from armstrail.reading.attribution.relay import relay_of
from armstrail.reading.attribution.set_off import mark_quotations
from armstrail.reading.attribution.setting import occasion_of
from armstrail.reading.attribution.speaker import Voices
from armstrail.reading.attribution.tail import find_closing, find_tails
from armstrail.reading.attribution.telling import days_said
from armstrail.records import Act, Quote, Speaker, SpeakerKind, Statement

_POINTING = frozenset({"this", "that", "it", "them", "these", "those", "which", "him", "her", "so"})

_OUTLET_WORDS = frozenset(
    {
        "agency",
        "broadcaster",
        "channel",
        "chronicle",
        "gazette",
        "herald",
        "journal",
        "ledger",
        "magazine",
        "mail",
        "news",
    }
    | {"observer", "post", "press", "radio", "review", "standard", "telegraph", "television", "times", "tribune", "tv"}
)
_COMMA = re.compile(r",?\s*")

SLOGAN = 40
"""Characters below which a quotation without cue or speaker is a title or a slogan, not speech."""


def find_statements(analysis: Analysis) -> tuple[Statement, ...]:
    """Every attribution of the page, in the order of the text, ids s1, s2, ...

    Reads `paragraphs`, `times`, `names` and `parties`; deterministic; time grows with the length of the text.
    """
    passages = _passages(analysis)
    drafts: list[Draft] = []
    labels = transcript_labels([passage.text for passage in passages])
    for passage in passages:
        own = find_direct(passage)
        rejoinders = find_rejoinders(passage)
        own += find_medials(passage)
        closing = find_closing(passage)
        own += find_clausal(passage, closing) + closing
        own += find_nominal(passage)
        own += find_predicative(passage)
        own += find_tails(passage)
        own = without_rejoinders(own, rejoinders) + rejoinders
        labelled = find_labelled(passage, analysis.names, labels)
        if labelled and labelled[0].direct:
            # the turns of a transcript; the marks around the whole of it quote nobody
            own = [draft for draft in own if draft.cue is not None or not draft.direct]
        own = _quoted_label(own, labelled) + labelled
        own = _told_within(passage, _unmarked(passage, own))
        for draft in own:
            draft.relay = relay_of(passage, draft)
        _lead_in(passages, own, passage)
        for draft in own:
            if draft.cue_span is None and draft.verb is not None:
                draft.cue_span = cue_span(draft.passage, draft.verb)
        own.sort(key=_place)
        drafts.extend(own)
    drafts = standing(_continue(passages, drafts))
    return _statements(analysis, drafts)


def _passages(analysis: Analysis) -> list[Passage]:
    body = [p for p in analysis.paragraphs if p.kind == "body"]
    quoted = iter(quote_paragraphs([p.doc.text for p in body]))
    passages = []
    for number, paragraph in enumerate(analysis.paragraphs):
        quotations = next(quoted) if paragraph.kind == "body" else quote_paragraphs([paragraph.doc.text])[0]
        passage = Passage(number, paragraph, quotations)
        mark_quotations(passage)
        passages.append(passage)
    return passages


def _quoted_label(own: list[Draft], labelled: list[Draft]) -> list[Draft]:
    """The drafts without the cue-less quotation that a label introduces ("Minister: 'We will not sell'"), made the label's."""
    for label in labelled:
        start, end = label.content[0]
        for draft in own:
            low, high = draft.content[0]
            if (
                draft.cue is None
                and draft.direct
                and start <= low
                and high <= end
                and high - low >= 0.7 * (end - start)
            ):
                label.content, label.direct = draft.content, True
                return [other for other in own if other is not draft]
    return own


_DASH = re.compile(r"\s*[—–―-]\s+(?=\S)")


def _unmarked(passage: Passage, own: list[Draft]) -> list[Draft]:
    """The drafts, with a turn of speech that a dash or a mark never closed opens made direct: '— It is late, said Ann.'"""
    dash = _DASH.match(passage.text)
    opened = dash.end() if dash is not None else None
    loose = next(
        (q for q in passage.set_off if not q.closed and q.opened and not passage.text[: q.start].strip()), None
    )
    if loose is not None:
        opened = loose.inner[0]
    if opened is None:
        return own
    start = passage.paragraph.start + opened
    for draft in own:
        place = draft.cue_span
        if place is None or draft.direct or draft.content[0][0] != start or draft.cue is None or not draft.cue.speech:
            continue
        if place[0] < draft.content[0][1] or "quote" not in draft.cue.frames:
            continue
        draft.direct = True
        return [other for other in own if other is draft or other.cue is not None or not other.direct]
    return own


def _told_within(passage: Passage, own: list[Draft]) -> list[Draft]:
    """The drafts, with a quotation that ends what somebody tells counted to his words: 'She said the captain had told
    her, "Get off my ship."' It stays a statement of its own where it has a cue, and is only a part of hers where not.
    """
    base = passage.paragraph.start
    opened = {q.start: q for q in passage.set_off}
    within: list[Draft] = []
    for outer in own:
        if outer.direct or outer.verb is None or not opened:
            continue
        end = outer.content[-1][1] - base
        gap = _COMMA.match(passage.text, end)
        quotation = opened.get(gap.end()) if gap is not None else None
        if quotation is None or (outer.cue_span is not None and outer.cue_span[0] > outer.content[-1][0]):
            continue
        inner = passage.span(*quotation.inner)
        draft = next((d for d in own if d.direct and inner is not None and inner in d.content), None)
        if draft is None or draft.verb is outer.verb:
            continue
        if draft.cue is None and len(draft.content) == 1:
            within.append(draft)
        elif draft.cue_span is None and draft.verb is not None:
            place = passage.paragraph.span(draft.verb)
            if not any(a <= place[0] and place[1] <= b for a, b in outer.content):
                continue
        outer.content[-1] = (outer.content[-1][0], base + quotation.end)
    return [draft for draft in own if not any(draft is other for other in within)]


def _lead_in(passages: list[Passage], own: list[Draft], passage: Passage) -> None:
    """Gives a cue-less quotation that opens a paragraph the cue that the paragraph before ends with ("He went on:"), and
    one that is signed the name below or behind it.
    """
    for draft in own:
        if draft.cue is not None or not draft.direct or draft.source is not None:
            continue
        last = draft.content[-1][1] - passage.paragraph.start
        signed = signature(passage, last + len(passage.text[last:]) - len(passage.text[last:].lstrip("\"”»’' ")))
        following = passages[passage.number + 1] if passage.number + 1 < len(passages) else None
        if (
            signed is None
            and following is not None
            and passage.set_off
            and passage.set_off[-1].end >= len(passage.text.rstrip())
        ):
            signed = signature(following, 0)
        if signed is not None:
            draft.source = signed
            continue
        opens = passage.span(*passage.set_off[0].inner) == draft.content[0] if passage.set_off else False
        before = passages[passage.number - 1] if passage.number else None
        if opens and before is not None and before.text.rstrip().endswith(":"):
            verb = leading_cue(before)
            if verb is not None:
                lead = cued(before, verb, draft.content)
                draft.passage, draft.cue, draft.verb, draft.source = before, lead.cue, verb, lead.source


def _place(draft: Draft) -> tuple[int, int]:
    starts = [a for a, _ in draft.content]
    if draft.cue_span is not None:
        starts.append(draft.cue_span[0])
    return (min(starts), max(b for _, b in draft.content))


def _continue(passages: list[Passage], drafts: list[Draft]) -> list[Draft]:
    """Cue-less quotations: joined to the quotation that they run on from, or given the speaker who goes on."""
    out: list[Draft] = []
    last: Draft | None = None
    voiced: Draft | None = None
    runs_on: Draft | None = None
    number = -1
    for draft in drafts:
        passage = draft.passage
        if passage.number != number:
            if runs_on is not None and passage.number != number + 1:
                runs_on = None
            number = passage.number
        opening = bool(passage.set_off) and draft.direct and passage.span(*passage.set_off[0].inner) == draft.content[0]
        if draft.cue is None and draft.direct and draft.source is None:
            if runs_on is not None and opening:
                runs_on.content.extend(draft.content)
                draft = runs_on
            elif last is not None and passage.number - last.passage.number <= 1 + (passage.paragraph.kind == "title"):
                draft.like = last
                draft.carried = True
                draft.source = _named(last, voiced)
                out.append(draft)
            elif sum(b - a for a, b in draft.content) >= SLOGAN:
                out.append(draft)
        else:
            near = last is not None and last.passage.number == passage.number
            if draft.direct and draft.source is None and near and last is not None:
                # "adding, ..." and "and went on: ..." share the subject of the cue before
                draft.source, draft.like, draft.carried = last.source, last, True
            out.append(draft)
        if draft.direct or (draft.source is not None and draft.cue is not None and draft.cue.speech):
            held = draft.passage.held[draft.verb.i] if draft.verb is not None else None
            if draft.direct and draft.cue is not None:
                voiced = draft
            if held is None:
                last = draft if draft.like is None else draft.like
        if draft.direct and passage.set_off and not passage.set_off[-1].closed:
            span = passage.span(*passage.set_off[-1].inner)
            if span in draft.content:
                runs_on = draft
        elif draft.direct:
            runs_on = None
    return out


def _named(last: Draft, voiced: Draft | None) -> Source | None:
    """The mention of a speaker who goes on: where a pronoun spoke last, the name that was quoted in the paragraph."""
    if last.source is None or last.source.head.lower_ not in {"he", "she"}:
        return last.source
    same = voiced is not None and voiced.passage is last.passage and voiced.source is not None
    return voiced.source if same and voiced is not None else last.source


def _kind(draft: Draft) -> Quote:
    """Direct, mixed or indirect, by the marks over the content."""
    if draft.direct:
        return Quote.DIRECT
    passage = draft.passage
    base = passage.paragraph.start
    quoted = plain = 0
    for start, end in draft.content:
        for token in passage.doc.char_span(start - base, end - base, alignment_mode="expand") or ():
            if token.is_punct or token.is_space:
                continue
            held = passage.held[token.i]
            outside = held is not None and draft.verb is not None and passage.held[draft.verb.i] is held
            if held is not None and not outside:
                quoted += 1
            else:
                plain += 1
    if not quoted:
        return Quote.INDIRECT
    return Quote.MIXED


def _statements(analysis: Analysis, drafts: list[Draft]) -> tuple[Statement, ...]:
    voices = Voices(analysis)
    read: list[tuple[Draft, Speaker | None]] = []
    for draft in drafts:
        read.append((draft, voices.read(draft)))
    relays = {n: voices.name(draft.relay) for n, draft in enumerate(drafts) if draft.relay is not None}
    read = joined_lead(read, analysis)
    text = analysis.page.text
    out: list[Statement] = []
    outer = holders(drafts)
    days = days_said(analysis, read, [bool(held) for held in outer])
    for n, (draft, speaker) in enumerate(read):
        speech = draft.cue.speech if draft.cue is not None else True
        if _says_nothing(draft, text):
            continue
        cue_text = text[slice(*draft.cue_span)] if draft.cue_span is not None else ""
        words = " ".join(text[a:b] for a, b in draft.content)
        out.append(
            Statement(
                id=f"s{len(out) + 1}",
                speaker=speaker,
                via=_via(draft, [read[m] for m in outer[n]], relays.get(n), analysis),
                quote=_kind(draft),
                speech=speech,
                act=act_of(draft.cue, cue_text, words, draft.verb),
                content=tuple(draft.content),
                cue=draft.cue_span,
                source=draft.source.span if draft.source is not None else None,
                said_on=days[n],
                occasion=occasion_of(draft),
            )
        )
    return tuple(out)


def _says_nothing(draft: Draft, text: str) -> bool:
    """Whether an attribution is a question to somebody ("did you ask for them?"), or its content one pronoun that points
    elsewhere ("doubts this"). What is denied or confirmed counts all the same.
    """
    if draft.direct or draft.cue is None:
        return False
    if draft.source is not None and draft.source.head.lower_ == "you":
        return True
    pointing = " ".join(text[a:b] for a, b in draft.content).casefold() in _POINTING
    return pointing and draft.cue.act not in {Act.DENY, Act.CONFIRM}


def _via(
    draft: Draft, held: list[tuple[Draft, Speaker | None]], relayed: Speaker | None, analysis: Analysis
) -> tuple[str, ...]:
    """The channels between the speaker and the page, outermost first: outlets told, and speakers whose words hold these."""
    names = [
        name for other, speaker in held if speaker is not None for name in [*_outlets(other, analysis), speaker.name]
    ]
    relays = [relayed.name] if relayed is not None else []
    return tuple(dict.fromkeys([*relays, *names, *_outlets(draft, analysis)]))


def _is_outlet(noun: Token) -> bool:
    """Whether a name is a body's by its article or its last word: "told the Morning Ledger", "told Radio Orel"."""
    first = noun.doc[noun.left_edge.i]
    words = {t.text.casefold() for t in noun.doc[noun.left_edge.i : noun.i + 1]}
    return first.lower_ == "the" or bool(words & _OUTLET_WORDS)


def _outlets(draft: Draft, analysis: Analysis) -> list[str]:
    """Whom the speaker told, where that is an outlet; who carried or quoted it."""
    verb = draft.verb
    if verb is None:
        return []
    out = []
    paragraph = draft.passage.paragraph
    for child in verb.children:
        noun = None
        if verb.lemma_ == "tell" and child.dep_ in {"dobj", "dative"}:
            noun = child
        if noun is None or noun.pos_ != "PROPN":
            continue
        start, end = paragraph.span(noun)
        mention = next((m for m in analysis.names.within(start, end) if m.form != "pronoun"), None)
        if mention is not None and mention.kind is SpeakerKind.ORGANISATION:
            name = mention.name
        elif mention is None and _is_outlet(noun):
            name = noun.doc[noun.left_edge.i : noun.i + 1].text.removeprefix("the ").removeprefix("The ")
        else:
            continue
        if name != analysis.page.outlet:
            out.append(name)
    return out
