"""A bulk run on Spark: records, origins and facts as on one machine."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from armstrail.bulk.gate import Reach
from armstrail.bulk.load import read_pages
from armstrail.bulk.run import bulk
from armstrail.bulk.worker import Settings
from armstrail.errors import EmptyInput

for needed in ("pyspark", "pandas"):
    pytest.importorskip(needed, reason="the extra `spark` is not installed")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")]

FIELD = Settings(reach=Reach.FIELD)
EXAMPLES = Path(__file__).parents[2] / "examples" / "pages"


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Two workers on this machine."""
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        builder = builder.config("spark.sql.shuffle.partitions", "2").config("spark.driver.bindAddress", "127.0.0.1")
        session = builder.appName("armstrail").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


def test_spark_gives_what_bulk_gives(session: Any, archive: Callable[..., Path], tmp_path: Path) -> None:
    """The same pages and records, byte for byte, and the run of the one can be gone on with by the other."""
    from armstrail.bulk.spark import spark_bulk

    path = archive(40)
    one = bulk([path], tmp_path / "one", 1, settings=FIELD, slice_bytes=3000)
    two = spark_bulk(session, [path], tmp_path / "two", settings=FIELD, slice_bytes=3000)
    assert (one.pages, one.read, one.records) == (two.pages, two.read, two.records)
    assert list(read_pages(tmp_path / "one")) == list(read_pages(tmp_path / "two"))
    for part in sorted((tmp_path / "one").glob("slice=*/*.parquet")):
        assert part.read_bytes() == (tmp_path / "two" / part.relative_to(tmp_path / "one")).read_bytes()
    shutil.rmtree(tmp_path / "two" / "slice=000001")
    again = bulk([path], tmp_path / "two", 1, settings=FIELD, slice_bytes=3000)
    assert again.pages == 40


