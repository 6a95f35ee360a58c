"""A component of spaCy's pipeline behind one of ours that has the same outcome sooner."""

from __future__ import annotations

from spacy.language import Language

__all__ = ["put_before", "spacys_own"]


def put_before(nlp: Language, name: str, factory: str) -> Language:
    """The pipeline with a component of `factory` in the place and under the name of its component `name`.

    The component itself stays at hand as `spacys_own(nlp, name)`, out of the pipeline. One that has none stays as it is.
    """
    if name in nlp.pipe_names:
        nlp.rename_pipe(name, _under(name))
        nlp.add_pipe(factory, name=name, after=_under(name))
        nlp.disable_pipe(_under(name))
    return nlp


def spacys_own(nlp: Language, name: str) -> object:
    """The component that `put_before` has put one of ours before."""
    return nlp.get_pipe(_under(name))


def _under(name: str) -> str:
    return f"{name}_of_spacy"
