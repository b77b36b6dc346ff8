"""JSON Schema validation: one typed door to the library, errors told by their deepest cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import referencing
from jsonschema import Draft7Validator, Draft202012Validator
from referencing.jsonschema import DRAFT7, DRAFT202012

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jsonschema import ValidationError

    from codegen.jsontypes import JsonObject

_LONGEST = 160


class Validator:
    """Validates values against one schema, which may refer to documents by their address."""

    def __init__(
        self, schema: JsonObject, documents: Mapping[str, JsonObject], *, draft7: bool = False
    ) -> None:
        draft: Any = DRAFT7 if draft7 else DRAFT202012
        pairs = [(address, draft.create_resource(content)) for address, content in documents.items()]
        registry: Any = cast("Any", referencing.Registry)().with_resources(pairs)
        kind: Any = Draft7Validator if draft7 else Draft202012Validator
        self._errors: Callable[[object], Iterable[ValidationError]] = kind(
            schema, registry=registry
        ).iter_errors

    def errors(self, value: object) -> list[ValidationError]:
        """Return what is wrong with `value`; of "fits none of these", what is wrong with the best fit."""
        return [_deepest(error) for error in self._errors(value)]


def _deepest(error: ValidationError) -> ValidationError:
    while error.context:
        error = max(error.context, key=lambda item: (len(item.absolute_path), item.validator != "type"))
    return error


def short(error: ValidationError) -> str:
    """Return the message of an error on one line of bounded length."""
    flat = " ".join(error.message.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
