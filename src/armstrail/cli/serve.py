"""`armstrail serve`: the desk, a page for the browser and a JSON API over the store."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from armstrail.cli.app import app
from armstrail.cli.options import DEFAULT_DATABASE, DatabaseOption
from armstrail.errors import InputError
from armstrail.ledger.store import Store

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
) -> None:
    """Serve the desk: register, dossiers, pages, origins, timeline and flows in the browser, and a JSON API.

    It listens on this machine alone unless a token is set, and loads nothing from elsewhere. Ctrl-C ends it.
    """
    # Imported here: an optional part of the installation, which no other command needs.
    try:
        import uvicorn

        from armstrail.web.access import Access
        from armstrail.web.desk import create_app
    except ImportError as error:
        raise InputError(f"serve needs the web part ({error.name} is missing): pip install 'armstrail[web]'") from error
    for name, value in (("--token", token), ("--reader-token", reader_token)):
        if value is not None and len(value) < 16:
            raise InputError(f"{name} has {len(value)} characters: give 16 or more")
    if token is not None and token == reader_token:
        raise InputError("--token and --reader-token are the same: readers could decide")
    if host not in LOOPBACK and token is None and reader_token is None:
        raise InputError(f"--host {host} can be reached from other machines: set --token (or ARMSTRAIL_TOKEN)")
    with Store(db) as store:
        if store.stale() and store.pages(limit=1)[1]:
            print("joining facts across pages ...", file=sys.stderr, flush=True)
            store.refresh()
        try:
            user = getpass.getuser()
        except (KeyError, OSError):
            user = "analyst"
        desk = create_app(store, Access(token=token, reader_token=reader_token, user=user))
        shown = f"[{host}]" if ":" in host else host
        print(f"the desk of {db}: http://{shown}:{port}/  (Ctrl-C ends it)", file=sys.stderr, flush=True)
        uvicorn.run(desk, host=host, port=port, log_level="warning", access_log=False, server_header=False)
