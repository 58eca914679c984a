"""A real submission server (aiosmtpd) over TLS that takes mail from one user, or goes wrong where a test says so."""

from __future__ import annotations

import asyncio
import base64
import logging
import ssl
import tempfile
import threading
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

logging.getLogger("mail.log").setLevel(logging.ERROR)  # it warns of what it itself does
USER = "me@example.org"
PASSWORD = "pässword"


@dataclass
class Plan:
    """`answers`: what is said to a command instead of yes, by its name or by a recipient. `hangs`, `drops`: at these
    commands no answer comes, or the connection ends. DATA is asked about when all of the message has arrived."""

    answers: dict[str, str] = field(default_factory=dict)
    hangs: set[str] = field(default_factory=set)
    drops: set[str] = field(default_factory=set)


class Submission:
    """`with Submission() as server:`; `taken` are the messages that arrived whole, with their envelope."""

    def __init__(
        self,
        *,
        mechanisms: frozenset[str] = frozenset({"PLAIN", "LOGIN"}),
        name: str = "localhost",
        starttls: bool = False,
        utf8: bool = False,
        most_bytes: int = 33_554_432,
        relay: bool = False,
    ) -> None:
        """`relay`: it takes everything from everybody, and without TLS, as a server behind another does."""
        self.plan = Plan()
        self.token = "good"
        self.challenge: str | bytes = b'{"status":"401","schemes":"bearer"}'
        self.proofs: list[bytes] = []
        """What was said by XOAUTH2 or OAUTHBEARER; only `token` is good, anything else is answered by `challenge`."""
        self.taken: list[tuple[str, tuple[str, ...], bytes]] = []
        self.commands: list[str] = []
        self.arrived = threading.Event()
        """Set when something was taken."""
        self._files = tempfile.TemporaryDirectory(prefix="ecs")
        self.ca_file = Path(self._files.name) / "ca.pem"
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(self.ca_file))
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(self._context)
        self._relay = relay
        self._starttls, self._utf8, self._most_bytes = starttls, utf8, most_bytes
        self._without = {"PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"} - mechanisms
        self.host, self.port = "localhost", 0
        self._loop = asyncio.new_event_loop()
        self._made: list[SMTP] = []
        self._listening: asyncio.Server | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name="submission", daemon=True)

    def __enter__(self) -> Submission:
        self._thread.start()
        self._on_loop(self._listen())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._on_loop(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)
        self._loop.close()
        self._files.cleanup()

    def _on_loop(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    async def _listen(self) -> None:
        tls = None if self._starttls or self._relay else self._context
        self._listening = await self._loop.create_server(self._server, "127.0.0.1", 0, ssl=tls)
        self.port = int(self._listening.sockets[0].getsockname()[1])

    async def _close(self) -> None:
        """With it what still hangs: none of its connections outlives a test."""
        assert self._listening is not None
        self._listening.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        for server in self._made:
            transport: Any = server.transport
            if transport is not None:
                with suppress(AttributeError):  # Python 3.11.2 asks None, where the other side has hung up
                    transport.abort()
        for _ in range(5):  # the loop's own turns, in which an aborted connection is closed
            await asyncio.sleep(0)

    def _server(self) -> SMTP:
        server = SMTP(
            self,
            loop=self._loop,
            hostname="localhost",
            tls_context=self._context if self._starttls else None,
            require_starttls=self._starttls,
            # Else it is TLS from the first byte, which this one does not see. Who signs nobody in must not offer to.
            auth_require_tls=self._starttls or self._relay,
            enable_SMTPUTF8=self._utf8,
            data_size_limit=self._most_bytes,
            auth_exclude_mechanism=self._without,
            authenticator=_authenticated,
        )
        server._auth_required = not self._relay  # as an argument it would warn of passwords in the clear
        self._made.append(server)
        return server

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        proof = base64.b64decode(args[1])
        self.proofs.append(proof)
        if f"auth=Bearer {self.token}\x01\x01".encode() in proof:
            return AuthResult(success=True)
        encoded = self.challenge if isinstance(self.challenge, str) else base64.b64encode(self.challenge).decode()
        answer = await server.challenge_auth(encoded, encode_to_b64=False)
        self.proofs.append(answer if isinstance(answer, bytes) else b"")
        return AuthResult(success=False, handled=False)

    async def auth_OAUTHBEARER(self, server: SMTP, args: list[str]) -> AuthResult:
        return await self.auth_XOAUTH2(server, args)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = await self._said(server, "MAIL")
        envelope.mail_from = address
        return said or "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = await self._said(server, "RCPT") or self.plan.answers.get(address, "")
        if not said.startswith(("4", "5")):
            envelope.rcpt_tos.append(address)
        return said or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        refused = self.plan.answers.get("DATA", "")
        if not refused.startswith(("4", "5")):
            self.taken.append((str(envelope.mail_from), tuple(envelope.rcpt_tos), envelope.content))
            self.arrived.set()
        return await self._said(server, "DATA") or "250 OK, queued"

    async def _said(self, server: SMTP, command: str) -> str:
        self.commands.append(command)
        if command in self.plan.hangs:
            await asyncio.sleep(3600)
        if command in self.plan.drops:
            transport: Any = server.transport
            transport.abort()
            await asyncio.sleep(3600)
        return self.plan.answers.get(command, "")


def _authenticated(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == right, handled=False)
