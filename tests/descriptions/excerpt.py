"""Cuts an OpenAPI description (3.0 or 2.0, JSON) down to the paths that are asked: python -m tests.descriptions.excerpt
NAME FILE FROM PATH...

A PATH is `METHOD /path/{template}`; FROM says what the file is: package, version, licence. Descriptions in words are
left out; an answer's first example is kept.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.descriptions import FOLDER

_DROPPED: Final = frozenset({"description", "example", "examples", "title", "externalDocs", "deprecated", "readOnly"})


class Excerpt:
    def __init__(self, whole: Mapping[str, Any]) -> None:
        self._whole = whole
        self.schemas: dict[str, Any] = {}

    def method(self, template: str, method: str) -> dict[str, Any]:
        place = self._whole["paths"][template]
        told = place[method.lower()]
        made: dict[str, Any] = {}
        parameters = [self._resolved(one) for one in (*place.get("parameters", ()), *told.get("parameters", ()))]
        for where, name in (("query", "query"), ("formData", "form")):
            found = {one["name"]: self._parameter(one) for one in parameters if one["in"] == where}
            if found:
                made[name] = found
        body = self._content(self._resolved(told.get("requestBody", {}))) or next(
            (one for one in parameters if one["in"] == "body"), {}
        )
        if "schema" in body:
            made["body"] = self._schema(body["schema"])
        made["answers"] = {
            status: self._answer(self._resolved(one)) for status, one in told["responses"].items() if status < "400"
        }
        return made

    def _parameter(self, one: Mapping[str, Any]) -> dict[str, Any]:
        schema = one.get("schema") or {name: one[name] for name in ("type", "items", "enum") if name in one}
        return {"schema": self._schema(schema), **({"required": True} if one.get("required") else {})}

    def _answer(self, one: Mapping[str, Any]) -> dict[str, Any]:
        content = self._content(one) or one
        made: dict[str, Any] = {}
        if "schema" in content:
            made["schema"] = self._schema(content["schema"])
        examples = [self._resolved(example) for example in content.get("examples", {}).values()]
        if examples:
            made["example"] = examples[0].get("value")
        return made

    @staticmethod
    def _content(one: Mapping[str, Any]) -> Mapping[str, Any]:
        found: Mapping[str, Any] = one.get("content", {}).get("application/json", {})
        return found

    def _schema(self, schema: Any) -> Any:
        if isinstance(schema, list):
            return [self._schema(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            if name not in self.schemas:
                self.schemas[name] = {}
                self.schemas[name] = self._schema(self._resolved(schema))
            return {"$ref": f"#/schemas/{name}"}
        made = {
            name: (
                {one: self._schema(value) for one, value in inner.items()}
                if name == "properties"
                else self._schema(inner)
            )
            for name, inner in schema.items()
            if name not in _DROPPED and not name.startswith("x-")
        }
        if made.pop("nullable", False):  # OpenAPI's own word for what JSON Schema has a type for
            return {"anyOf": [made, {"type": "null"}]}
        return made

    def _resolved(self, one: Any) -> Any:
        while "$ref" in one:
            found: Any = self._whole
            for name in one["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            one = found
        return one


def main(name: str, file: str, source: str, *wanted: str) -> None:
    excerpt = Excerpt(json.loads(Path(file).read_text(encoding="utf-8")))
    paths: dict[str, Any] = {}
    for one in wanted:
        method, _, template = one.partition(" ")
        paths.setdefault(template, {})[method] = excerpt.method(template, method)
    made = {"from": source, "paths": paths, "schemas": excerpt.schemas}
    (FOLDER / f"{name}.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
