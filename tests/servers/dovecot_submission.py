"""Dovecot's submission service (RFC 6409), as hosters run it: it signs people in, and hands on to another server."""

from __future__ import annotations

import grp
from pathlib import Path

from tests.servers.dovecot import Dovecot
from tests.servers.ports import free_ports
from tests.servers.submission import Submission

PROGRAM = Path("/usr/lib/dovecot/submission-login")

_SERVICE = """
protocols = imap lmtp submission
hostname = localhost
submission_relay_host = 127.0.0.1
submission_relay_port = {relay_port}
submission_max_mail_size = 100 k
service submission-login {{
  chroot =
  inet_listener submission {{
    address = 127.0.0.1
    port = {starttls_port}
  }}
  inet_listener submissions {{
    address = 127.0.0.1
    port = {tls_port}
    ssl = yes
  }}
}}
"""


class DovecotSubmission(Dovecot):
    """`relay` is the server behind it, with what was taken. Any user signs in with PASSWORD."""

    def __init__(self) -> None:
        super().__init__()
        self.relay = Submission(relay=True)
        self.tls_port, self.starttls_port = free_ports(2)

    def __enter__(self) -> DovecotSubmission:
        self.relay.__enter__()
        super().__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        self.relay.__exit__(None, None, None)

    def _lay_out(self) -> None:
        super()._lay_out()
        group = grp.getgrgid(self._owner.pw_gid).gr_name
        ports = {"tls_port": self.tls_port, "starttls_port": self.starttls_port, "relay_port": self.relay.port}
        with (self.folder / "dovecot.conf").open("a") as file:
            file.write(_SERVICE.format(group=group, **ports))
