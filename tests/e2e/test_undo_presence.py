"""What Écluse set is undone by command, and stays so until the block ends, over a restart of the app too."""

from __future__ import annotations

import json
import signal
from pathlib import Path

from tests.e2e.app import App
from tests.e2e.test_end import SETTINGS
from tests.waiting import until


def test_undone_it_stays_the_person_s_until_the_block_ends(short_path: Path) -> None:
    status, profile = short_path / "status.json", short_path / "p"
    profile.mkdir()
    (profile / "settings.toml").write_text(SETTINGS.format(status=status))
    mine = {"level": "text", "text": "on the train", "emoji": "", "until": None}
    status.write_text(json.dumps(mine))
    app = App(profile)

    def shows(words: str) -> bool:
        return words in status.read_text()

    with app.popen("run", "--headless") as run:
        assert run.stdout is not None
        assert "ready" in run.stdout.readline()
        app.ask("focus", "start", "50m")
        until(lambda: shows("In focus"))
        (line,) = app.json("presence", "undo", "status")
        assert (line["account"], line["ours"], line["found"]["text"]) == ("status", False, "on the train")
        app.ask("heal")
        assert json.loads(status.read_text()) == mine
        run.send_signal(signal.SIGTERM)
        assert run.wait(30) == 0
    with app.popen("run", "--headless") as run:
        assert run.stdout is not None
        assert "ready" in run.stdout.readline()
        app.ask("heal")
        assert json.loads(status.read_text()) == mine
        app.ask("focus", "stop")
        app.ask("focus", "start", "50m")
        until(lambda: shows("In focus"))
        run.kill()
    # No app runs: the command itself does it.
    (line,) = app.json("presence", "undo", "status")
    assert not line["ours"]
    assert json.loads(status.read_text()) == mine
