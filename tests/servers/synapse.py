"""A real Synapse of our own, in a private folder, over plain HTTP to this machine; SQLite, and no federation.

Installed by packaging/test into an environment of its own: it brings more libraries than Écluse has.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.servers.ports import free_ports

_FOLDER = Path(__file__).parents[2] / ".cache/synapse"
_SECRET = "secret"

MISSING = "needs Synapse in .cache/synapse (packaging/test installs it)"

_CONFIGURATION = """
server_name: localhost
pid_file: {folder}/pid
signing_key_path: {folder}/key
media_store_path: {folder}/media
log_config: {folder}/log.yaml
database: {{name: sqlite3, args: {{database: {folder}/database}}}}
listeners:
  - {{port: {port}, type: http, bind_addresses: [127.0.0.1], resources: [{{names: [client]}}]}}
registration_shared_secret: {secret}
macaroon_secret_key: {secret}
form_secret: {secret}
bcrypt_rounds: 4
report_stats: false
trusted_key_servers: []
presence: {{enabled: true}}
rc_message: {{per_second: 10000, burst_count: 10000}}
rc_room_creation: {{per_second: 10000, burst_count: 10000}}
rc_login:
  address: {{per_second: 10000, burst_count: 10000}}
  account: {{per_second: 10000, burst_count: 10000}}
rc_joins: {{local: {{per_second: 10000, burst_count: 10000}}}}
rc_invites: {{per_user: {{per_second: 10000, burst_count: 10000}}, per_room: {{per_second: 10000, burst_count: 10000}}}}
rc_presence: {{per_user: {{per_second: 10000, burst_count: 10000}}}}
"""
_LOGGING = """
version: 1
handlers: {{file: {{class: logging.FileHandler, filename: {folder}/log}}}}
root: {{level: WARNING, handlers: [file]}}
disable_existing_loggers: false
"""


def is_there() -> bool:
    return (_FOLDER / ".installed").exists()


class Synapse:
    """`with Synapse() as server:`; `url` is what an account needs. It can be stopped and started in between."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ecluse-synapse-"))
        (self.port,) = free_ports(1)
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._users = 0

    def __enter__(self) -> Synapse:
        given = {"folder": self.folder, "port": self.port, "secret": _SECRET}
        (self.folder / "homeserver.yaml").write_text(_CONFIGURATION.format(**given))
        (self.folder / "log.yaml").write_text(_LOGGING.format(**given))
        subprocess.run([*self._command(), "--generate-keys"], check=True, cwd=self.folder, capture_output=True)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=self.folder,
        )
        deadline = time.monotonic() + 90
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                log = self.folder / "log"
                raise RuntimeError(f"Synapse did not start:\n{log.read_text() if log.exists() else ''}")
            time.sleep(0.1)

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)

    def new_person(self, name: str = "person") -> Person:
        import httpx

        self._users += 1
        login = f"{name}{self._users}"
        place = f"{self.url}/_synapse/admin/v1/register"
        nonce = httpx.get(place, timeout=30).json()["nonce"]
        said = "\0".join((nonce, login, "secret", "notadmin")).encode()
        mac = hmac.new(_SECRET.encode(), said, hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": login, "password": "secret", "admin": False, "mac": mac}
        answer = httpx.post(place, json=body, timeout=30)
        answer.raise_for_status()
        return Person(self.url, answer.json()["user_id"], answer.json()["access_token"])

    def _command(self) -> list[str]:
        return [str(_FOLDER / "bin/python"), "-m", "synapse.app.homeserver", "-c", str(self.folder / "homeserver.yaml")]

    def _answers(self) -> bool:
        import httpx

        try:
            return httpx.get(f"{self.url}/_matrix/client/versions", timeout=5).status_code == 200
        except httpx.TransportError:
            return False


class Person:
    """Someone there, by the calls their program makes."""

    def __init__(self, url: str, id: str, token: str) -> None:
        self.url = url
        self.id = id
        self.token = token
        self._sent = 0

    def ask(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        import httpx

        answer = httpx.request(
            method,
            f"{self.url}/_matrix/client/v3/{path}",
            json=body,
            params=query,
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=30,
        )
        assert answer.status_code == 200, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def opens_room(self, name: str, *others: Person, direct: bool = False) -> str:
        body = {"preset": "private_chat", "invite": [other.id for other in others], "is_direct": direct}
        if name:
            body["name"] = name
        room = str(self.ask("POST", "createRoom", body)["room_id"])
        for other in others:
            other.ask("POST", f"join/{quote(room)}", {})
        return room

    def says(self, room: str, text: str, *named: Person, **content: Any) -> str:
        """What programs of today send: who is named stands beside the text."""
        mentions = {"user_ids": [person.id for person in named]}
        return self.sends(
            room, "m.room.message", {"msgtype": "m.text", "body": text, "m.mentions": mentions, **content}
        )

    def sends(self, room: str, kind: str, content: dict[str, Any]) -> str:
        self._sent += 1
        path = f"rooms/{quote(room)}/send/{kind}/{self._sent}"
        return str(self.ask("PUT", path, content)["event_id"])

    def deletes(self, room: str, event: str) -> None:
        self._sent += 1
        self.ask("PUT", f"rooms/{quote(room)}/redact/{quote(event)}/{self._sent}", {})

    def renews_token(self) -> str:
        """Signs in as a further device."""
        identifier = {"type": "m.id.user", "user": self.id}
        body = {"type": "m.login.password", "identifier": identifier, "password": "secret"}
        return str(self.ask("POST", "login", body)["access_token"])

    def signs_in(self) -> None:
        """Anew, after all sessions have been ended."""
        self.token = self.renews_token()

    def notifications(self) -> list[dict[str, Any]]:
        return list(self.ask("GET", "notifications", only="highlight")["notifications"])

    def presence_of(self, other: Person) -> str:
        return str(self.ask("GET", f"presence/{quote(other.id)}/status")["presence"])
