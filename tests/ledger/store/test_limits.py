"""Questions that take too long are ended; writing is not, and short questions do not notice."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import text

from armstrail.errors import TooCostly
from armstrail.ledger.store import Store

ENDLESS = text("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")


def test_an_endless_question_is_ended_and_says_what_to_do(database: str) -> None:
    """A question without an end is over soon after its time, as TooCostly; the store answers the next one."""
    with Store(database, patience=0.2) as store:
        began = time.monotonic()
        with pytest.raises(TooCostly, match="took longer than it may: ask for less"), store._reading() as connection:
            connection.execute(ENDLESS)
        assert 0.2 <= time.monotonic() - began < 5
        assert store.pages() == ([], 0)


def test_what_is_written_is_not_cut_off(database: str) -> None:
    """The limit is for those who only read: a long write comes to its end."""
    long = text(str(ENDLESS).replace("FROM n)", "FROM n WHERE x < 400000)"))
    with Store(database, patience=0.002) as store, store.engine.begin() as connection:
        assert connection.execute(long).scalar() == 400_000
