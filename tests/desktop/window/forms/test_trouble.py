"""Every way in which a source can fail has words of its own in the window, too."""

from __future__ import annotations

import pytest

from desktop.window.forms.trouble import of_request
from inbox.errors import SourceError
from tests.desktop.cli.test_words import CODES


@pytest.mark.parametrize("code", [code for code in CODES if code != SourceError.code])
def test_every_problem_has_words(code: str) -> None:
    other, error = of_request(SourceError()), SourceError("what the server said")
    error.code = code
    found = of_request(error)
    assert found.happened != other.happened
    assert found.advice != other.advice
    assert found.said == "what the server said"