def run(*words: str | Path) -> str:
    """What a command of the program prints, in a process of its own."""
    command = [sys.executable, "-m", "armstrail", *map(str, words)]
    # Not the library that Spark was sent: a program reads its migrations from a folder.
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path and not path.endswith(".zip")),
    }
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def corpus(archive: Callable[..., Path], tmp_path: Path) -> Path:
    """Pages of the field and of other subjects: files and an archive; re-posts, a story that is told again a day later, a
    denial, pages without a date, and a site that prints one sentence on all its pages.
    """
    folder = tmp_path / "corpus"
    shutil.copytree(EXAMPLES, folder)
    archive(70, "corpus/stories.warc.gz")
    text = (EXAMPLES / "p01_wire_shells.txt").read_text(encoding="utf-8")
    told = [
        ("copy", "https://one.example/a", text),
        ("cut", "https://two.example/b", text[: len(text) * 3 // 4]),
        ("denial", "https://three.example/c", DENIAL),
        *((f"notice-{n}", f"https://four.example/{n}", f"{story}\n\n{NOTICE}\n") for n, story in enumerate(NEWS)),
    ]
    lines = [json.dumps({"id": name, "url": url, "text": body}) for name, url, body in told]
    (folder / "more.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


DENIAL = """Minsk denies deliveries

MINSK, May 5, 2024 - Belarus has received no artillery shells from Iran, the foreign ministry said on Sunday.

"No missiles and no shells have come from Iran," its spokesman told reporters.
"""
NOTICE = "This newspaper is read in forty countries and lives on the gifts of those who read it every day."
NEWS = (
    "Canada has sent 12 howitzers to Estonia, its defence minister said on May 3, 2024.\n\nThe guns came by ship.",
    "Estonia has received 10 howitzers from Canada, officials in Tallinn said on May 4, 2024.\n\nThey came by sea.",
    "The harvest was good in the valley this year, the growers said.\n\nRain fell in April and again in June.",
    "Norway and Chile signed an agreement on the sale of two frigates on 2 March 2024.\n\nThe ministers met in Oslo.",
)


def test_spark_bulk_and_read_give_one_ledger(session: Any, corpus: Path, tmp_path: Path) -> None:
    """Records, origins, facts, conflicts and datings: the same lines from `read`, from `bulk` with `load`, and from Spark,
    there with every join and component on the engine.
    """
    from armstrail.bulk.spark import spark_bulk, spark_ledger

    run("read", corpus, "--everything", "--db", tmp_path / "read.db", "--jobs", "1")
    read = run("ledger", "--db", tmp_path / "read.db").splitlines()
    run("bulk", corpus, "--out", tmp_path / "one", "--no-gate", "--jobs", "1")
    run("load", tmp_path / "one", "--db", tmp_path / "bulk.db")
    loaded = run("ledger", "--db", tmp_path / "bulk.db").splitlines()
    assert loaded == read

    spark_bulk(session, [corpus], tmp_path / "two", settings=Settings(reach=None))
    annotated = [sorted(one.model_dump_json() for _, one in read_pages(tmp_path / name)) for name in ("one", "two")]
    assert annotated[0] == annotated[1]
    counts = spark_ledger(session, tmp_path / "two", few=0)
    found = [
        line
        for part in sorted((tmp_path / "two" / "ledger").glob("part-*"))
        for line in part.read_text(encoding="utf-8").splitlines()
    ]
    assert found == read
    assert counts.total() == len(read)
    assert min(counts[kind] for kind in ("origins", "statements", "transfers", "events", "conflicts")) > 0
    assert any(len(json.loads(line)["pages"]) > 2 for line in read if '"kind":"origin"' in line)
    assert not (tmp_path / "two" / ".ledger-steps").exists()


def test_pages_that_came_twice_are_one(session: Any, tmp_path: Path) -> None:
    """A page that two inputs hold counts once, and another page under its id gets a longer one, as in a store."""
    from armstrail.bulk.spark import spark_bulk, spark_ledger

    first = {"id": "a", "url": "https://one.example/a", "text": NEWS[0]}
    other = {"id": "a", "url": "https://two.example/b", "text": NEWS[3]}
    for name, rows in (("x.jsonl", [first]), ("y.jsonl", [first]), ("z.jsonl", [other])):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    spark_bulk(session, [tmp_path / f"{name}.jsonl" for name in "xyz"], tmp_path / "out", settings=Settings(reach=None))
    run("load", tmp_path / "out", "--db", tmp_path / "a.db")
    counts = spark_ledger(session, tmp_path / "out")
    assert counts["origins"] == 2
    (part,) = (tmp_path / "out" / "ledger").glob("part-*")
    assert part.read_text(encoding="utf-8") == run("ledger", "--db", tmp_path / "a.db")


@pytest.mark.parametrize("seed", [1, 2])
def test_components_are_the_same_on_the_engine(session: Any, tmp_path: Path, seed: int) -> None:
    """Stars of stars and long chains: rounds on the engine give the components that joining sets in memory gives."""
    from armstrail.bulk.engine.components import components
    from armstrail.bulk.engine.frames import Steps

    pick = random.Random(seed)
    numbers = pick.sample(range(-500, 500), 300)
    chain = list(pairwise(numbers[:61]))
    loose = [(pick.choice(numbers[60:]), pick.choice(numbers[60:])) for _ in range(130)]
    edges = session.createDataFrame(chain + loose, "one long, other long")
    engine = components(edges, Steps(tmp_path / "a"), few=0).collect()
    driver = components(edges, Steps(tmp_path / "b")).collect()
    assert sorted(map(tuple, engine)) == sorted(map(tuple, driver))
    assert len({row["component"] for row in engine}) > 5
    assert {row["component"] for row in engine if row["vertex"] in numbers[:61]} == {min(numbers[:61])}


def test_workers_use_the_library_that_was_sent(session: Any, tmp_path: Path) -> None:
    """Library and model come from what the driver sent, once, not from what is installed beside the worker."""
    from armstrail.bulk.engine.ship import receive, ship

    ship(session)
    ship(session)
    assert sum(name.endswith("armstrail-library.zip") for name in session.sparkContext.listFiles) == 1

    def where(_: int) -> tuple[str, str]:
        import armstrail
        from armstrail.language.analysis import pipeline

        receive()
        return str(armstrail.__file__), str(pipeline().path)

    library, model = session.sparkContext.parallelize([0], 1).map(where).collect()[0]
    assert ".zip" in library
    assert "armstrail-model" in model


def test_a_folder_without_tables_is_named(session: Any, tmp_path: Path) -> None:
    """There is nothing to join before a run has read something."""
    from armstrail.bulk.spark import spark_ledger

    with pytest.raises(EmptyInput, match="no tables"):
        spark_ledger(session, tmp_path)


def test_a_column_may_be_empty(session: Any) -> None:
    """Rows that have nothing in a column, and groups that give no rows, are rows of their schema all the same."""
    from armstrail.bulk.engine.frames import by_group, by_row

    numbers = session.createDataFrame([(n % 2, n) for n in range(6)], "key long, number long")
    sites = by_row(numbers, lambda row: [{"key": row["key"], "site": None}], "key long, site string")
    assert {tuple(row) for row in sites.collect()} == {(0, None), (1, None)}
    last = by_group(numbers, "key", lambda rows: list(rows)[-1:], "key long, number long", ("number",))
    assert sorted(map(tuple, last.collect())) == [(0, 4), (1, 5)]
    none = by_group(numbers, "key", lambda _: [], "key long, sites array<string>")
    assert none.collect() == []
