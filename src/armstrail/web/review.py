"""Decisions from the desk: the same that `armstrail review` and `armstrail rate` make, through the same store."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from armstrail.errors import InputError
from armstrail.ledger.cells import corrected, graded
from armstrail.ledger.facts import AnyFact, Judgement
from armstrail.records import Member
from armstrail.web.access import COOKIE, Session, csrf_holds, new_session, session_of
from armstrail.web.desk import Desk, desk_of
from armstrail.web.queries import BadQuery, segment

router = APIRouter()
PLACE = re.compile(r"(\d{1,9})\s*[-:,–]\s*(\d{1,9})")
"""A passage of a page's text, as offsets."""
LONGEST_WORDS = 2000
Words = Annotated[str, Form(max_length=LONGEST_WORDS)]
Names = Annotated[list[str], Form(max_length=500)]


def reviewer(request: Request, csrf: str) -> Session:
    """The session of a write. Raises a 403 where it may not decide, or where the form is not its own."""
    session = session_of(request)
    if not session.may_review:
        raise HTTPException(403, "Readers cannot decide: log in with the reviewers' token.")
    if not csrf_holds(session, csrf):
        raise HTTPException(403, "This form is not from this session: load the page again and repeat what you did.")
    return session


def reason(why: str) -> str:
    """A reason that is one. Raises BadQuery for none."""
    if not why.strip():
        raise BadQuery("a decision needs a reason: it stays in the log")
    return why.strip()


def _checked(make: Callable[[], Any]) -> Any:
    """A value that the ledger's own rules let through. Raises BadQuery with their words."""
    try:
        return make()
    except InputError as error:
        raise BadQuery(str(error).replace("--field ", "").replace("--value ", "")) from error


def fact_named(desk: Desk, name: str) -> AnyFact:
    """The fact with an id. Raises BadQuery for none."""
    found = desk.store.fact(name.strip())
    if found is None:
        raise BadQuery(f"{name!r} is no fact of the register")
    return found


@router.post("/review")
def decide(
    request: Request,
    judgement: Annotated[Judgement, Form()],
    fact: Annotated[str, Form(max_length=300)] = "",
    digest: Annotated[str, Form(max_length=64)] = "",
    why: Words = "",
    field: Words = "",
    value: Words = "",
    other: Words = "",
    withdraws: Annotated[str, Form(max_length=40)] = "",
    part: Names = [],  # noqa: B006  # FastAPI copies the default of a form field
    passage: Names = [],  # noqa: B006  # the same
    cited: Annotated[str, Form(max_length=300)] = "",
    anyway: Annotated[str, Form(max_length=1)] = "",
    csrf: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Append a decision about a fact, and let the register follow. What it contradicts is told before it is saved (R-34).

    `passage` are the places of marked words on the page `cited`, which go into the log beside the reason.
    """
    session, desk = reviewer(request, csrf), desk_of(request)
    why = reason(why)
    target = fact_named(desk, fact)
    if digest and digest != target.digest:
        raise BadQuery(
            "the evidence under this fact has changed since the page was loaded: look at it again, then decide"
        )
    about = list(target.members)
    chosen: Any = None
    if judgement is Judgement.WITHDRAW:
        if withdraws not in {one.id for one in desk.store.decisions()}:
            raise BadQuery(f"{withdraws!r} is no decision: the history lists them")
        about = []
    elif judgement is Judgement.CORRECT:
        if not field or not value.strip():
            raise BadQuery("a correction needs the cell and what it should say")
        chosen = _checked(lambda: corrected(target, field, value))
    elif judgement is Judgement.GRADE:
        chosen = _checked(lambda: graded(value))
    elif judgement is Judgement.MERGE:
        about += [member for name in other.split() for member in fact_named(desk, name).members]
        if len(set(about)) == len(target.members):
            raise BadQuery("a merge needs the id of another fact")
    elif judgement is Judgement.SPLIT:
        about = [member for name in part if (member := member_named(name)) in set(target.members)]
        if len(set(about)) < 2:
            raise BadQuery(
                "a split needs two records or more of this fact: tick those that are not one with each other"
            )
    about = list(dict.fromkeys(about))
    field = field if judgement is Judgement.CORRECT else ""
    clashes = desk.store.foresee(judgement, about, field=field or None, value=chosen, withdraws=withdraws or None)
    if clashes and anyway != "1":
        again: list[tuple[str, str]] = [
            ("judgement", judgement.value), ("fact", fact), ("digest", digest), ("why", why), ("field", field),
            ("value", value), ("other", other), ("withdraws", withdraws), ("cited", cited), ("anyway", "1"),
            *(("part", one) for one in part), *(("passage", one) for one in passage),
        ]  # fmt: skip
        return desk.show(request, "ask.html", 409, clashes=clashes, again=again, fact=target, judgement=judgement.value)
    places = [one for one in passage if PLACE.fullmatch(one)]
    desk.store.decide(
        judgement,
        about,
        who=session.user,
        why=f"{why} [{cited} {', '.join(places)}]" if cited and places else why,
        field=field or None,
        value=chosen,
        digest=desk.store.evidence_digest(about) if about else None,
        withdraws=withdraws if judgement is Judgement.WITHDRAW else None,
        target=target.id,
    )
    done = "decided"
    if not desk.bring_up_to_date():
        done = "later"
    # A merge or split gives the fact another id; its first record stays what it is.
    first = target.members[0]
    if desk.store.fact(f"{first.page}:{first.id}") is None:
        return RedirectResponse(f"/pages/{segment(first.page)}?done={done}", 303)  # a record made by hand, taken back
    return RedirectResponse(f"/facts/{segment(f'{first.page}:{first.id}')}?done={done}", 303)


def member_named(name: str) -> Member:
    """A record from `PAGE:RECORD`."""
    page, _, record = name.rpartition(":")
    return Member(page=page, id=record)


@router.post("/rate")
def rate(
    request: Request,
    source: Annotated[str, Form(max_length=300)] = "",
    grade: Annotated[str, Form(max_length=1)] = "",
    why: Words = "",
    csrf: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Give a source an Admiralty letter."""
    session, desk = reviewer(request, csrf), desk_of(request)
    if not source.strip():
        raise BadQuery("a letter needs a source: an outlet or agency, as pages name it")
    if grade.upper() not in set("ABCDEF"):
        raise BadQuery(f"letter {grade!r}: give A to F")
    desk.store.rate(source.strip(), grade.upper(), who=session.user, why=reason(why))
    return RedirectResponse(f"/log?done={'rated' if desk.bring_up_to_date() else 'later'}", 303)


@router.post("/refresh")
def refresh(request: Request, csrf: Annotated[str, Form(max_length=100)] = "") -> Response:
    """Let the register follow pages that came since."""
    reviewer(request, csrf)
    return RedirectResponse(f"/register?done={'fresh' if desk_of(request).bring_up_to_date() else 'later'}", 303)


@router.get("/login")
def login_form(request: Request) -> Response:
    """The form that takes the token."""
    return desk_of(request).show(request, "login.html", wrong=False)


@router.post("/login")
def login(
    request: Request,
    token: Annotated[str, Form(max_length=300)] = "",
    name: Annotated[str, Form(max_length=80)] = "",
) -> Response:
    """Make a session for who gives a token. The name goes into the log beside each decision."""
    access = request.app.state.access
    role = access.role_of(token.strip())
    name = " ".join(name.split())
    if role is None or not name:
        return desk_of(request).show(request, "login.html", 401, wrong=True)
    _, cookie = new_session(access, name, role)
    answer = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/logout")
def logout(request: Request) -> Response:
    """End the session in this browser."""
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer
