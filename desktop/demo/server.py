"""An IMAP server inside this process, on the loopback and over TLS only: what Écluse's real source reads in the demo.

pymap answers the commands. It offers STARTTLS and no implicit TLS, so its connections are served here by asyncio
with the certificate. It is pinned (extra `demo`): it is put together from parts that are not its public interface.
"""

from __future__ import annotations

import asyncio
import ssl
import tempfile
import threading
from argparse import Namespace
from collections.abc import Coroutine, Iterable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, TypeVar

from desktop.demo.mailbox import OWNER, Mail
from inbox.sources import Value

HOST = "127.0.0.1"
SECONDS = 10.0
"""How long a start, a delivery or a stop may take before it counts as failed."""

T = TypeVar("T")


class NoServer(Exception):
    """The sample mailbox cannot be served; the text says why and what to do."""


class SampleServer:
    """One account with one INBOX, on a thread named `sample-imap`. Start and stop it once, from any thread."""

    def __init__(self, now: datetime) -> None:
        """`now` (aware) dates the certificate. Nothing is made before `start`."""
        self._now = now
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._running: Future[Any] = Future()
        self._thread = threading.Thread(target=self._serve, name="sample-imap", daemon=True)
        self._stopping: asyncio.Event | None = None
        self._mailbox: Any = None
        self._tasks: set[asyncio.Future[None]] = set()
        self._connections: set[asyncio.StreamWriter] = set()
        self.user = OWNER.addr_spec
        self.password = token_urlsafe(12)
        self.port = 0
        self.ca_file = Path()

    def start(self) -> None:
        """Serve, on a port that is free. Raises NoServer."""
        self._folder = tempfile.TemporaryDirectory(prefix="ecluse-sample-")
        self._thread.start()
        try:
            self._running.result(SECONDS)
        except BaseException as error:
            self.stop()
            if isinstance(error, OSError):
                raise NoServer(f"The sample mailbox cannot be served on this computer: {error}.") from error
            raise

    def account(self) -> tuple[dict[str, Value], dict[str, str]]:
        """The values and the secrets of an account of kind `imap` that reads this mailbox."""
        values: dict[str, Value] = {
            "host": HOST,
            "port": self.port,
            "user": self.user,
            "ca_file": str(self.ca_file),
            "mailbox": ("INBOX",),
            "push": True,
            "poll_seconds": 120,
        }
        return values, {"password": self.password}

    def deliver(self, mails: Iterable[Mail]) -> None:
        """Put these into the INBOX, in this order, and tell whoever waits in IDLE. Raises NoServer."""
        self._ask(self._append(list(mails)))

    def deliver_later(self, mail: Mail, seconds: float) -> None:
        """As `deliver`, after so many seconds, unless the server was stopped before."""

        def due() -> None:
            task = asyncio.ensure_future(self._append([mail]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        self._started().call_soon_threadsafe(lambda: self._started().call_later(seconds, due))

    def stop(self) -> None:
        """End every connection and the thread; the certificate is deleted. May be called twice."""
        if self._loop is not None and self._stopping is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopping.set)
        if self._thread.is_alive():
            self._thread.join(SECONDS)
        if self._folder is not None:
            self._folder.cleanup()

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None or not self._thread.is_alive():
            raise NoServer("The sample mailbox is not being served.")
        return self._loop

    def _ask(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return asyncio.run_coroutine_threadsafe(work, self._started()).result(SECONDS)
        except NoServer:
            work.close()
            raise

    # On the server's thread

    def _serve(self) -> None:
        try:
            asyncio.run(self._run())
        except BaseException as error:  # noqa: BLE001 (whoever waits for the start is told, whatever it was)
            if not self._running.done():
                self._running.set_exception(error)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        serve, self._mailbox = await _pymap(self.user, self.password)

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._connections = {one for one in self._connections if not one.is_closing()} | {writer}
            await serve(reader, writer)

        async with await asyncio.start_server(connected, HOST, 0, ssl=self._tls()) as listening:
            self.port = listening.sockets[0].getsockname()[1]
            self._running.set_result(None)
            await self._stopping.wait()
            await self._hang_up()

    async def _hang_up(self) -> None:
        """pymap keeps no list of its connections, and asyncio would leave their sockets open behind a closed loop."""
        for writer in self._connections:
            writer.transport.abort()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=SECONDS / 2)

    def _tls(self) -> ssl.SSLContext:
        assert self._folder is not None
        from desktop.demo.certificate import make_certificate

        self.ca_file, key_file = make_certificate(Path(self._folder.name), self._now)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.ca_file, key_file)
        return context

    async def _append(self, mails: list[Mail]) -> None:
        from pymap.parsing.message import AppendMessage

        for mail in mails:
            await self._mailbox.append(AppendMessage(mail.content, mail.at), recent=True)


async def _pymap(user: str, password: str) -> tuple[Any, Any]:
    """What asyncio calls with each connection, and the mailbox behind it. Raises NoServer if pymap is missing."""
    try:
        import cryptography  # noqa: F401 (on Linux the keyring brings it, elsewhere the extra does)
        from proxyprotocol.sock import SocketInfoLocal
        from pymap.backend.dict import Config, Login
        from pymap.concurrent import Subsystem
        from pymap.imap import IMAPServer
        from pymap.user import UserMetadata
        from pysasl.hashing import Cleartext
    except ImportError as error:
        raise NoServer(
            f"The sample mailbox needs the library {error.name}, which is not installed. "
            'Install Écluse with its extra "demo": pip install "ecluse[demo]", or run packaging/run.'
        ) from error

    class SampleConfig(Config):
        @property
        def greeting(self) -> bytes:
            # pymap's own asks the name service who we are.
            return b"sample mailbox of Ecluse"

    settings = Namespace(passlib_cfg=None, proxy_protocol=None)
    # No thread pool and no hashing: the one password lives as long as this process.
    config = SampleConfig(
        settings, host=HOST, port=0, tls_enabled=False, reject_dnsbl=False, hash_context=Cleartext(),
        cpu_subsystem=Subsystem.for_asyncio(), demo_data=False, demo_user=user, demo_password=password,
    )  # fmt: skip
    config.apply_context()
    login = Login(config)
    await login.demo_user_identity.set(UserMetadata(config, user, password=password))
    async with login.demo_user_identity.new_session() as session:
        mailbox = await session.mailbox_set.get_mailbox("INBOX")
    imap = IMAPServer(login, config)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A client that refuses the certificate is gone already, and pymap would ask nobody for an address.
        if writer.get_extra_info("socket") is not None:
            await imap(reader, writer, SocketInfoLocal(writer))

    return serve, mailbox
