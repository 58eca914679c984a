"""What tools are called, before and after their readers are loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

from desktop.core.tool_titles import tool_title
from inbox.mail.tools import discover
from inbox.sources import discover as sources


def test_every_tool_has_its_title_before_its_reader_is_loaded() -> None:
    titles = {name: tool.title for name, tool in discover().items()}
    titles |= {name: spec.title for name, spec in sources().items() if spec.mentions and name != "gitea"} | titles
    del titles["notifications"]  # it catches what others show, and is no tool
    program = (
        "import sys\n"
        "from desktop.core.tool_titles import tool_title\n"
        f"print([(name, title) for name, title in {titles!r}.items() if tool_title(name) != title])\n"
        "print([name for name in ('inbox.mail', 'inbox.sources') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.split() == ["[]", "[]"]


@pytest.mark.parametrize("name", ["tl;dv", "Claap", "our Wiki", ""])
def test_what_the_person_calls_a_tool_stays(name: str) -> None:
    assert tool_title(name) == name
