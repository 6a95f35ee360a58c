"""`armstrail serve`: what it refuses to start with, and that nothing secret stands in what it prints."""

from __future__ import annotations

import re
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]
Start = Callable[..., subprocess.Popen[bytes]]
TOKEN, WRONG = "reviewers-secret-token", "somebodys-other-secret"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "set --token"),
        (["--token", "short"], "give 16 or more"),
        (["--token", TOKEN, "--reader-token", TOKEN], "are the same"),
        (["--trusted-proxy", "10.0.0.1"], "need --user-header"),
        (["--user-header", "X-User", "--trusted-proxy", "the proxy"], "give an address"),
        (["--user-header", "X User:"], "no name of a header"),
    ],
)
def test_it_refuses_what_would_be_open_or_unclear(run: Run, tmp_path: Path, options: list[str], words: str) -> None:
    """Each refusal says what is wrong and what to give."""
    found = run("serve", "--db", tmp_path / "a.db", "--port", "0", *options)
    assert found.returncode == 2
    assert words in found.stderr.decode()


def test_nothing_secret_is_printed(start: Start, tmp_path: Path) -> None:
    """Tokens, right or wrong, in a form, a header or an address, do not reach the output; neither does a query."""
    running = start("serve", "--db", tmp_path / "a.db", "--port", "0", "--workers", "1", "--token", TOKEN)
    assert running.stderr is not None
    said = b""
    for line in running.stderr:
        said += line
        if b"http://" in line:
            break
    address = re.search(rb"http://[^ ]+", said)
    assert address is not None, said.decode()
    base = address[0].decode()
    for _ in range(200):
        # It says where it will be before it takes connections.
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", int(base.rstrip("/").rpartition(":")[2]))) == 0:
                break
        time.sleep(0.05)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for token in (TOKEN, WRONG):
        form = urllib.parse.urlencode({"token": token, "name": "kim"}).encode()
        for asked in (
            urllib.request.Request(f"{base}login", form),
            urllib.request.Request(f"{base}api/transfers", headers={"Authorization": f"Bearer {token}"}),
            urllib.request.Request(f"{base}register?search={token}&since={token}"),
        ):
            try:
                opener.open(asked, timeout=20).read()
            except urllib.error.HTTPError as error:
                error.close()
    running.terminate()
    said += running.stderr.read()
    running.wait(20)
    running.stderr.close()
    assert TOKEN.encode() not in said
    assert WRONG.encode() not in said
