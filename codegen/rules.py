"""Rules that a schema cannot state: references resolve, extension keys name things that exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codegen.jsontypes import JsonObject, as_list, as_object, as_text, member, ref_name, types_of
from codegen.load import references

if TYPE_CHECKING:
    from codegen.diagnostics import Diagnostics
    from codegen.load import Source, Spec

_UNWRITABLE = re.compile(r'["\\\x00-\x1f]')
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_references(spec: Spec, diagnostics: Diagnostics) -> None:
    """Report every `$ref` whose target does not exist."""
    components = as_object(as_object(spec.root.data).get("components"))
    known = {
        "schemas": set(spec.schemas),
        "errors": set(as_object(components.get("errors"))),
        "tags": set(as_object(components.get("tags"))),
    }
    parts = [(as_object(source.file.data).get(name), source) for name, (_, source) in spec.methods.items()]
    parts += [*spec.schemas.values()]
    for value, source in parts:
        for path, target in references(value):
            kind, _, name = target.removeprefix("#/components/").partition("/")
            if name not in known.get(kind, set()):
                diagnostics.error(
                    source.at(*path),
                    f"unknown reference {target!r}",
                    f"there is no such entry in components.{kind}",
                )
    for common in as_list(as_object(spec.root.data).get("x-common-errors")):
        if common not in known["errors"]:
            where = spec.root.at(("x-common-errors",))
            diagnostics.error(where, f"unknown error {common!r}", "define it in components.errors")


def check_rules(spec: Spec, diagnostics: Diagnostics) -> None:
    """Run every rule on every method and schema."""
    declared = member(spec.root.data, "x-platform", "name")
    if declared != spec.name:
        where = spec.root.at(("x-platform", "name"))
        diagnostics.error(
            where, f"platform is named {declared!r}", f"its folder is {spec.name!r}; make them equal"
        )
    _check_id_prefixes(spec, diagnostics)
    _check_id_conversions(spec, diagnostics)
    for name, (schema, source) in spec.schemas.items():
        _check_schema(spec, name, schema, source, diagnostics)
    for name, (method, source) in spec.methods.items():
        _check_params(spec, name, method, source, diagnostics)
        _check_paging(spec, name, method, source, diagnostics)
        _check_http(name, method, source, diagnostics)


def _check_id_prefixes(spec: Spec, diagnostics: Diagnostics) -> None:
    seen: dict[str, str] = {}
    for name, (schema, source) in spec.schemas.items():
        prefix = as_text(member(schema, "x-id", "prefix"))
        if not prefix:
            continue
        if prefix in seen:
            detail = f"{seen[prefix]} has it too; a prefix names one kind"
            diagnostics.error(source.at("x-id", "prefix"), f"duplicate id prefix {prefix!r}", detail)
        seen.setdefault(prefix, name)


def _check_id_conversions(spec: Spec, diagnostics: Diagnostics) -> None:
    for name, (schema, source) in spec.schemas.items():
        target = as_text(member(schema, "x-id", "same-number-as"))
        if target and (target == name or not member(spec.schemas.get(target, ({}, source))[0], "x-id")):
            where = source.at("x-id", "same-number-as")
            diagnostics.error(where, f"unknown id class {target!r}", "name another type with x-id")


def _check_schema(
    spec: Spec, name: str, schema: JsonObject, source: Source, diagnostics: Diagnostics
) -> None:
    properties = as_object(schema.get("properties"))
    for index, required in enumerate(as_list(schema.get("required"))):
        if required not in properties:
            where = source.at("required", index)
            diagnostics.error(where, f"{name} requires {required!r}", "it has no property of that name")
    hot = bool(schema.get("x-hot"))
    for key in properties:
        _check_property(spec, name, key, source, diagnostics)
    if hot and not properties:
        diagnostics.error(
            source.at("x-hot"), f"{name} is hot but has no properties", "only objects can be structs"
        )
    if properties:
        _check_kinds(spec, name, schema, source, diagnostics, hot=hot)


def _check_kinds(
    spec: Spec, name: str, schema: JsonObject, source: Source, diagnostics: Diagnostics, *, hot: bool
) -> None:
    """Report a plain type inside a hot one, and the reverse; aliases are looked through."""
    for path, target in references(schema):
        for other in sorted(models_behind(spec, ref_target(target), set())):
            if bool(spec.schemas[other][0].get("x-hot")) != hot:
                words = ("hot", "plain") if hot else ("plain", "hot")
                detail = (
                    f"{other} is {words[1]}; two libraries read the two kinds, so mark both x-hot or neither"
                )
                diagnostics.error(
                    source.at(*path), f"{name} is {words[0]} and refers to a {words[1]} type", detail
                )


def ref_target(reference: str) -> str:
    """Return the name at the end of a reference."""
    return reference.rpartition("/")[2]


def models_behind(spec: Spec, name: str, seen: set[str]) -> set[str]:
    """Return the classes that a name stands for, directly or through aliases."""
    if name in seen or name not in spec.schemas:
        return set()
    schema = spec.schemas[name][0]
    if as_object(schema.get("properties")) and not schema.get("x-free-form"):
        return {name}
    below = [models_behind(spec, ref_target(target), seen | {name}) for _, target in references(schema)]
    return {model for found in below for model in found}


def _check_property(spec: Spec, name: str, key: str, source: Source, diagnostics: Diagnostics) -> None:
    schema = spec.schemas[name][0]
    value, hot = as_object(member(schema, "properties", key)), bool(schema.get("x-hot"))
    here = ("properties", key)
    if hot and _UNWRITABLE.search(key):
        detail = "msgspec takes no quotes, backslashes or control characters in names; make the type plain"
        diagnostics.error(source.at(*here), f"{key!r} cannot be a field of a struct", detail)
    if value.get("x-lazy") and not hot:
        diagnostics.error(
            source.at(*here, "x-lazy"), f"{name}.{key} is lazy", "x-lazy is for properties of x-hot types"
        )
    if value.get("x-alias") and hot:
        diagnostics.error(
            source.at(*here, "x-alias"),
            f"{name}.{key} has x-alias",
            "in a hot type each spelling is a property",
        )
    if value.get("x-sensitive") and hot:
        diagnostics.error(
            source.at(*here, "x-sensitive"),
            f"{name}.{key} is sensitive",
            "a hot type shows all it has; make it plain",
        )
    target = as_text(value.get("x-id-text"))
    if target and not member(spec.schemas.get(target, ({}, source))[0], "x-id"):
        diagnostics.error(
            source.at(*here, "x-id-text"), f"unknown id class {target!r}", "name a type with x-id"
        )


def _check_params(
    spec: Spec, name: str, method: JsonObject, source: Source, diagnostics: Diagnostics
) -> None:
    seen: set[str] = set()
    params = [as_object(item) for item in as_list(method.get("params"))]
    for index, param in enumerate(params):
        wire = as_text(param.get("name"))
        if wire in seen:
            diagnostics.error(
                source.at("params", index), f"duplicate parameter {wire!r}", f"{name} names it twice"
            )
        seen.add(wire)
        target = as_text(member(param, "schema", "x-id-text"))
        if target and not member(spec.schemas.get(target, ({}, source))[0], "x-id"):
            where = source.at("params", index, "schema", "x-id-text")
            diagnostics.error(where, f"unknown id class {target!r}", "name a type with x-id")
    in_protocol = [
        p for p in params if as_text(p.get("name")) not in as_object(member(method, "x-http", "params"))
    ]
    if member(spec.root.data, "x-platform", "protocol") == "jsonrpc" and method.get("x-rpc") is not False:
        bare = not any(param.get("required") for param in in_protocol) and not as_object(
            member(method, "x-http", "params")
        )
        if bare and "x-params" not in method:
            diagnostics.error(
                source.at(),
                f"{name} lacks 'x-params'",
                "it can be called without parameters: say none (null) or object ({})",
            )
        if not bare and "x-params" in method:
            diagnostics.error(
                source.at("x-params"), f"{name} has 'x-params'", "it always has parameters; remove the key"
            )
    replaced = as_text(method.get("x-replaced-by"))
    if replaced and replaced not in spec.methods:
        diagnostics.error(
            source.at("x-replaced-by"), f"unknown method {replaced!r}", "name a method of this platform"
        )
    if replaced and not method.get("deprecated"):
        diagnostics.error(
            source.at("x-replaced-by"), f"{name} is replaced but not deprecated", "add deprecated: true"
        )


def _check_paging(
    spec: Spec, name: str, method: JsonObject, source: Source, diagnostics: Diagnostics
) -> None:
    paging = as_object(method.get("x-paging"))
    if not paging:
        return
    params = {as_text(as_object(item).get("name")) for item in as_list(method.get("params"))}
    for key in ("request", "limit"):
        value = as_text(paging.get(key))
        if value and value not in params:
            diagnostics.error(
                source.at("x-paging", key),
                f"paging names the parameter {value!r}",
                f"{name} has {', '.join(sorted(params))}",
            )
    result = as_object(member(method, "result", "schema"))
    if ref_name(result) in spec.schemas:
        result = spec.schemas[ref_name(result)][0]
    fields = as_object(result.get("properties"))
    for key in ("reply", "items"):
        value = as_text(paging.get(key))
        if value and value not in fields:
            diagnostics.error(
                source.at("x-paging", key),
                f"paging names the reply field {value!r}",
                f"the reply has {', '.join(fields)}",
            )
    items = as_object(fields.get(as_text(paging.get("items"))))
    if items and "array" not in types_of(items) and not ref_name(items):
        diagnostics.error(
            source.at("x-paging", "items"),
            "paging items are not an array",
            "name the field that holds the list",
        )


def _check_http(name: str, method: JsonObject, source: Source, diagnostics: Diagnostics) -> None:
    http = as_object(method.get("x-http"))
    if not http:
        if method.get("x-rpc") is False:
            diagnostics.error(source.at("x-rpc"), f"{name} has no x-http", "a plain endpoint needs its route")
        return
    params = {as_text(as_object(item).get("name")) for item in as_list(method.get("params"))}
    places = {key: as_text(value) for key, value in as_object(http.get("params")).items()}
    for key in places:
        if key not in params:
            diagnostics.error(
                source.at("x-http", "params", key),
                f"x-http places the parameter {key!r}",
                f"{name} has no such parameter",
            )
    in_path = {key for key, place in places.items() if place == "path"}
    wanted = set(_PLACEHOLDER.findall(as_text(http.get("path"))))
    for key in sorted(wanted ^ in_path):
        diagnostics.error(
            source.at("x-http", "path"),
            f"path and parameters differ in {key!r}",
            "each {name} needs a parameter placed in path, and the reverse",
        )
    if http.get("verb") == "GET" and any(place in {"form", "file", "body"} for place in places.values()):
        diagnostics.error(
            source.at("x-http", "verb"),
            f"{name} sends a body with GET",
            "use POST, or place the parameters in the query",
        )
    if sum(place == "body" for place in places.values()) > 1:
        diagnostics.error(
            source.at("x-http", "params"), f"{name} has two bodies", "at most one parameter is the whole body"
        )
