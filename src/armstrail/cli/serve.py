"""`armstrail serve`: the desk, a page for the browser and a JSON API over the store."""

from __future__ import annotations

import getpass
import re
import sys
from typing import Annotated

import typer

from armstrail.cli.app import app
from armstrail.cli.options import DEFAULT_DATABASE, DatabaseOption
from armstrail.errors import InputError
from armstrail.ledger.store import Store
from armstrail.ledger.store.engine import shown

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@app.command()
def serve(
    db: DatabaseOption = DEFAULT_DATABASE,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; beyond this machine only with --token.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8600,
    token: Annotated[
        str | None,
        typer.Option(
            "--token", envvar="ARMSTRAIL_TOKEN", help="Reviewers must give this token; 16 characters or more."
        ),
    ] = None,
    reader_token: Annotated[
        str | None,
        typer.Option(
            "--reader-token", envvar="ARMSTRAIL_READER_TOKEN", help="With this token one may look, not decide."
        ),
    ] = None,
    user_header: Annotated[
        str | None,
        typer.Option("--user-header", help="Header in which a reverse proxy names its user, such as X-Remote-User."),
    ] = None,
    proxies: Annotated[
        list[str] | None,
        typer.Option(
            "--trusted-proxy",
            metavar="ADDRESS",
            help="Address or network from which --user-header is believed; this machine by default. May be given again.",
        ),
    ] = None,
    reviewers: Annotated[
        list[str] | None,
        typer.Option(
            "--reviewer",
            metavar="USER",
            help="A user of the proxy who may decide, or * for all; the others look. May be given again.",
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, max=64, help="Processes that answer; as many as cores by default.")
    ] = None,
    query_seconds: Annotated[
        float,
        typer.Option(
            "--query-seconds", min=0, help="Seconds that one question to the store may take; 0: as long as it takes."
        ),
    ] = 10.0,
) -> None:
    """Serve the desk: register, dossiers, pages, origins, timeline and flows in the browser, and a JSON API.

    It listens on this machine alone unless a token is set, and loads nothing from elsewhere. Ctrl-C ends it.
    """
    # Imported here: an optional part of the installation, which no other command needs.
    try:
        from armstrail.web.access import Access, network
        from armstrail.web.workers import bound, can_share, cores, serve_all, serve_one
    except ImportError as error:
        raise InputError(f"serve needs the web part ({error.name} is missing): pip install 'armstrail[web]'") from error
    for name, value in (("--token", token), ("--reader-token", reader_token)):
        if value is not None and len(value) < 16:
            raise InputError(f"{name} has {len(value)} characters: give 16 or more")
    if token is not None and token == reader_token:
        raise InputError("--token and --reader-token are the same: readers could decide")
    if host not in LOOPBACK and token is None and reader_token is None and user_header is None:
        raise InputError(f"--host {host} can be reached from other machines: set --token (or ARMSTRAIL_TOKEN)")
    if user_header is None and (proxies or reviewers):
        raise InputError("--trusted-proxy and --reviewer need --user-header: without one no proxy names its users")
    if user_header is not None and not re.fullmatch(r"[A-Za-z0-9-]+", user_header):
        raise InputError(f"--user-header {user_header}: no name of a header")
    try:
        trusted = tuple(map(network, proxies or ("127.0.0.0/8", "::1")))
    except ValueError as error:
        raise InputError(f"--trusted-proxy: {error}: give an address or a network such as 10.1.0.0/16") from error
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "analyst"
    with Store(db) as store:
        if store.stale() and store.pages(limit=1)[1]:
            print("joining facts across pages ...", file=sys.stderr, flush=True)
            store.refresh()
    several = can_share() and (workers or cores()) > 1
    listener = bound(host, port)
    access = Access(
        token=token,
        reader_token=reader_token,
        user=user,
        user_header=user_header,
        proxies=trusted if user_header else (),
        reviewers=frozenset(reviewers or ()),
    )
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listener.getsockname()[1]}/"

    def announce() -> None:
        print(f"the desk of {shown(db)}: {address}  (Ctrl-C ends it)", file=sys.stderr, flush=True)

    with listener:
        if several:
            serve_all(db, access, listener, workers or cores(), announce, query_seconds or None)
        else:
            announce()
            serve_one(db, access, listener, query_seconds or None)
