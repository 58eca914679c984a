"""A keyring for tests that outlives a process, in the folder that ECLUSE_TEST_KEYRING names.

One folder serves one profile and its copies, so the service's name does not count.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend


class Keyring(KeyringBackend):
    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        found = self._read().get(username)
        return None if found is None else str(found)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file().write_text(json.dumps({**self._read(), username: password}))

    def delete_password(self, service: str, username: str) -> None:
        left = {key: value for key, value in self._read().items() if key != username}
        self._file().write_text(json.dumps(left))

    def _file(self) -> Path:
        return Path(os.environ["ECLUSE_TEST_KEYRING"]) / "secrets.json"

    def _read(self) -> dict[str, str]:
        return dict(json.loads(self._file().read_text())) if self._file().exists() else {}
