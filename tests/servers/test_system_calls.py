"""What is read of a log of strace: a watch that overlooks a call shows nothing."""

from __future__ import annotations

from pathlib import Path

from tests.servers.system_calls import Called, files, network, outside

LOG = r"""
12 openat(AT_FDCWD, "/srv/profile/queue.db", O_RDWR|O_CREAT) = 5
12 openat(AT_FDCWD, "/srv/secret", O_RDONLY <unfinished ...>
13 <... openat resumed>) = 6
12 newfstatat(5, "", {st_mode=S_IFREG|0644, st_size=1, ...}, AT_EMPTY_PATH) = 0
12 openat(AT_FDCWD, "logo.png", O_RDONLY) = -1 ENOENT (No such file or directory)
12 rename("/srv/profile/a", "/tmp/caf\303\251") = 0
12 connect(7, {sa_family=AF_UNIX, sun_path="/run/user/0/bus"}, 18) = 0
12 connect(7, {sa_family=AF_INET, sin_port=htons(993), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
12 connect(8, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = 0
12 sendmmsg(9, [{msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, msg_namelen=16}, msg_len=32}], 2, MSG_NOSIGNAL) = 2
12 --- SIGTERM {si_signo=SIGTERM} ---
"""  # noqa: E501


def test_every_file_and_everyone_who_was_called(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(LOG)
    assert outside(files(log), [Path("/srv/profile"), Path("/tmp/x")]) == {
        "/srv/secret",
        "logo.png",
        "/tmp/café",
    }
    assert list(network(log)) == [Called("127.0.0.1", 993), Called("2001:db8::1", 443), Called("192.0.2.1", 53)]
