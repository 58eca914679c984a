"""A vendor's GraphQL schema, cut down to what is asked, and the engine that carries out what is asked of a double."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from graphql import DocumentNode, ExecutionResult, GraphQLError, build_schema, execute_sync, parse, validate

from tests.descriptions import FOLDER


class Schema:
    """`NAME.graphql` of this folder. The same question is read once: what a double is asked thousands of times."""

    def __init__(self, name: str) -> None:
        self._schema = build_schema((FOLDER / f"{name}.graphql").read_text(encoding="utf-8"))
        self._read = cache(self._once)

    def violations(self, question: str) -> list[str]:
        """What of it is not in the schema."""
        return [str(one) for one in self._read(question)[1]]

    def carried_out(self, sent: Mapping[str, Any], root: Mapping[str, Any]) -> ExecutionResult:
        document, wrong = self._read(sent["query"])
        if wrong or document is None:
            return ExecutionResult(None, wrong)
        done = execute_sync(self._schema, document, root, variable_values=dict(sent["variables"]))
        assert isinstance(done, ExecutionResult)
        return done

    def _once(self, question: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
        try:
            document = parse(question)
        except GraphQLError as error:
            return None, [error]
        return document, validate(self._schema, document)
