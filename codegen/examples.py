"""Check that every example and every default validates against its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from codegen.jsontypes import JsonObject, as_list, as_object, as_text
from codegen.validator import Validator, short

if TYPE_CHECKING:
    from codegen.diagnostics import Diagnostics
    from codegen.load import Source, Spec
    from codegen.yamlfile import PathInFile

_BUNDLE = "urn:spec"


class ExampleChecker:
    """Validates values against parts of one bundle."""

    def __init__(self, spec: Spec, diagnostics: Diagnostics) -> None:
        self.spec = spec
        self.diagnostics = diagnostics

    def check(self) -> None:
        """Check every example of every method, and every default of every property."""
        for index, (name, (method, source)) in enumerate(self.spec.methods.items()):
            for number, example in enumerate(as_list(method.get("examples"))):
                self._check_pairing(name, index, number, as_object(example), source)
        for name, (schema, source) in self.spec.schemas.items():
            for key, value in as_object(schema.get("properties")).items():
                if "default" in as_object(value):
                    pointer = (
                        f"components/schemas/{name}/properties/{key.replace('~', '~0').replace('/', '~1')}"
                    )
                    below = ("properties", key, "default")
                    self._check_value("default", pointer, as_object(value)["default"], source, below)

    def _check_pairing(self, name: str, index: int, number: int, example: JsonObject, source: Source) -> None:
        params = [as_object(item) for item in as_list(self.spec.methods[name][0].get("params"))]
        positions = {as_text(param.get("name")): position for position, param in enumerate(params)}
        given: set[str] = set()
        for position, item in enumerate(as_list(example.get("params"))):
            wire = as_text(as_object(item).get("name"))
            below = ("examples", number, "params", position)
            given.add(wire)
            if wire not in positions:
                detail = f"{name} has no parameter {wire!r}; it has {', '.join(positions) or 'none'}"
                self.diagnostics.error(source.at(*below), "example names an unknown parameter", detail)
                continue
            pointer = f"methods/{index}/params/{positions[wire]}/schema"
            self._check_value("example", pointer, as_object(item).get("value"), source, (*below, "value"))
        for param in params:
            wire = as_text(param.get("name"))
            if param.get("required") and wire not in given:
                detail = f"{name} needs {wire!r}; add it to the example"
                where = source.at("examples", number)
                self.diagnostics.error(where, "example lacks a required parameter", detail)
        value = as_object(example.get("result")).get("value")
        pointer = f"methods/{index}/result/schema"
        self._check_value("example", pointer, value, source, ("examples", number, "result", "value"))

    def _check_value(self, what: str, pointer: str, value: object, source: Source, below: PathInFile) -> None:
        validator = Validator({"$ref": f"{_BUNDLE}#/{pointer}"}, {_BUNDLE: self.spec.bundle})
        for error in validator.errors(value):
            if error.validator == "enum" and as_object(cast("object", error.schema)).get("x-open-enum"):
                continue
            path = ".".join(str(part) for part in error.absolute_path) or "the value"
            where = source.at(*below, *error.absolute_path)
            self.diagnostics.error(where, f"{what} does not validate", f"{path}: {short(error)}")
