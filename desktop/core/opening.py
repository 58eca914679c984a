"""Puts an engine together for one profile: the only place where all its parts are named."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from desktop.core.accounts import Accounts, Wiring
from desktop.core.answered import answered
from desktop.core.clock import Clock, SystemClock
from desktop.core.engine import Engine
from desktop.core.events import AccountsChanged, Event, Problem
from desktop.core.heartbeat import EngineThread
from desktop.core.paths import Paths
from desktop.core.presences import Presences
from desktop.core.secrets import Secrets
from desktop.core.settings.load import load
from desktop.core.setup import Setup
from desktop.core.sign_ins import SignIns
from focus.journal import Journal
from focus.keeper import Keeper
from focus.sessions import Sessions
from inbox.dkim import Dkim, Dns
from inbox.item import Fetched
from inbox.reading import Reading
from inbox.sources import Source
from inbox.store import Store
from inbox.writing import Writes


def engine_thread(
    paths: Paths, listener: Callable[[Event], None], *, live: bool, secrets: Secrets, clock: Clock | None = None
) -> EngineThread:
    """The engine of this profile on its thread, not yet started. `listener` is called on several threads.

    The profile's lock must be held: two engines on one database would be two writers. `live` as in `Setup`.
    """
    ticking = clock or SystemClock()
    return EngineThread(
        lambda thread: _open(thread, paths, listener, live=live, secrets=secrets, clock=ticking), ticking
    )


def _open(
    thread: EngineThread,
    paths: Paths,
    listener: Callable[[Event], None],
    *,
    live: bool,
    secrets: Secrets,
    clock: Clock,
) -> Engine:
    settings, _ = load(paths.settings_file)
    store = Store(paths.database)
    reading = Reading(store)

    def call(fn: Callable[[Any], Any]) -> Future[Any]:
        return thread.call(fn)

    def accept(account: str, fetched: Fetched) -> Callable[[], None]:
        storing = call(lambda engine: engine.arrived(account, fetched))
        return lambda: answered(storing)

    def accounts_changed() -> None:
        call(lambda engine: listener(AccountsChanged(engine.accounts())))

    def presence_changed() -> None:
        call(lambda engine: engine.presence_changed())

    def signs_out_changed() -> None:
        accounts_changed()
        presence_changed()

    def look(account: str, source: Source) -> None:
        watched = answered(call(lambda engine: engine.watched(account)))
        if watched and isinstance(source, Writes):
            found = {watched[key]: standing for key, standing in source.standing(list(watched)).items()}
            answered(call(lambda engine: engine.looked(found)))

    keeper = Keeper({}, Journal(paths.journal), clock.now, presence_changed)
    wiring = Wiring(
        cursor=lambda account: answered(call(lambda engine: engine.cursor(account))),
        start_over=lambda account: answered(call(lambda engine: engine.start_over(account))),
        accept=accept,
        changed=accounts_changed,
        now=clock.now,
        look=look,
        alert=lambda account, text: listener(Problem("alert", f"{account}: {text}")),
        reconnected=keeper.reconnected,
    )
    sign_ins = SignIns(secrets, paths.sign_ins, clock.now, signs_out_changed)
    accounts = Accounts(secrets, settings.start, wiring, sign_ins, Dkim(Dns()))
    setup = Setup(
        paths,
        secrets=secrets,
        accounts=accounts,
        presences=Presences(keeper, secrets, sign_ins, clock.now, live=live),
        call=call,
        count=reading.items_of,
        cursor=reading.cursor,
        emit=listener,
        live=live,
    )
    return Engine(store, Sessions(paths.sessions), setup, clock.now, listener)
