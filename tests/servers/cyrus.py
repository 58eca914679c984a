"""A real Cyrus of our own: an ordinary user's, in a private folder, over TLS, with names as Courier has them.

Any user name signs in with PASSWORD, and is given an INBOX, INBOX.Sent, INBOX.Drafts and INBOX.Trash at the first time.
Debian lets no two IMAP servers be installed at once: imapd is unpacked by packaging/test, the rest is installed.
"""

from __future__ import annotations

import imaplib
import os
import pwd
import shutil
import signal
import smtplib
import socket
import socketserver
import ssl
import subprocess
import tempfile
import threading
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.servers.ports import free_ports

PASSWORD = "secret"
_MASTER = Path("/usr/lib/cyrus/bin/master")
_LMTPD = Path("/usr/lib/cyrus/bin/lmtpd")
_UNPACKED = Path(__file__).parents[2] / ".cache/cyrus-imapd/usr/lib/cyrus/bin"

MISSING = "needs Debian's cyrus-common, and its cyrus-imapd unpacked (packaging/test does both)"

_IMAPD_CONF = """
configdirectory: {folder}/conf
partition-default: {folder}/spool
proc_path: {folder}/proc
mboxname_lockpath: {folder}/lock
cyrus_user: {user}
admins: admin
tls_server_cert: {folder}/cert.pem
tls_server_key: {folder}/key.pem
tls_session_timeout: 0
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: {folder}/mux
sasl_mech_list: PLAIN LOGIN
altnamespace: no
unixhierarchysep: no
autocreate_quota: 0
autocreate_post: yes
autocreate_inbox_folders: Sent | Drafts | Trash
xlist-sent: Sent
xlist-drafts: Drafts
xlist-trash: Trash
lmtpsocket: {folder}/lmtp.socket
idlesocket: {folder}/idle.socket
notifysocket: {folder}/notify.socket
imapidlepoll: 1
failedloginpause: 0
duplicatesuppression: no
"""

_CYRUS_CONF = """
START {{
  recover cmd="ctl_cyrusdb -C {folder}/imapd.conf -r"
  idled cmd="{folder}/bin/idled -C {folder}/imapd.conf"
}}
SERVICES {{
  imaps cmd="{folder}/bin/imapd -C {folder}/imapd.conf -s" listen="127.0.0.1:{port}" prefork=1
  lmtp cmd="lmtpd -C {folder}/imapd.conf -a" listen="127.0.0.1:{lmtp_port}" prefork=0
}}
EVENTS {{
}}
"""


def is_there() -> bool:
    return _MASTER.exists() and _LMTPD.exists() and (_UNPACKED / "imapd").exists()


class Cyrus:
    """`with Cyrus() as server:`; `host`, `port`, `ca_file` are what an account needs."""

    host = "localhost"

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ecluse-cyrus-"))
        self.port, self.lmtp_port = free_ports(2)
        self.ca_file = self.folder / "ca.pem"
        self._owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._process: subprocess.Popen[bytes] | None = None
        self._judge = _Judge(self.folder / "mux")
        self._users = 0

    def __enter__(self) -> Cyrus:
        self._lay_out()
        self._judge.start()
        command = [str(_MASTER), "-C", f"{self.folder}/imapd.conf", "-M", f"{self.folder}/cyrus.conf"]
        command += ["-p", f"{self.folder}/master.pid", "-D"]
        if os.geteuid() == 0:
            ids = (f"--reuid={self._owner.pw_uid}", f"--regid={self._owner.pw_gid}", "--clear-groups")
            command = ["setpriv", *ids, *command]
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                env={"PATH": os.environ.get("PATH", ""), "CYRUS_USER": self._owner.pw_name},
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait(10)
        self._judge.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_user(self) -> str:
        """Who has signed in once, and so has mailboxes."""
        self._users += 1
        user = f"user{self._users}"
        self.session(user).logout()
        return user

    def session(self, user: str) -> imaplib.IMAP4_SSL:
        context = ssl.create_default_context(cafile=str(self.ca_file))
        session = imaplib.IMAP4_SSL(self.host, self.port, ssl_context=context, timeout=60)
        # imaplib sends a literal and its line end apart, and Nagle's algorithm would hold the second back.
        session.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            session.login(user, PASSWORD)
        except (OSError, imaplib.IMAP4.error) as error:
            session.shutdown()
            raise imaplib.IMAP4.error(f"{error}\n{self.log}") from error
        return session

    @property
    def log(self) -> str:
        """What Cyrus wrote (what it gives to syslog is not in here), and who was given no answer on a password."""
        return "\n".join(((self.folder / "log").read_text(errors="replace"), *self._judge.troubles))

    def put(self, user: str, mails: Sequence[bytes], mailbox: str = "INBOX") -> None:
        with self.session(user) as session:
            for mail in mails:
                status, said = session.append(mailbox, "", "", mail)
                assert status == "OK", said

    def deliver(self, user: str, mail: bytes) -> None:
        """By LMTP: who waits in IDLE is told."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as channel:
            channel.sendmail("sender@example.org", [user], mail)

    def _lay_out(self) -> None:
        import trustme  # heavy, and tests/conftest.py asks this module whether there is a Cyrus

        authority = trustme.CA(organization_name="Test")
        authority.cert_pem.write_to_path(str(self.ca_file))
        certificate = authority.issue_cert("localhost", "127.0.0.1")
        certificate.private_key_pem.write_to_path(str(self.folder / "key.pem"))
        for place, blob in enumerate(certificate.cert_chain_pems):
            blob.write_to_path(str(self.folder / "cert.pem"), append=place > 0)
        for name in ("conf", "spool", "proc", "lock", "bin", "conf/db", "conf/log", "conf/msg", "conf/socket"):
            (self.folder / name).mkdir()
        for name in ("imapd", "idled"):  # the checkout may be in a place that is not open to this user
            shutil.copy2(_UNPACKED / name, self.folder / "bin" / name)
        given = {"folder": self.folder, "user": self._owner.pw_name, "port": self.port, "lmtp_port": self.lmtp_port}
        (self.folder / "imapd.conf").write_text(_IMAPD_CONF.format(**given))
        (self.folder / "cyrus.conf").write_text(_CYRUS_CONF.format(**given))
        for file in (self.folder, *self.folder.rglob("*")):
            os.chown(file, self._owner.pw_uid, self._owner.pw_gid)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                self.session("first").logout()
                return
            except (OSError, imaplib.IMAP4.error) as error:
                assert self._process is not None
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"Cyrus did not start ({error}):\n{self.log}") from None
            time.sleep(0.05)


class _Judge(socketserver.ThreadingUnixStreamServer):
    """What saslauthd does: says over a socket whether a password is right.

    A thread for each that asks, and no end to its patience: whoever is slow, on a busy machine, holds nobody up.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), _Answer, bind_and_activate=False)
        self._path = path
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name="judge", daemon=True)
        self.troubles: list[str] = []
        """Of those who were given no answer, why."""

    def start(self) -> None:
        self.server_bind()
        self._path.chmod(0o777)
        self.server_activate()
        self._thread.start()

    def stop(self) -> None:
        if self._thread.ident is not None:
            self.shutdown()
            self._thread.join()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        self.troubles.append(traceback.format_exc())


class _Answer(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        _, password, _, _ = (self._counted() for _ in range(4))
        said = b"OK" if password == PASSWORD.encode() else b"NO"
        self.wfile.write(len(said).to_bytes(2, "big") + said)

    def _counted(self) -> bytes:
        return self._whole(int.from_bytes(self._whole(2), "big"))

    def _whole(self, length: int) -> bytes:
        found = self.rfile.read(length)
        if len(found) < length:
            raise EOFError(f"{len(found)} of {length} bytes came")
        return found
