"""From the methods of a spec to their intermediate representation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from codegen.filters import literal
from codegen.ir import Example, Failure, Http, Method, Paging, Param, Place
from codegen.jsontypes import JsonObject, as_list, as_object, as_text, is_list, member, ref_name
from codegen.load import domain_of
from codegen.names import pascal

if TYPE_CHECKING:
    from codegen.lift import Lifter
    from codegen.load import Source, Spec
    from codegen.names import Names
    from codegen.typemap import TypeMapper

_BODYLESS = {"GET", "HEAD", "DELETE"}


@dataclass(frozen=True, slots=True)
class LiftedMethod:
    """Schemas of a method without inline objects."""

    params: dict[str, JsonObject]
    result: JsonObject


@dataclass(frozen=True, slots=True)
class MethodLowerer:
    """Lowers the methods of one platform."""

    spec: Spec
    names: Names
    lifter: Lifter
    mapper: TypeMapper

    def lift(self) -> dict[str, LiftedMethod]:
        """Lift inline objects out of every method; must happen before types are named."""
        result: dict[str, LiftedMethod] = {}
        for name, (method, source) in self.spec.methods.items():
            params: dict[str, JsonObject] = {}
            for item in map(as_object, as_list(method.get("params"))):
                wire = as_text(item.get("name"))
                params[wire] = self.lifter.lift(item.get("schema"), pascal(name) + pascal(wire), source)
            reply = self.lifter.lift(member(method, "result", "schema"), f"{pascal(name)}Result", source)
            result[name] = LiftedMethod(params, reply)
        return result

    def lower(self, lifted: dict[str, LiftedMethod]) -> list[Method]:
        """Return every method, in the order of the spec."""
        return [self._method(name, *self.spec.methods[name], lifted[name]) for name in self.spec.methods]

    def _method(self, wire: str, method: JsonObject, source: Source, lifted: LiftedMethod) -> Method:
        items = [as_object(item) for item in as_list(method.get("params"))]
        params = [
            self._param(wire, index, item, lifted.params[as_text(item.get("name"))])
            for index, item in enumerate(items)
        ]
        hot = self._is_hot(wire, source, lifted.result)
        return Method(
            wire=wire,
            path=self.names.method(wire, as_text(method.get("x-python")), source.at()),
            domain=domain_of(source),
            summary=as_text(method.get("summary")),
            description=as_text(method.get("description")),
            params=tuple(params),
            result=self.mapper.map(lifted.result, "reply"),
            result_description=as_text(member(method, "result", "description"))
            or as_text(member(method, "result", "schema", "description"))
            or self._described(lifted.result),
            hot=hot,
            failures=self._failures(method),
            examples=tuple(
                self._example(as_object(item), params, lifted) for item in as_list(method.get("examples"))
            ),
            paging=_paging(method),
            http=_http(method),
            timeout=as_text(method.get("x-timeout")) or "rpc",
            idempotent=bool(method.get("x-idempotent")),
            authenticated=method.get("x-auth") is not False,
            null_params=method.get("x-params") == "none",
            progress=as_text(method.get("x-progress")),
            deprecated=bool(method.get("deprecated")),
            replaced_by=as_text(method.get("x-replaced-by")),
            since=as_text(method.get("x-since")),
            source=source.file.name,
            platform=self.spec.name,
        )

    def _is_hot(self, wire: str, source: Source, result: JsonObject) -> bool:
        """Whether msgspec reads the answer: it is made of structs, or of no class at all."""
        kinds = {bool(self.mapper.schemas[name].schema.get("x-hot")) for name in self.mapper.model_in(result)}
        if len(kinds) > 1:
            detail = "two libraries read the two kinds; mark all types of the answer x-hot, or none"
            self.lifter.diagnostics.error(source.at("result"), f"{wire} answers hot and plain types", detail)
        return False not in kinds

    def _described(self, result: JsonObject) -> str:
        """Return the description of the type a result refers to."""
        items = as_object(result.get("items"))
        target = self.mapper.schemas.get(ref_name(result) or ref_name(items))
        text = as_text(target.schema.get("description")) if target else ""
        return f"Items: {text}" if text and items else text

    def _param(self, owner: str, index: int, item: JsonObject, schema: JsonObject) -> Param:
        method, source = self.spec.methods[owner]
        wire = as_text(item.get("name"))
        target = self.mapper.schemas.get(ref_name(schema))
        inherited = target.schema if target else {}
        place = cast("Place", as_text(member(method, "x-http", "params", wire)) or "protocol")
        name = self.names.param(owner, wire, as_text(item.get("x-python")), source.at("params", index))
        is_file = place == "file"
        return Param(
            wire=wire,
            name=name,
            type=self.mapper.file_argument(schema) if is_file else self.mapper.map(schema, "argument"),
            server_type=self.mapper.map(schema, "server"),
            required=bool(item.get("required")),
            description=as_text(item.get("description")) or as_text(inherited.get("description")),
            convert="" if is_file else self.mapper.convert(schema, name),
            place=place,
            sensitive=bool(schema.get("x-sensitive") or inherited.get("x-sensitive")),
            deprecated=bool(item.get("deprecated")),
            since=as_text(item.get("x-since")),
            replaced_by=as_text(item.get("x-replaced-by")),
            schema=schema,
        )

    def _failures(self, method: JsonObject) -> tuple[Failure, ...]:
        return failures(self.spec, as_list(method.get("errors")))

    def _example(self, example: JsonObject, params: list[Param], lifted: LiftedMethod) -> Example:
        by_wire = {param.wire: param for param in params}
        given = [
            (as_text(member(item, "name")), member(item, "value")) for item in as_list(example.get("params"))
        ]
        arguments = [
            (by_wire[wire].name, self._argument(by_wire[wire], lifted.params[wire], value))
            for wire, value in given
            if wire in by_wire
        ]
        return Example(
            name=as_text(example.get("name")),
            description=as_text(example.get("description")),
            params=tuple(given),
            arguments=tuple(arguments),
            result=member(example, "result", "value"),
        )

    def _argument(self, param: Param, schema: JsonObject, value: object) -> str:
        """Return the Python expression of an example value."""
        if param.is_file:
            values = as_list(value) if is_list(value) else [value]
            parts = [
                f"FilePart({literal(param.wire)}, {literal(as_text(item))}, Path({literal(as_text(item))}))"
                for item in values
            ]
            return f"[{', '.join(parts)}]" if is_list(value) else parts[0]
        return self._expression(schema, value)

    def _expression(self, schema: JsonObject, value: object) -> str:
        name = ref_name(schema)
        if name in self.mapper.schemas:
            if not self.mapper.is_model(name):
                return self._expression(self.mapper.schemas[name].schema, value)
            hot = self.mapper.schemas[name].schema.get("x-hot")
            model = self.mapper.names[name]
            return (
                f"msgspec.convert({literal(value)}, {model})"
                if hot
                else f"{model}.model_validate({literal(value)})"
            )
        if is_list(value) and as_object(schema.get("items")):
            below = as_object(schema["items"])
            return f"[{', '.join(self._expression(below, item) for item in value)}]"
        return literal(value)


def _paging(method: JsonObject) -> Paging | None:
    paging = as_object(method.get("x-paging"))
    if not paging:
        return None
    return Paging(*(as_text(paging.get(key)) for key in ("style", "request", "reply", "items", "limit")))


def _http(method: JsonObject) -> Http | None:
    http = as_object(method.get("x-http"))
    if not http:
        return None
    places = {key: as_text(value) for key, value in as_object(http.get("params")).items()}
    wires = [as_text(member(item, "name")) for item in as_list(method.get("params"))]
    query = tuple(wire for wire in wires if places.get(wire) == "query")
    in_body = [wire for wire in wires if places.get(wire) not in {"path", "query"}]
    verb = as_text(http.get("verb"))
    kinds = set(places.values())
    if "file" in kinds:
        body = "multipart"
    elif "form" in kinds:
        body = "form"
    else:
        body = "json" if in_body or (verb not in _BODYLESS and method.get("x-rpc") is not False) else "none"
    return Http(verb, as_text(http.get("path")), query, body, as_text(http.get("reply")))


def common_failures(spec: Spec) -> tuple[Failure, ...]:
    """Return the errors that every method may answer."""
    components = as_object(member(spec.root.data, "components", "errors"))
    names = [as_text(name) for name in as_list(member(spec.root.data, "x-common-errors"))]
    return failures(spec, [components[name] for name in names if name in components])


def failures(spec: Spec, errors: list[object]) -> tuple[Failure, ...]:
    """Return errors, written out as in the bundle, with their names; by code, then by name."""
    components = as_object(member(spec.root.data, "components", "errors"))
    names = {(member(item, "code"), member(item, "message")): name for name, item in components.items()}
    common = as_list(member(spec.root.data, "x-common-errors"))
    found: list[Failure] = []
    for item in errors:
        code, message = cast("int", member(item, "code")), as_text(member(item, "message"))
        name = names.get((code, message), "")
        found.append(Failure(name, code, message, name in common))
    return tuple(sorted(found, key=lambda item: (item.code, item.name)))
