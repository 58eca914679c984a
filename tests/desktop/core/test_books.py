"""What the books keep of sources, by the real engine and a clock that is moved."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from inbox.item import Fetched, State
from inbox.runner import Health
from tests.inbox.arrivals import some
from tests.year.app import App
from tests.year.life import STARTS

MINUTE = timedelta(minutes=1)
NINE = STARTS.replace(hour=10)


def be(app: App, now: datetime, **codes: str) -> None:
    """At `now`, with what each account's thread has said of it."""
    app.clock.set_to(now)
    for name, code in codes.items():
        before = app.servers._health[name]
        since = before.since if before.code == code else now
        app.servers._health[name] = Health(code, since, "", now if code == "ok" else before.last_fetch)
    app.engine.tick(now)


def opened(folder: Path) -> App:
    app = App(folder, NINE)
    be(app, NINE, work="ok", home="ok", hub="ok")
    return app


def lines(app: App) -> list[tuple[str, float, float | None, float | None, int, str]]:
    def minutes(instant: datetime | None) -> float | None:
        return None if instant is None else (instant - NINE) / MINUTE

    return [
        (one.account, (one.since - NINE) / MINUTE, minutes(one.until), minutes(one.caught_up), one.items, one.doubt)
        for one in app.engine.gaps()
    ]


def test_unreachable_from_then_to_then_and_nothing_lost(tmp_path: Path) -> None:
    app = opened(tmp_path)
    be(app, NINE + 5 * MINUTE, hub="offline")
    assert lines(app) == []
    be(app, NINE + 10 * MINUTE, hub="offline")
    assert lines(app) == [("hub", 5, None, None, 0, "")]
    app.clock.set_to(NINE + 40 * MINUTE)
    app.deliver("hub", Fetched(some(3, received_at=NINE + 20 * MINUTE), "1"))
    be(app, NINE + 41 * MINUTE, hub="ok")
    assert lines(app) == [("hub", 5, 40, 41, 3, "")]
    (line,) = app.engine.gaps()
    assert line.nothing_lost
    app.engine.open_check_in()
    found = app.engine.batch()
    assert found is not None
    assert [one.account for one in found[0].gaps] == ["hub"]
    assert app.engine.ledger().released == 3
    app.end()


def test_a_batch_that_is_open_learns_of_what_happens_meanwhile(tmp_path: Path) -> None:
    app = App(tmp_path, NINE - 10 * MINUTE)
    be(app, NINE - 10 * MINUTE, work="ok", home="ok", hub="ok")
    app.deliver("hub", Fetched(some(1, received_at=NINE - 10 * MINUTE), "1"))
    be(app, NINE - MINUTE, hub="offline")
    be(app, NINE)
    assert told(app) == []
    be(app, NINE + 10 * MINUTE)
    assert told(app) == [None]
    be(app, NINE + 15 * MINUTE, hub="ok")
    assert told(app) == [NINE + 15 * MINUTE]
    app.end()


def told(app: App) -> list[datetime | None]:
    """When what was out of reach for the newest batch was caught up."""
    found = app.engine.batch()
    assert found is not None
    return [one.caught_up for one in found[0].gaps]


def test_it_is_closed_by_what_is_known_after_a_crash(tmp_path: Path) -> None:
    app = opened(tmp_path)
    be(app, NINE + 5 * MINUTE, hub="offline")
    be(app, NINE + 10 * MINUTE, hub="offline")
    app.cut()
    app.clock.set_to(NINE + 30 * MINUTE)
    app.start()
    assert lines(app) == [("hub", 5, 30, None, 0, "")]
    be(app, NINE + 31 * MINUTE, work="ok", home="ok", hub="ok")
    assert lines(app) == [("hub", 5, 30, 31, 0, "")]
    app.end()


def test_a_machine_that_slept_counts_apart(tmp_path: Path) -> None:
    app = opened(tmp_path)
    be(app, NINE + 10 * MINUTE, hub="offline")
    be(app, NINE + 13 * MINUTE, hub="offline")
    app.clock.set_to(NINE + 60 * MINUTE)
    app.engine.woke(NINE + 60 * MINUTE)
    assert lines(app) == [("", 13, 60, None, 0, ""), ("hub", 10, 13, None, 0, "")]
    be(app, NINE + 61 * MINUTE, work="ok", home="ok", hub="ok")
    assert lines(app) == [("", 13, 60, 61, 0, ""), ("hub", 10, 13, 61, 0, "")]
    app.end()


def test_where_it_was_read_anew_it_is_not_said_that_nothing_was_lost(tmp_path: Path) -> None:
    app = opened(tmp_path)
    be(app, NINE + 5 * MINUTE, hub="offline")
    be(app, NINE + 10 * MINUTE, hub="offline")
    app.engine.start_over("hub")
    be(app, NINE + 20 * MINUTE, hub="ok")
    assert lines(app) == [("hub", 5, 20, 20, 0, "begun_anew")]
    assert not app.engine.gaps()[0].nothing_lost
    app.end()


def test_an_account_that_is_no_more_has_no_gaps(tmp_path: Path) -> None:
    app = opened(tmp_path)
    be(app, NINE + 5 * MINUTE, hub="offline")
    be(app, NINE + 10 * MINUTE, hub="offline")
    app.engine.remove_account("hub", forget_items=True)
    assert lines(app) == []
    assert app.engine.ledger().adds_up
    assert app.engine.rows(State.HELD) == ()
    app.end()
