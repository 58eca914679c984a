"""That no provider is left out of what holds for each of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from focus.providers import discover


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
