"""The bundled spec as test data: every method, example and type, read from openrpc.json and nowhere else."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import yaml
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BUNDLE: Mapping[str, Any] = json.loads(files("groundwire_api.studio").joinpath("openrpc.json").read_bytes())
SCHEMAS: Mapping[str, Any] = BUNDLE["components"]["schemas"]
# Python names are part of the public contract; this file is where they are promised.
NAMES: Mapping[str, Any] = yaml.load(
    (Path(__file__).parents[2] / "spec/studio/names.lock.yaml").read_text("utf-8"),
    Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
)

_PREFIX = "#/components/schemas/"


@dataclass(frozen=True)
class Method:
    """One method of the spec."""

    spec: Mapping[str, Any]

    @property
    def wire(self) -> str:
        return self.spec["name"]

    @property
    def params(self) -> Mapping[str, Any]:
        """Schema per parameter."""
        return {param["name"]: param["schema"] for param in self.spec["params"]}

    @property
    def required(self) -> frozenset[str]:
        return frozenset(param["name"] for param in self.spec["params"] if param.get("required"))

    @property
    def result(self) -> Mapping[str, Any]:
        return self.spec["result"]["schema"]

    @property
    def errors(self) -> Mapping[int, str]:
        """Message per declared code."""
        return {error["code"]: error["message"] for error in self.spec["errors"]}

    @property
    def route(self) -> Mapping[str, Any]:
        return self.spec.get("x-http", {})

    @property
    def reply(self) -> str:
        """How the answer travels: envelope, bytes or none."""
        return self.route.get("reply", "envelope")

    @property
    def authenticated(self) -> bool:
        return self.spec.get("x-auth", True)

    def placed(self, place: str) -> list[str]:
        """Parameters that travel in this place of a plain HTTP request, in order."""
        return [name for name, where in self.route.get("params", {}).items() if where == place]

    def stub(self, rpc: object) -> Any:
        """Return the method of a namespace object, found by its promised Python name."""
        for name in NAMES["methods"][self.wire].split("."):
            rpc = getattr(rpc, name)
        return rpc

    def call(self, arguments: Mapping[str, object]) -> Any:
        """Return the call made with these arguments; its function is the wire name with underscores."""
        from groundwire_api.studio import calls

        return getattr(calls, self.wire.replace(".", "_"))(**arguments)


@dataclass(frozen=True)
class Example:
    """One documented exchange."""

    method: Method
    name: str
    params: Mapping[str, Any]
    result: Any

    @classmethod
    def read(cls, method: Method, spec: Mapping[str, Any]) -> Self:
        params = {param["name"]: param["value"] for param in spec["params"]}
        return cls(method, spec["name"], params, spec["result"]["value"])

    @property
    def id(self) -> str:
        return f"{self.method.wire}: {self.name}"

    @property
    def sent(self) -> Mapping[str, Any] | None:
        """What the request carries as `params`."""
        return self.params or {"none": None, "object": {}}[self.method.spec["x-params"]]

    def with_required_only(self) -> Self:
        """Return the same exchange without its optional parameters."""
        return replace(
            self, params={name: self.params[name] for name in self.params if name in self.method.required}
        )


_ALL = [Method(spec) for spec in BUNDLE["methods"]]
METHODS = [method for method in _ALL if method.route.get("path") != "{url}"]
# Files behind addresses that the server hands out; the transfer engine moves them, there is no call.
PRESIGNED = [method for method in _ALL if method not in METHODS]
EXAMPLES = [Example.read(method, spec) for method in METHODS for spec in method.spec["examples"]]


def name_of(schema: Mapping[str, Any]) -> str | None:
    """Return the name of the type a schema refers to."""
    reference = schema.get("$ref")
    return reference.removeprefix(_PREFIX) if reference else None


def resolve(schema: Mapping[str, Any]) -> tuple[str | None, Mapping[str, Any]]:
    """Follow references; return the name of the last one, and the schema itself."""
    name = None
    while (found := name_of(schema)) is not None:
        name, schema = found, SCHEMAS[found]
    return name, schema


def types_of(schema: Mapping[str, Any]) -> frozenset[str]:
    """Return the JSON types a schema states."""
    stated = schema.get("type", ())
    return frozenset([stated] if isinstance(stated, str) else stated)


def is_record(schema: Mapping[str, Any]) -> bool:
    """Whether a schema becomes a class: an object with properties."""
    return "properties" in schema and not schema.get("x-free-form")


def fits(value: object, schema: Mapping[str, Any]) -> bool:
    """Whether plain JSON is valid under a schema of the bundle."""
    return Draft202012Validator({**schema, "components": BUNDLE["components"]}).is_valid(value)


def branch_of(value: object, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the alternative of a union that describes `value`, or the schema itself."""
    _, found = resolve(schema)
    alternatives = found.get("anyOf")
    if not alternatives or found.get("x-free-form"):
        return schema
    fitting = [alternative for alternative in alternatives if fits(value, alternative)]
    assert fitting, f"no alternative of {schema} describes {value!r}"
    return branch_of(value, fitting[0])


@dataclass(frozen=True)
class Place:
    """One value inside an example, and what the spec says about it."""

    path: tuple[str | int, ...]
    value: Any
    schema: Mapping[str, Any]
    name: str | None
    lazy: bool = False

    def __str__(self) -> str:
        return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)


def places(value: object, schema: Mapping[str, Any], path: tuple[str | int, ...] = ()) -> Iterator[Place]:
    """Yield `value` and every value inside it that the spec describes."""
    name, found = resolve(branch_of(value, schema))
    yield Place(path, value, found, name, schema.get("x-lazy", False))
    if found.get("x-free-form"):
        return
    if isinstance(value, dict):
        for key, item in value.items():
            inner = found.get("properties", {}).get(key, found.get("additionalProperties"))
            if isinstance(inner, dict):
                yield from places(item, inner, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, _element(found, index), (*path, index))


def _element(schema: Mapping[str, Any], index: int) -> Mapping[str, Any]:
    tuple_items = schema.get("prefixItems", [])
    return tuple_items[index] if index < len(tuple_items) else schema.get("items", {})


def replaced(value: Any, path: tuple[str | int, ...], new: object) -> Any:
    """Return a copy of plain JSON with the value at one place replaced."""
    if not path:
        return new
    copy = list(value) if isinstance(value, list) else dict(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy
