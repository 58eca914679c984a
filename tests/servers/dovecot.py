"""A real Dovecot of our own: an ordinary user's, in a private folder, over TLS, ready in well under a second.

Any user name signs in with PASSWORD and has a mailbox of its own, so every test takes another name.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import trustme

from tests.servers.ports import free_ports
from tests.waiting import until

PASSWORD = "secret"
_PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

_CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
auth_verbose = yes
mail_home = {folder}/mail/%u
mail_location = maildir:~/Maildir
mail_fsync = never
imap_idle_notify_interval = 30s
{oauth}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service lmtp {{
  chroot =
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
"""


_PASSDB = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
"""
_OAUTH = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = email
client_id = {audience}
"""


class Dovecot:
    """`with Dovecot() as server:`; `host`, `port`, `ca_file` are what an account needs, `log` is what it had to say."""

    host = "localhost"

    def __init__(self, mechanisms: str = "plain login", *, token_key: bytes = b"", audience: str = "mail") -> None:
        """With `token_key`, the public key of an authority, tokens that it signed for `audience` are taken, too."""
        self._mechanisms = mechanisms
        self._token_key = token_key
        self._audience = audience
        self.folder = Path(tempfile.mkdtemp(prefix="ecluse-dovecot-"))
        self.port, self.lmtp_port = free_ports(2)
        self.ca_file = self.folder / "ca.pem"
        # Dovecot refuses to keep mail as root: in a root's container it runs as nobody.
        self._owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._process: subprocess.Popen[bytes] | None = None
        self._users = 0
        self._stamp = 0

    def __enter__(self) -> Dovecot:
        self._lay_out()
        assert _PROGRAM is not None
        command = [_PROGRAM, "-F", "-c", str(self.folder / "dovecot.conf")]
        if os.geteuid() == 0:
            uid, gid = self._owner.pw_uid, self._owner.pw_gid
            command = ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups", *command]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        self._wait_until_ready()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def mechanism(self) -> str:
        """By which tokens are taken."""
        return self._mechanisms.split()[-1].upper()

    @property
    def log(self) -> str:
        file = self.folder / "dovecot.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def new_user(self) -> str:
        self._users += 1
        return f"user{self._users}"

    def put(self, user: str, mails: Iterable[bytes], received: Callable[[int], float] | None = None) -> None:
        """Straight into the mailbox, as a delivery program would: thousands a second.

        `received` gives, for the number of a mail, when the server took it in (Unix time).
        """
        inbox = self._maildir(user)
        for number, mail in enumerate(mails):
            self._stamp = max(self._stamp + 1, time.time_ns())  # mails are numbered by it, and a clock may be set back
            name = f"{self._stamp}.M{number}P{os.getpid()}.test"
            file = inbox / "tmp" / name
            file.write_bytes(mail)
            os.chown(file, self._owner.pw_uid, self._owner.pw_gid)
            if received is not None:
                os.utime(file, (received(number), received(number)))
            file.rename(inbox / "new" / name)

    def deliver(self, user: str, mail: bytes) -> None:
        """By LMTP: who waits in IDLE is told."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as channel:
            channel.sendmail("sender@example.org", [user], mail)

    def empty(self, user: str) -> None:
        """Everything was deleted by another program."""
        for folder in ("new", "cur"):
            for file in (self._maildir(user) / folder).iterdir():
                file.unlink()

    def forget_numbers(self, user: str) -> None:
        """What follows a restored backup: the same mails, another UIDVALIDITY."""
        # UIDVALIDITY is the second in which a mailbox is made, or one more than the latest: that may be yet to come.
        latest = int((self._maildir(user) / "dovecot-uidvalidity").read_text(), 16)
        for file in self._maildir(user).glob("dovecot*"):
            file.unlink()
        until(lambda: time.time() >= latest + 1)

    def _maildir(self, user: str) -> Path:
        place = self.folder / "mail" / user
        for folder in (place, place / "Maildir", *(place / "Maildir" / name for name in ("cur", "new", "tmp"))):
            if not folder.exists():
                folder.mkdir(mode=0o700, parents=True)
                os.chown(folder, self._owner.pw_uid, self._owner.pw_gid)
        return place / "Maildir"

    def _lay_out(self) -> None:
        authority = trustme.CA(organization_name="Test")
        authority.cert_pem.write_to_path(str(self.ca_file))
        certificate = authority.issue_cert("localhost", "127.0.0.1")
        certificate.private_key_pem.write_to_path(str(self.folder / "key.pem"))
        for place, blob in enumerate(certificate.cert_chain_pems):
            blob.write_to_path(str(self.folder / "cert.pem"), append=place > 0)
        for name in ("run", "mail"):
            (self.folder / name).mkdir()
        (self.folder / "dovecot.conf").write_text(
            _CONFIGURATION.format(
                folder=self.folder,
                user=self._owner.pw_name,
                group=grp.getgrgid(self._owner.pw_gid).gr_name,
                password=PASSWORD,
                port=self.port,
                lmtp_port=self.lmtp_port,
                mechanisms=self._mechanisms,
                oauth=_PASSDB.format(folder=self.folder) if self._token_key else "",
            )
        )
        if self._token_key:
            keys = self.folder / "keys" / "default" / "RS256"
            keys.mkdir(parents=True)
            (keys / "one").write_bytes(self._token_key)
            (self.folder / "oauth2.conf").write_text(_OAUTH.format(folder=self.folder, audience=self._audience))
        for file in (self.folder, *self.folder.rglob("*")):
            os.chown(file, self._owner.pw_uid, self._owner.pw_gid)

    def _wait_until_ready(self) -> None:
        context = ssl.create_default_context(cafile=str(self.ca_file))
        deadline = time.monotonic() + 60
        while True:
            try:
                with (
                    socket.create_connection((self.host, self.port), timeout=5) as plain,
                    context.wrap_socket(plain, server_hostname=self.host) as wire,
                ):
                    if wire.recv(10).startswith(b"* OK"):
                        return
            except OSError:
                pass  # not yet
            assert self._process is not None
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Dovecot did not start:\n{self.log}")
            time.sleep(0.02)
