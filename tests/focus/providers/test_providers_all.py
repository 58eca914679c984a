"""That no provider is left out of what holds for each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from focus.providers import discover


@pytest.mark.parametrize("name", sorted(discover()))
def test_each_is_held_to_the_matrix_of_faults(name: str) -> None:
    files = [*Path(__file__).parent.glob(f"test_{name}.py"), *Path(__file__).parent.glob(f"test_{name}_*.py")]
    assert any("FaultMatrix" in file.read_text(encoding="utf-8") for file in files)
