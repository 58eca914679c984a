"""A real Prosody of our own: in a private folder, over TLS, with rooms that keep an archive, and rooms that keep none.

Any account is made by `new_person`, with the password PASSWORD.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.servers.ports import free_ports

PASSWORD = "secret"
DOMAIN = "localhost"
ROOMS = "rooms.localhost"
FORGETFUL = "forgetful.localhost"
_PROGRAM = shutil.which("prosody", path=f"{os.environ.get('PATH', '')}:/usr/bin")

MISSING = "needs Debian's prosody (packaging/test installs it)"

_CONFIGURATION = """
pidfile = "{folder}/prosody.pid"
data_path = "{folder}/data"
certificates = "{folder}"
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {port} }}
c2s_direct_tls_ports = {{ {tls_port} }}
s2s_ports = {{ }}
http_ports = {{ }}
https_ports = {{ }}
component_ports = {{ }}
ssl = {{ certificate = "{folder}/cert.pem", key = "{folder}/key.pem" }}
c2s_require_encryption = true
authentication = "internal_hashed"
storage = "internal"
run_as_root = true
log = {{ info = "{folder}/log" }}
modules_enabled = {{ "disco", "roster", "saslauth", "tls", "carbons", "pep", "ping", "mam", "offline" }}
modules_disabled = {{ "s2s" }}
default_archive_policy = true
max_archive_query_results = 150
VirtualHost "{domain}"
Component "{rooms}" "muc"
  modules_enabled = {{ "muc_mam" }}
  muc_log_by_default = true
  restrict_room_creation = false
  muc_room_default_persistent = true
  muc_room_default_public_jids = true
  muc_tombstones = false
Component "{forgetful}" "muc"
  restrict_room_creation = false
  muc_room_default_persistent = true
