"""spaCy's entity recogniser, asked in a few rounds a batch instead of token by token.

The recogniser walks through a text and takes at each token the best of the actions that are allowed there: the token
begins, continues or ends an entity of some kind, is one alone, or is in none. What it scores actions by is the token, the
first token of the entity that is open there, and the token before. So the scores outside of entities are had for all
tokens at once; those of the second tokens of whatever entities begin there in a second round, and so on: as many rounds
as the longest entity has tokens. spaCy 3.8 takes a round for each token of the longest text, and in each it asks for every
action of every text whether it is allowed, by calls that each take and give back Python's global lock: a fifth of the time
of a whole parse. The model, its sums and the rules of what is allowed are spaCy's own, and so is the outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from armstrail.language.stand_ins import put_before, spacys_own

__all__ = ["RoundsRecogniser", "recognise_in_rounds"]

_NAME = "ner"
_FACTORY = "armstrail_recogniser"
_FEATURES = 3
"""Tokens that the scores are made of, in the models that are taken here: the token, the entity's first, the one before."""
_NO_TOKEN = -1

Numbers = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Entity = tuple[int, int, str]


class _Actions:
    """The recogniser's actions: which columns of the scores they are, and of which kind of entity."""

    def __init__(self, names: list[str]) -> None:
        moves, _, self.labels = zip(*(name.partition("-") for name in names), strict=True)
        self.outside = names.index("O")
        # "U-" of no kind is for tokens that were barred from entities beforehand
        self.units = np.array([at for at, name in enumerate(names) if moves[at] == "U" and name != "U-"])
        self.begins = np.flatnonzero(np.array(moves) == "B")
        self.inner = np.setdiff1d(np.arange(len(names)), [self.outside, *self.begins, *self.units])
        """Never taken where no entity is open."""
        self.goes_on = np.array([names.index(f"I-{label}") if label else -1 for label in self.labels])
        self.ends = np.array([names.index(f"L-{label}") if label else -1 for label in self.labels])
        """For an action that begins an entity, those that continue and end one of its kind."""


class RoundsRecogniser:
    """A pipeline component that marks the entities that `ner` would mark."""

    def __init__(self, ner: EntityRecognizer) -> None:
        self._ner = ner
        model = ner.model
        self._supported = (
            type(ner) is EntityRecognizer
            and ner.cfg["beam_width"] == 1
            and not ner.postprocesses
            and model.attrs["has_upper"]
            and not model.attrs["unseen_classes"]
            and model.get_ref("lower").get_dim("nF") == _FEATURES
        )
        self._actions = _Actions([ner.moves.get_class_name(at) for at in range(ner.moves.n_moves)])

    def __call__(self, doc: Doc) -> Doc:
        """The doc with its entities set, as by the recogniser."""
        return next(iter(self.pipe([doc])))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """The docs in order with their entities set; up to `batch_size` are read together, in spaCy's own batches."""
        for batch in _batches(docs, batch_size):
            if not self._supported or any(doc.has_annotation("ENT_IOB") for doc in batch):
                yield from self._ner.pipe(batch, batch_size=batch_size)  # entities set beforehand bind it
                continue
            for part in _batches(sorted(batch, key=len), max(batch_size // 4, 2)):
                for doc, found in zip(part, self._entities(part), strict=True):
                    doc.set_ents([Span(doc, start, end, label=label) for start, end, label in found], default="outside")
            yield from batch

    def _entities(self, docs: list[Doc]) -> list[list[Entity]]:
        """The entities of each doc, as bounds of tokens and kinds."""
        if not any(docs):
            return [[] for _ in docs]
        step = self._ner.model.predict(docs)
        blank, last = _blanks_and_lasts(docs)
        first = self._outside(step, blank, last)
        ends = self._ends(step, first, last)
        found = []
        offset = 0
        for doc in docs:
            found.append(self._walk(first[offset : offset + len(doc)], ends, offset))
            offset += len(doc)
        return found

    def _outside(self, step: Any, blank: Flags, last: Flags) -> Numbers:
        """For each token the action that is taken there where no entity is open."""
        tokens = np.full((len(blank), _FEATURES), _NO_TOKEN, dtype=np.int32)
        tokens[:, 0] = np.arange(len(blank))
        scores = _scores(step, tokens)
        actions = self._actions
        scores[:, actions.inner] = -np.inf
        scores[np.ix_(blank | last, actions.begins)] = -np.inf
        scores[np.ix_(blank, actions.units)] = -np.inf
        return cast(Numbers, scores.argmax(axis=1))

    def _ends(self, step: Any, first: Numbers, last: Flags) -> dict[int, int]:
        """Where the entities end that begin at a token, wherever one would."""
        ends: dict[int, int] = {}
        start = np.flatnonzero(np.isin(first, self._actions.begins)).astype(np.int32)
        at = start + 1
        while len(start):
            scores = _scores(step, np.stack([at, start, at - 1], axis=1))
            rows = np.arange(len(start))
            on, end = self._actions.goes_on[first[start]], self._actions.ends[first[start]]
            # Of equals spaCy takes the action that it lists first, and it lists continuing first.
            goes_on = ~last[at] & (scores[rows, on] >= scores[rows, end])
            ends.update(zip(start[~goes_on].tolist(), (at[~goes_on] + 1).tolist(), strict=True))
            start, at = start[goes_on], at[goes_on] + 1
        return ends

    def _walk(self, first: Numbers, ends: dict[int, int], offset: int) -> list[Entity]:
        """The entities that the walk through a doc meets, whose first token is the batch's token `offset`."""
        found: list[Entity] = []
        reached = 0
        for start in np.flatnonzero(first != self._actions.outside).tolist():
            if start >= reached:
                reached = ends.get(start + offset, start + 1 + offset) - offset
                found.append((start, reached, self._actions.labels[first[start]]))
        return found


def _batches(docs: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    """The docs in order, `size` at a time."""
    coming = iter(docs)
    while batch := list(islice(coming, size)):
        yield batch


def _scores(step: Any, tokens: Numbers) -> Scores:
    """The scores of all actions where the entity features are `tokens`, a row for each state."""
    return cast(Scores, step.vec2scores.predict(step.state2vec.predict(np.ascontiguousarray(tokens))))


def _blanks_and_lasts(docs: list[Doc]) -> tuple[Flags, Flags]:
    """Which tokens are blanks; which end their sentence or doc, so that no entity goes on behind them."""
    blank, last = [], []
    for doc in docs:
        seen = doc.to_array([IS_SPACE, SENT_START]).astype(np.int64)
        blank.append(seen[:, 0] == 1)
        last.append(np.append(seen[1:, 1] == 1, [True] * min(len(doc), 1)))
    return np.concatenate(blank), np.concatenate(last)


def recognise_in_rounds(nlp: Language) -> Language:
    """The pipeline with its entity recogniser behind a `RoundsRecogniser`; one that has none stays as it is."""
    return put_before(nlp, _NAME, _FACTORY)


@Language.factory(_FACTORY)
def _make(nlp: Language, name: str) -> RoundsRecogniser:
    """The component for a pipeline whose own recogniser goes by another name."""
    return RoundsRecogniser(cast(EntityRecognizer, spacys_own(nlp, _NAME)))
