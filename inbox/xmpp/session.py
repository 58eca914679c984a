"""One connection to an XMPP server, by slixmpp, on the thread of whoever calls: its event loop runs only meanwhile.

Encrypted before anything is said, the certificate good for the JID's domain (RFC 6120 13.7). But for `show` it sends no
presence to anybody but the rooms it enters: nobody sees the person online. No message is ever routed here instead of to
their own programs, and nobody is let see them who was not before.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, Literal, TypeVar
from xml.etree.ElementTree import Element

from slixmpp import JID, ClientXMPP
from slixmpp.exceptions import IqError, IqTimeout
from slixmpp.types import PresenceArgs
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath
from slixmpp.xmlstream.xmlstream import NotConnectedError

from inbox.errors import Broken, CertificateRefused, Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.wakeup import Wakeup
from inbox.xmpp.archive import PAGE, Page, asked, given
from inbox.xmpp.said import MAM, Said, read
from inbox.xmpp.troubles import Refused, tls, unreached, words

T = TypeVar("T")

_SIGN_IN_SECONDS: Final = 60.0
_SECONDS: Final = 30.0
_PING_SECONDS: Final = 180.0
_MOST_STANZA: Final = 5 * 1024 * 1024
"""Bytes; servers let through a twentieth of it."""
_MOST_HEARD: Final = 1000
"""Of what is said: then it is to be read, and let go of, however little of it concerns the person."""
_PING: Final = "{urn:xmpp:ping}ping"
_MDS: Final = "urn:xmpp:mds:displayed:0"

logging.getLogger("slixmpp").setLevel(logging.CRITICAL)  # it logs what it sends, passwords included


class _Client(ClientXMPP):
    """With what slixmpp leaves open: no word before TLS, and an end to what one stanza may be."""

    _unread = 0

    def data_received(self, data: bytes | str) -> None:
        self._unread += len(data)
        super().data_received(data)
        if self.xml_depth <= 1:
            self._unread = 0
        elif self._unread > _MOST_STANZA:
            self.event("too_large")
            self.abort()

    async def _handle_stream_features(self, features: Any) -> bool | None:
        """Without TLS, and with none to be had, nothing is said: who sits between may have cut the offer out."""
        encrypted = isinstance(self.socket, ssl.SSLSocket | ssl.SSLObject)
        if not encrypted and "starttls" not in features["features"]:
            self.event("no_tls")
            self.abort()
            return True
        return await super()._handle_stream_features(features)


class Session:
    """Opened by the first call of `open`; after any `SourceError` it is of no use but to be closed."""

    def __init__(self, jid: str, password: str, *, server: tuple[str, int] | None, security: str, ca_file: str) -> None:
        """`server`: None where the domain's records are to tell (RFC 6120 3.2). `security`: tls or starttls, for a
        server that was named. Raises WrongSetting."""
        self._context = tls(ca_file)
        self._loop = asyncio.new_event_loop()
        self._server = server
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._bell = asyncio.Event()
        self._problem: SourceError | None = None
        self._results: dict[tuple[str, str], list[Element]] = {}
        self._joined: dict[str, str] = {}
        self._entering: dict[str, asyncio.Future[None]] = {}
        self._asked = 0
        self.heard: list[Said] = []
        """What was said in rooms since they were entered."""
        self.interests: Callable[[Said], bool] = lambda _: False
        """What is worth ending a wait for."""
        self.shown: tuple[str, str] | None = None
        """`show` and `status` (RFC 6121 4.7.2) as the server has them of this connection; None where it shows none."""
        try:
            self._client = _Client(jid, password, loop=self._loop, ssl_context=self._context)
        except ValueError as error:  # InvalidJID
            self._loop.close()
            raise WrongSetting("jid", f"{jid!r} is no address: {error}") from error
        self._client.enable_direct_tls = server is None or security == "tls"
        self._client.enable_starttls = server is None or security == "starttls"
        self._client.auto_authorize, self._client.auto_subscribe = None, False  # slixmpp lets everybody see one
        for plugin in ("xep_0045", "xep_0199", "xep_0490"):
            self._client.register_plugin(plugin)
        self._listen()

    @property
    def me(self) -> str:
        """The bare JID."""
        return str(self._client.boundjid.bare)

    @property
    def tls(self) -> str:
        wire = self._client.socket
        return (wire.version() or "") if isinstance(wire, ssl.SSLSocket | ssl.SSLObject) else ""

    def open(self) -> None:
        host, port = self._server or (None, None)

        async def signed_in() -> None:
            started = self._client.wait_until("session_start", _SIGN_IN_SECONDS)
            self._client.connect(host, port)
            await started

        self._run(signed_in(), _SIGN_IN_SECONDS)

    # ------------------------------------------------------------------------------------------ what is asked

    def about(self, room: str) -> tuple[str, bool]:
        """What a room is called, and whether it keeps an archive. Raises Refused."""
        query = Element("{http://jabber.org/protocol/disco#info}query")
        answer = self._ask("get", room, query)
        found = answer.find("{http://jabber.org/protocol/disco#info}query")
        if found is None:
            return "", False
        identity = found.find("{*}identity[@category='conference']")
        name = "" if identity is None else identity.get("name", "")
        return name, any(one.get("var") == MAM for one in found.iterfind("{*}feature"))

    def enter(self, room: str, nick: str, since: datetime | None = None) -> str:
        """Enter it, unless we are in there; the nick we have there. `since`: the room shall repeat what was said from
        then on. Raises Refused."""
        if self._is_in(room):
            return self._joined[room]
        history: dict[str, Any] = {"maxstanzas": 0} if since is None else {"since": since}
        away = PresenceArgs(pshow="xa")
        for tried in (nick, f"{nick}_", f"{nick}__"):
            entered = self._entering[room] = self._loop.create_future()
            rooms = self._client.plugin["xep_0045"]
            rooms.make_join_stanza(JID(room), tried, presence_options=away, **history).send()
            try:
                self._run(_awaited(entered), _SECONDS)
                return self._joined.get(room, tried)
            except Refused as refused:
                if refused.condition != "conflict":
                    raise
            finally:
                del self._entering[room]
        raise Refused("conflict", "others have all the nicks that were tried")

    def _is_in(self, room: str) -> bool:
        """A room may have lost us without our having heard of it (XEP-0410)."""
        if room in self._joined:
            try:
                self._ask("get", f"{room}/{self._joined[room]}", Element(_PING))
            except Refused as refused:
                if refused.condition == "not-acceptable":
                    self._joined.pop(room, None)
        return room in self._joined

    def archive(self, room: str, *, after: str = "", start: datetime | None = None, newest: bool = False) -> Page:
        """A page of a room's archive, '' for one's own: what follows `after`, or `start`; or the `newest` alone.

        Raises Refused: item-not-found where `after` is no longer in it.
        """
        self._asked += 1
        name = f"q{self._asked}"
        results = self._results[room or self.me, name] = []  # anybody may send what looks like one
        query = asked(name, after=after, start=start, newest=newest)
        try:
            answer = self._ask("set", room, query)
        finally:
            del self._results[room or self.me, name]
        return given(answer, results, newest=newest)

    def displayed(self) -> dict[str, str]:
        """Up to where the person has read, by room or whom it is from, as their programs tell each other (XEP-0490).

        Raises Refused.
        """
        mds = self._client.plugin["xep_0490"]
        try:
            answer = self._asking(lambda: mds.catch_up(timeout=_SECONDS))
        except Refused as refused:
            if refused.condition == "item-not-found":  # none of them has ever told
                return {}
            raise
        items = answer.xml.iterfind("{*}pubsub/{*}items/{*}item")
        found = ((item.get("id", ""), item.find(f"{{{_MDS}}}displayed/{{*}}stanza-id")) for item in items)
        return {where.lower(): one.get("id", "") for where, one in found if one is not None}

    def display(self, where: str, id: str, *, by: str) -> None:
        """Tell the person's other programs that they have read up to this one, in a room or of whom it is from; `by`:
        whose archive calls it so. Raises Refused."""
        from slixmpp.plugins.xep_0490.stanza import Displayed

        displayed = Displayed()
        displayed["stanza_id"]["id"] = id
        displayed["stanza_id"]["by"] = by
        private = self._client.plugin["xep_0223"]
        self._asking(lambda: private.store(displayed, node=_MDS, id=where, timeout=_SECONDS))

    def show(self, shown: tuple[str, str] | None) -> None:
        """`shown`, to all whom the person lets see them; returns when the server has taken it."""
        self.shown = shown  # not every server tells those who say it what they said (RFC 6121 4.4.2)
        if shown is None:
            self._client.send_presence(ptype="unavailable")
        else:
            # A negative priority (RFC 6121 4.7.2.3): messages go to the person's own programs, or are kept for them.
            self._client.send_presence(pshow=shown[0] or None, pstatus=shown[1] or None, ppriority=-1)
        self.ping()

    def forget_bell(self) -> None:
        """What was heard until now is about to be read."""
        self._bell.clear()

    def ping(self) -> None:
        with suppress(Refused):  # any answer is one
            self._ask("get", "", Element(_PING), 15.0)

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        """Until something of interest is heard, or was since the last time, until woken, or for so long."""
        end = time.monotonic() + seconds
        self._loop.add_reader(wakeup.fileno(), self._bell.set)
        try:
            while not self._bell.is_set():
                left = end - time.monotonic()
                if left <= 0:
                    return
                if not self._runs_until_bell(min(left, _PING_SECONDS)) and left > _PING_SECONDS:
                    self.ping()
        finally:
            self._loop.remove_reader(wakeup.fileno())
            wakeup.wait(0)
            self._bell.clear()

    def close(self) -> None:
        if self._loop.is_closed():
            return
        with suppress(Exception):  # whatever the connection has come to
            self._loop.run_until_complete(self._bye())
        with suppress(Exception):
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    # -------------------------------------------------------------------------------------- on the event loop

    def _listen(self) -> None:
        client = self._client
        client.register_handler(Callback("Heard", MatchXPath("{jabber:client}message"), self._hear))
        client.register_handler(Callback("Own", MatchXPath("{jabber:client}presence"), self._see_own))
        client.add_event_handler("disconnected", lambda said: self._end(unreached(said)))
        client.add_event_handler("connection_failed", self._not_connected)
        client.add_event_handler("reconnect_delay", lambda _: self._end(Offline("The server cannot be reached.")))
        client.add_event_handler("ssl_invalid_chain", self._not_trusted)
        client.add_event_handler("no_tls", lambda _: self._end(Unsupported("The server offers no encryption.")))
        client.add_event_handler("too_large", lambda _: self._end(Broken("The server sends what has no end.")))
        client.add_event_handler("no_auth", lambda _: self._end(Unsupported("The server offers no way to sign in.")))
        client.add_event_handler("failed_auth", self._not_signed_in)
        client.add_event_handler("stream_error", lambda said: self._end(Offline(words(said["condition"]))))
        client.add_event_handler("groupchat_presence", self._seen)
        client.add_event_handler("presence_error", self._not_let_in)

    def _hear(self, message: Any) -> None:
        result = message.xml.find(f"{{{MAM}}}result")
        if result is not None:
            sender = str(message["from"] or self.me)
            results = self._results.get((sender, result.get("queryid", "")), [])
            if len(results) < PAGE * 10:
                results.append(message.xml)
            return
        entered = self._entering.get(message["from"].bare)
        if entered and not entered.done() and message.xml.find("{*}subject") is not None and not message["body"]:
            entered.set_result(None)  # a room tells its subject last (XEP-0045 7.2.15)
            return
        said = read(message.xml)
        if said is not None and said.room:
            self.heard.append(said)
            if self.interests(said) or len(self.heard) >= _MOST_HEARD:
                self._bell.set()

    def _see_own(self, presence: Any) -> None:
        if presence["from"] == self._client.boundjid and presence.xml.get("type") in {None, "unavailable"}:
            gone = presence.xml.get("type") is not None
            self.shown = None if gone else (presence["show"], presence["status"])

    def _seen(self, presence: Any) -> None:
        room, nick, codes = presence["from"].bare, presence["from"].resource, presence["muc"]["status_codes"]
        if presence["type"] != "unavailable":
            if 110 in codes:
                self._joined[room] = nick
        elif nick == self._joined.get(room):
            del self._joined[room]
            if 303 in codes:  # under another nick
                self._joined[room] = presence["muc"]["item_nick"] or nick

    def _not_let_in(self, presence: Any) -> None:
        entered = self._entering.get(presence["from"].bare)
        if entered and not entered.done():
            entered.set_exception(Refused(presence["error"]["condition"], presence["error"]["text"]))

    def _not_connected(self, said: Any) -> None:
        if not isinstance(self._problem, CertificateRefused):
            self._problem = unreached(said)

    def _not_trusted(self, said: ssl.SSLError) -> None:
        self._end(unreached(said))
        self._client.abort()

    def _not_signed_in(self, failure: Any) -> None:
        """The first refusal ends it: each further mechanism would be a further try with the same password."""
        said = words(failure["text"] or failure["condition"])
        later = failure["condition"] == "temporary-auth-failure"
        self._end(Offline(said) if later else SignInRefused(f"The server refuses name or password: {said}"))
        self._client.abort()

    def _end(self, problem: SourceError) -> None:
        self._problem = self._problem or problem
        if not self._ended.done():
            self._ended.set_result(None)

    async def _bye(self) -> None:
        self._client.cancel_connection_attempt()
        if self._client.transport is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._client.disconnect(1.0, ignore_send_queue=True), 2.0)
        self._client.abort()
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=2.0)
        await asyncio.sleep(0)  # a transport closes with the next turn

    # ------------------------------------------------------------------------------------------ running it

    def _ask(self, kind: Literal["get", "set"], to: str, payload: Element, seconds: float = _SECONDS) -> Element:
        iq: Any = self._client.make_iq(ito=to or None, itype=kind)
        iq.append(payload)
        answer: Element = self._asking(lambda: iq.send(timeout=seconds), seconds).xml
        return answer

    def _asking(self, send: Callable[[], Awaitable[Any]], seconds: float = _SECONDS) -> Any:
        async def answered() -> Any:
            return await send()

        try:
            return self._run(answered(), seconds + 5)
        except IqError as error:
            raise Refused(error.condition, error.text) from error
        except IqTimeout as error:
            raise Offline("The server does not answer.") from error

    def _run(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        """The result of `work`. Raises SourceError where the connection ends meanwhile, or none came in time."""

        async def first() -> T:
            task = asyncio.ensure_future(work)
            both: set[asyncio.Future[Any]] = {task, self._ended}
            await asyncio.wait(both, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise self._problem or Offline("The server does not answer.")

        if self._ended.done():
            work.close()
            raise self._problem or Offline("The connection has ended.")
        try:
            return self._loop.run_until_complete(first())
        except (TimeoutError, NotConnectedError) as error:
            raise self._problem or Offline("The server does not answer.") from error

    def _runs_until_bell(self, seconds: float) -> bool:
        async def rung() -> bool:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), seconds)
            return self._bell.is_set()

        return self._run(rung(), seconds + 5)


async def _awaited(future: asyncio.Future[T]) -> T:
    return await future