"""


def is_there() -> bool:
    return _PROGRAM is not None


class Prosody:
    """`with Prosody() as server:`; `host`, `port`, `ca_file` are what an account needs. It can be stopped and started
    in between."""

    host = DOMAIN

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ecluse-prosody-"))
        self.port, self.tls_port = free_ports(2)
        self.ca_file = self.folder / "ca.pem"
        self._owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._process: subprocess.Popen[bytes] | None = None
        self._people = 0

    def __enter__(self) -> Prosody:
        import trustme

        authority = trustme.CA(organization_name="Test")
        authority.cert_pem.write_to_path(str(self.ca_file))
        certificate = authority.issue_cert(DOMAIN)
        certificate.private_key_pem.write_to_path(str(self.folder / "key.pem"))
        for place, blob in enumerate(certificate.cert_chain_pems):
            blob.write_to_path(str(self.folder / "cert.pem"), append=place > 0)
        (self.folder / "data").mkdir()
        given = {"folder": self.folder, "port": self.port, "tls_port": self.tls_port}
        given |= {"domain": DOMAIN, "rooms": ROOMS, "forgetful": FORGETFUL}
        (self.folder / "prosody.cfg.lua").write_text(_CONFIGURATION.format(**given))
        for file in (self.folder, *self.folder.rglob("*")):
            os.chown(file, self._owner.pw_uid, self._owner.pw_gid)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        assert _PROGRAM is not None
        with (self.folder / "out").open("ab") as out:
            self._process = subprocess.Popen(
                self._command(_PROGRAM, "-F"),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                cwd=self.folder,
            )
        deadline = time.monotonic() + 30
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Prosody did not start:\n{self.log}")
            time.sleep(0.05)

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)

    @property
    def log(self) -> str:
        return "".join(
            file.read_text(errors="replace") for file in (self.folder / "out", self.folder / "log") if file.exists()
        )

    def new_person(self, name: str = "person") -> str:
        """Their JID."""
        self._people += 1
        login = f"{name}{self._people}"
        self.has(login, PASSWORD)
        return f"{login}@{DOMAIN}"

    def has(self, login: str, password: str) -> None:
        """Made, or with another password from now on."""
        control = shutil.which("prosodyctl", path=f"{os.environ.get('PATH', '')}:/usr/bin")
        assert control is not None
        command = self._command(control, "register", login, DOMAIN, password)
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder, timeout=30)
        assert done.returncode == 0, done.stdout + done.stderr

    def _command(self, program: str, *words: str) -> list[str]:
        command = [program, "--config", str(self.folder / "prosody.cfg.lua"), *words]
        if os.geteuid() != 0:
            return command
        ids = (f"--reuid={self._owner.pw_uid}", f"--regid={self._owner.pw_gid}", "--clear-groups")
        return ["setpriv", *ids, *command]

    def _listens(self) -> bool:
        for port in (self.port, self.tls_port):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                return False
        return True


class Talker:
    """Someone else's program, on a thread of its own: `with Talker(server, jid) as grace:`."""

    def __init__(self, server: Prosody, jid: str) -> None:
        import asyncio
        import ssl
        import threading

        self.jid = jid
        self._server = server
        self._loop = asyncio.new_event_loop()
        self._context = ssl.create_default_context(cafile=str(server.ca_file))
        self._thread = threading.Thread(target=self._loop.run_forever, name="talker", daemon=True)
        self._client: Any = None
        self.presence: list[tuple[str, str]] = []
        """Who was seen, and how: everything but what is of rooms."""
        self.occupants: list[tuple[str, str]] = []
        self.shown: dict[str, dict[str, tuple[str, str]]] = {}
        """By address and connection how each is seen now, and in which words."""
        self.heard: list[str] = []
        """What was said to them alone."""

    def __enter__(self) -> Talker:
        self._thread.start()
        self._call(self._connect())
        return self

    def __exit__(self, *_: object) -> None:
        import asyncio

        async def bye() -> None:
            await self._client.disconnect(1.0, ignore_send_queue=True)
            self._client.abort()
            left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            await asyncio.sleep(0)

        self._call(bye())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def enters(self, room: str, nick: str, *, named: str = "") -> None:
        """A room that is not there yet is made, and called so."""
        from slixmpp import JID

        rooms = self._client.plugin["xep_0045"]

        async def enter() -> None:
            presence = (await rooms.join_muc_wait(JID(room), nick, maxstanzas=0, timeout=20))[0]
            if 201 in presence["muc"]["status_codes"]:
                form = self._client.plugin["xep_0004"].make_form(ftype="submit")
                form.add_field(var="FORM_TYPE", value="http://jabber.org/protocol/muc#roomconfig")
                if named:
                    form.add_field(var="muc#roomconfig_roomname", value=named)
                await rooms.set_room_config(JID(room), form)

        self._call(enter())

    def leaves(self, room: str, nick: str) -> None:
        self._soon(lambda: self._client.plugin["xep_0045"].leave_muc(room, nick))

    def says(self, room: str, body: str, *more: str, id: str = "") -> None:
        """In a room. `more`: further elements, as XML."""
        self._says(room, body, "groupchat", more, id)

    def floods(self, room: str, *bodies: str) -> None:
        def flood() -> None:
            for body in bodies:
                self._client.make_message(mto=room, mbody=body, mtype="groupchat").send()

        self._soon(flood)

    def writes(self, person: str, body: str, *more: str) -> None:
        """To them alone."""
        self._says(person, body, "chat", more, "")

    def shows_out(self, room: str, nick: str, *, for_good: str = "") -> None:
        """`for_good`: the JID of who shall not come back."""
        from slixmpp import JID

        rooms = self._client.plugin["xep_0045"]
        if for_good:
            self._call(rooms.set_affiliation(JID(room), "outcast", jid=JID(for_good)))
        else:
            self._call(rooms.set_role(JID(room), nick, "none"))

    def befriends(self, person: str) -> None:
        self._soon(lambda: self._client.send_presence_subscription(pto=person))

    def says_of_itself(self, show: str, status: str) -> None:
        """To all who may see it."""
        self._soon(lambda: self._client.send_presence(pshow=show, pstatus=status))

    def displayed(self) -> dict[str, str]:
        """Up to where this person has read, by room (XEP-0490), as the server has it."""
        from xml.etree.ElementTree import Element, SubElement

        query = Element("{http://jabber.org/protocol/pubsub}pubsub")
        SubElement(query, "{http://jabber.org/protocol/pubsub}items", {"node": "urn:xmpp:mds:displayed:0"})

        async def ask() -> Any:
            from slixmpp.exceptions import IqError

            iq = self._client.make_iq_get()
            iq.append(query)
            try:
                return await iq.send(timeout=10)
            except IqError:  # no such node: nothing was ever told
                return None

        answer = self._call(ask())
        items = [] if answer is None else answer.xml.iterfind("{*}pubsub/{*}items/{*}item")
        return {item.get("id", ""): item.find("{*}displayed/{*}stanza-id").get("id") for item in items}

    def barrier(self) -> None:
        """What was said before has been taken in by the server."""
        self._call(self._client.plugin["xep_0199"].send_ping(self._client.boundjid.host, timeout=25))

    def _says(self, to: str, body: str, kind: Any, more: tuple[str, ...], id: str) -> None:
        from xml.etree.ElementTree import fromstring

        def say() -> None:
            message = self._client.make_message(mto=to, mbody=body, mtype=kind)
            if id:
                message["id"] = id
            for element in more:
                message.append(fromstring(element))
            message.send()

        self._soon(say)

    async def _connect(self) -> None:
        from slixmpp import ClientXMPP

        client = ClientXMPP(f"{self.jid}/talker", PASSWORD, loop=self._loop, ssl_context=self._context)
        for plugin in ("xep_0004", "xep_0045", "xep_0199"):
            client.register_plugin(plugin)
        client.enable_direct_tls = False
        client.add_event_handler("presence_available", self._saw)
        client.add_event_handler("groupchat_presence", self._met)
        client.add_event_handler("presence", self._sees)
        client.add_event_handler("message", lambda said: self.heard.append(said["body"]) if said["body"] else None)
        self._client = client
        started = client.wait_until("session_start", 20)
        client.connect("127.0.0.1", self._server.port)
        await started
        client.send_presence()

    def _saw(self, said: Any) -> None:
        if not str(said["from"].domain).startswith(("rooms.", "forgetful.")) and said["from"].bare != self.jid:
            self.presence.append((said["from"].bare, said["type"]))

    def _sees(self, said: Any) -> None:
        connections = self.shown.setdefault(said["from"].bare, {})
        if said["type"] == "unavailable":
            connections.pop(said["from"].resource, None)
        else:
            connections[said["from"].resource] = (said["type"], said["status"])

    def _met(self, said: Any) -> None:
        self.occupants.append((said["from"].resource, said["type"]))

    def _soon(self, work: Any) -> None:
        async def on_the_loop() -> None:
            work()

        self._call(on_the_loop())
        self.barrier()

    def _call(self, work: Any) -> Any:
        import asyncio

        async def awaited() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(awaited(), self._loop).result(30)
