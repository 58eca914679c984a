"""That no provider is left out of what holds for each of them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.core.streams import stream
from focus.presence import Level, Presence
from focus.providers import Means, discover
from focus.wording import length
from tests.contract.provider_contract import MEANS


@pytest.mark.parametrize("name", sorted(discover()))
def test_each_is_held_to_the_matrix_of_faults(name: str) -> None:
    files = [*Path(__file__).parent.glob(f"test_{name}.py"), *Path(__file__).parent.glob(f"test_{name}_*.py")]
    assert any("FaultMatrix" in file.read_text(encoding="utf-8") for file in files)


def test_of_those_that_are_not_set_up_none_is_loaded(tmp_path: Path) -> None:
    """A start, and every command, reads the settings."""
    file = tmp_path / "settings.toml"
    file.write_text('[[provider]]\nname = "colleagues"\nkind = "gitlab"\nurl = "https://gitlab.example"\n')
    program = (
        "import sys; from pathlib import Path; from desktop.core.settings.load import load; load(Path(sys.argv[1])); "
        "from focus.providers import discover; "
        "print([name for name in discover() if f'focus.providers.{name}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['gitlab']"


FAMILY = "👩‍👩‍👧‍👦"
HOSTED = sorted(
    name
    for name, spec in discover().items()
    if spec.most_text and any(field.name in {"token", "password"} for field in spec.fields)
)
"""Where people read it: a webhook is told it as it is."""


@pytest.mark.parametrize("name", HOSTED)
def test_a_text_that_is_too_long_ends_where_a_letter_does(name: str) -> None:
    spec = discover()[name]
    values = {"url": "https://busy.example.org", "user": "me", "jid": "me@example.org", "sign_in": "token"}
    if name == "slack":
        values["url"] = "https://acme.slack.com"
    provider = spec.open(values, {"token": "secret", "password": "secret"}, Means(MEANS.web, MEANS.now, stream))
    text = f" In focus\n{FAMILY * 60}"
    wanted = Presence(Level.BUSY, text, until=datetime(2026, 11, 23, 11, tzinfo=UTC))
    said = [shown for part in provider.parts if (shown := part.shown(wanted).text)]
    provider.close()
    assert said
    for one in said:
        assert one.startswith(f"In focus {FAMILY}")
        assert one.endswith(f"{FAMILY}…")
        assert length(one) <= spec.most_text
