"""Full-text search over everything that ever arrived (SQLite FTS5): words, "phrases" and prefixes, accents ignored.

What a person types is data: each word is quoted, so that no character of it is an operator. The last word also
matches as a prefix, from its second letter on, which is what one expects while typing; `word*` asks for it anywhere.
"""

from __future__ import annotations

import re

_PART = re.compile(r'"([^"]*)"|(\S+)')
MOST_WORDS = 32


def match_expression(query: str) -> str:
    """An FTS5 expression that matches all parts of `query`; '' where nothing in it can be searched for."""
    parts = []
    for phrase, word in _PART.findall(query.replace("\0", " "))[:MOST_WORDS]:
        prefix = word.endswith("*")
        # A lone quote is left over from a phrase not yet closed.
        words = " ".join(re.findall(r"\w+", phrase or word))
        if words:
            parts.append((words, prefix))
    if parts and not query.endswith((" ", '"')) and _is_beginning(parts[-1][0]):
        parts[-1] = (parts[-1][0], True)
    return " ".join(f'"{words}"*' if prefix else f'"{words}"' for words, prefix in parts)


def _is_beginning(word: str) -> bool:
    """One Latin letter begins a tenth of all words there are: found by all of them, it finds nothing, and slowly."""
    return len(word) > 1 or not word.isascii()
