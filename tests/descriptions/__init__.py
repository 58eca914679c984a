"""What vendors publish of their APIs, cut down to what is asked of them: the other side of the doubles.

Each JSON file here says in `from` where it comes from, under which licence, or from which pages it was written down.
`excerpt` makes one from an OpenAPI description.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from jsonschema import Draft202012Validator

from tests.servers.web import Asked, Says

FOLDER: Final = Path(__file__).parent
_MOST_ANSWERS: Final = 20
"""So many answers of each kind are compared with their schema: comparing is slow."""


class Description:
    """`paths`: template -> method -> `query` (name -> schema, and `required`), `body` (a schema), `form` (as query) and
    `answers` (status -> `schema`, `example`). `base` is what stands before the paths, as `/api/v4`."""

    def __init__(self, name: str, base: str = "") -> None:
        told = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        self._base = base
        self._schemas = told.get("schemas", {})
        self._paths: Mapping[str, Mapping[str, Any]] = told["paths"]
        self._compared: dict[str, int] = {}

    def violations(self, asked: Asked, says: Says | None = None) -> list[str]:
        """What of a request, and of an answer, is not as described."""
        place = f"{asked.method} {asked.path}"
        found = self._found(asked)
        if found is None:
            return [f"{place}: there is no such path"]
        template, method = found
        wrong = self._parameters(method.get("query", {}), asked.query)
        if "form" in method:
            wrong += self._parameters(method["form"], parse_qs(asked.body.decode(), keep_blank_values=True))
        elif asked.body:
            wrong += self._body(method, asked)
        if says is not None and self._compared.setdefault(template, 0) < _MOST_ANSWERS:
            self._compared[template] += 1
            wrong += self._answer(method, says)
        return [f"{place}: {one}" for one in wrong]

    def example(self, template: str, method: str = "GET", status: int = 200) -> Any:
        """What the vendor shows for an answer; a copy."""
        return json.loads(json.dumps(self._paths[template][method]["answers"][str(status)]["example"]))

    def _found(self, asked: Asked) -> tuple[str, Mapping[str, Any]] | None:
        if not asked.path.startswith(f"{self._base}/"):
            return None
        path = asked.path.removeprefix(self._base)
        matching = [one for one in self._paths if _pattern(one).fullmatch(path) and asked.method in self._paths[one]]
        # What is written out goes before what has a name in braces.
        best = min(matching, key=lambda one: one.count("{"), default=None)
        return None if best is None else (best, self._paths[best][asked.method])

    def _parameters(self, known: Mapping[str, Any], given: Mapping[str, list[str]]) -> list[str]:
        names = {name.removesuffix("[]"): values for name, values in given.items()}
        wrong = [f"{name} is no parameter" for name in names if name not in known]
        wrong += [f"{name} is missing" for name, one in known.items() if one.get("required") and name not in names]
        for name in names.keys() & known.keys():
            schema = known[name].get("schema", {})
            several = self._resolved(schema).get("type") == "array"
            told = [_typed(one, self._resolved(schema).get("items", {}) if several else schema) for one in names[name]]
            wrong += [f"{name}: {one}" for one in self._compare(schema, told if several else told[-1])]
        return wrong

    def _body(self, method: Mapping[str, Any], asked: Asked) -> list[str]:
        if "body" not in method:
            return ["it takes no body"]
        if not asked.headers.get("content-type", "").startswith("application/json"):
            return ["its body is not declared as JSON"]
        return self._compare(method["body"], asked.data)

    def _answer(self, method: Mapping[str, Any], says: Says) -> list[str]:
        answers = method.get("answers", {})
        if str(says.status) not in answers:
            return [] if says.status >= 400 else [f"the double answers {says.status}"]
        schema = answers[str(says.status)].get("schema")
        return [f"the double's answer: {one}" for one in self._compare(schema, says.data)] if schema else []

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        return schema

    def _compare(self, schema: Mapping[str, Any], value: Any) -> list[str]:
        validator = Draft202012Validator({**schema, "schemas": self._schemas})
        return [f"{one.json_path}: {one.message[:200]}" for one in validator.iter_errors(value)]


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(
        "".join("[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^}]*\})", template))
    )


def _typed(text: str, schema: Mapping[str, Any]) -> Any:
    """A parameter is text on its way: what its schema has it be, where it can be read so."""
    kind = schema.get("type")
    if kind == "integer" and re.fullmatch(r"-?\d+", text):
        return int(text)
    if kind == "number" and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    return {"true": True, "false": False}.get(text, text) if kind == "boolean" else text
