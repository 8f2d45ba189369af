"""The benchmark itself: a hall of five is counted, and what is wrong is said."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
import uvloop

from tests.bench import floor, product
from tests.bench.hall import BURST, FAN_OUT, VOTES, Run, play
from tests.bench.load import Lateness
from tests.bench.servers import Cores
from tests.bench.table import ROWS, lines, verdict
from tests.loops import in_own_loop

HALL = 5
EVERYTHING = {FAN_OUT, VOTES, BURST}
ANYWHERE = Cores(None, None)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[product.Product]:
    """The product with a workshop in which five people are."""
    workshop = product.prepare(tmp_path_factory.mktemp("workshop"), HALL)
    folder = tmp_path_factory.mktemp("run")
    with product.running(workshop, folder, ANYWHERE) as running:
        yield running


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[floor.Floor]:
    """The floor in Python."""
    with floor.running(floor.PICOWS, tmp_path, ANYWHERE, 2048) as running:
        yield running


def test_newcomers_come_in(served: product.Product) -> None:
    run = in_own_loop(play(served, HALL, set(), served.arrive_new), uvloop.run)
    assert run.faults == []
    assert run.measured["connects"] > 0


def test_every_vote_at_the_product_is_counted(served: product.Product) -> None:
    run = in_own_loop(play(served, HALL, EVERYTHING, served.arrive_by_page), uvloop.run)
    assert run.faults == []
    for name in (VOTES, BURST):
        assert run.measured[f"{name}.acknowledged"] == HALL
        assert run.measured[f"{name}.counted"] == HALL
        assert run.measured[f"{name}.out"] == 1
    assert run.measured["push_bytes"] > 500


def test_every_vote_at_the_stock_server_is_counted(
    served: product.Product, tmp_path: Path
) -> None:
    words = ("-m", "tests.bench.stock")
    stock = {"LIVE_TRANSPORT": "stock"}
    with product.running(served.workshop, tmp_path, ANYWHERE, *words, **stock) as usual:
        run = in_own_loop(play(usual, HALL, EVERYTHING), uvloop.run)
    assert run.faults == []
    assert run.measured["votes.counted"] == run.measured["burst.counted"] == HALL
    assert run.measured["votes.out"] == 1


def test_every_vote_at_the_floor_is_counted(bare: floor.Floor) -> None:
    run = in_own_loop(play(bare, HALL, EVERYTHING), uvloop.run)
    assert run.faults == []
    assert run.measured["votes.counted"] == run.measured["burst.counted"] == HALL
    assert run.measured["push_bytes"] == 2048


class Forgetful(floor.Floor):
    """A floor that loses one vote after it was acknowledged."""

    def stored(self) -> int:
        with closing(connect(self.database)) as database, database:
            database.execute("delete from response where participant = 2")
        return super().stored()


def test_a_vote_that_was_acknowledged_and_is_not_there_is_a_fault(
    bare: floor.Floor,
) -> None:
    forgetful = Forgetful(bare.server, bare.database, bare.push_bytes, bare.hello)
    run = in_own_loop(play(forgetful, HALL, {VOTES}), uvloop.run)
    assert run.faults == ["votes: 5 ACKNOWLEDGED BUT 4 COUNTED"]


def test_a_load_that_is_late_says_so() -> None:
    async def keep_it_busy() -> float:
        with Lateness() as lateness:
            time.sleep(0.03)
            await asyncio.sleep(0.01)
        return lateness.ms

    assert Run(late_ms=in_own_loop(keep_it_busy(), uvloop.run)).disturbed
    assert not Run(late_ms=1).disturbed


@pytest.mark.parametrize(
    ("slower", "said"), [(0.9, "ok+"), (1.2, "ok"), (1.304, "ok"), (1.31, "over")]
)
def test_a_ratio_is_put_to_its_target(slower: float, said: str) -> None:
    assert verdict(ROWS[0], 2000, slower) == said
    assert verdict(ROWS[0], 200, slower) == ""


def test_a_server_that_breaks_down_is_no_measure() -> None:
    (row,) = (one for one in ROWS if one.part == "stock")
    assert verdict(row, 2000, 150) == "ok"
    assert verdict(row, 2000, 99) == "over"
    assert verdict(row, 2000, float("inf")) == ""


def test_the_table_divides_medians_and_marks_what_was_disturbed() -> None:
    number = ROWS[0].number
    runs = {
        ("product", 2000): [Run({number: ms}) for ms in (24, 26, 90)],
        ("picows", 2000): [Run({number: 20}, late_ms=9)],
    }
    title, ratio, numbers = lines(runs, ROWS[:1], (2000,))
    assert title.split()[-1] == "2,000"
    assert ratio.split()[-2:] == ["?1.30", "ok"]
    assert numbers.endswith("26.0 : 20.0")
