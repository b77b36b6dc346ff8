"""Class bodies from datamodel-code-generator, called in process on a plain document of our making."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from codegen.diagnostics import ToolError
from codegen.jsontypes import JsonObject, as_list, as_object, as_text, ref_name, types_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codegen.ir import Field, Model
    from codegen.typemap import TypeMapper

# Output of another release differs; moving to one is a change of its own.
PINNED = "0.89.0"

_REF = "#/components/schemas/"
_JSON = f"{_REF}Json"
_BASES = {False: "groundwire._core.bound.Model", True: "groundwire._core.hot.HotModel"}
_UNIONS = ("anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class Classes:
    """What the model generator made.

    Attributes:
        nodes: Class by Python name.
        imports: Module, and name with its alias, of each imported name.
    """

    nodes: dict[str, ast.ClassDef]
    imports: dict[str, tuple[str, str]]


def generate_classes(models: list[Model], mapper: TypeMapper, *, hot: bool) -> Classes:
    """Return the classes of models that are all hot, or none of them."""
    if not models:
        return Classes({}, {})
    require_pinned()
    tree = ast.parse(_run(models, mapper, hot=hot))
    imports = {
        item.asname or item.name: (
            node.module or "",
            f"{item.name} as {item.asname}" if item.asname else item.name,
        )
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for item in node.names
    }
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    expected = {model.name for model in models}
    if set(classes) != expected:
        raise ToolError(f"datamodel-code-generator made other classes: {sorted(set(classes) ^ expected)}")
    return Classes(classes, imports)


def require_pinned() -> None:
    """Refuse any other release of the model generator."""
    found = version("datamodel-code-generator")
    if found != PINNED:
        raise ToolError(
            f"datamodel-code-generator is {found}, the output is pinned to {PINNED}; install that release"
        )


def _run(models: list[Model], mapper: TypeMapper, *, hot: bool) -> str:
    from datamodel_code_generator import InputFileType, PythonVersion, generate
    from datamodel_code_generator.enums import DataModelType
    from datamodel_code_generator.parser import LiteralType

    schemas: dict[str, object] = {model.name: _object(model, mapper, hot=hot) for model in models}
    overrides = {"Json": "groundwire._core.call.Json"}
    for wire, name in mapper.names.items():
        if not mapper.is_model(wire):
            module = "ids" if mapper.is_id(wire) else "models"
            overrides[name] = f"{mapper.package}.{module}.{name}"
    # Overridden names need some schema; its content is not looked at.
    schemas.update({name: {"type": "integer"} for name in overrides})
    document: dict[str, object] = {
        "openapi": "3.1.0",
        "info": {"title": "models", "version": "0"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    result = generate(
        document,
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.MsgspecStruct if hot else DataModelType.PydanticV2BaseModel,
        base_class=_BASES[hot],
        target_python_version=PythonVersion.PY_311,
        aliases=_aliases(models, hot=hot),
        type_overrides=overrides,
        enum_field_as_literal=LiteralType.All,
        field_extra_keys={"repr"},
        strict_nullable=True,
        use_annotated=True,
        use_standard_collections=True,
        use_union_operator=True,
        use_tuple_for_fixed_items=True,
        disable_timestamp=True,
        formatters=[],
    )
    if not isinstance(result, str):
        raise ToolError("datamodel-code-generator returned no text")
    return result


def _aliases(models: list[Model], *, hot: bool) -> Mapping[str, str | list[str]]:
    result: dict[str, str | list[str]] = {}
    for model in models:
        for field in model.fields:
            if field.aliases and not hot and not field.renamed:
                result[f"{model.name}.{field.wire}"] = [field.wire, *field.aliases]
            elif field.renamed:
                result[f"{model.name}.{field.wire}"] = field.name
    return result


def _object(model: Model, mapper: TypeMapper, *, hot: bool) -> JsonObject:
    properties = {field.wire: _property(field, mapper, hot=hot) for field in model.fields}
    # An optional field of a struct reads null as absent: required and nullable here, its default comes later.
    required = [field.wire for field in model.fields if field.required or hot]
    return {"type": "object", "properties": properties, "required": required}


def _property(field: Field, mapper: TypeMapper, *, hot: bool) -> JsonObject:
    result = simplify(field.schema, mapper)
    if hot:
        return result if field.required else _nullable(result)
    if field.has_default and not field.required and _plain_default(field):
        result = {**result, "default": field.default}
    if field.sensitive:
        result = {**result, "repr": False}
    return result


def _plain_default(field: Field) -> bool:
    """Whether a default can stand in the class: null is it anyway, text of a date is not a date."""
    return field.default is not None and as_text(field.schema.get("format")) not in {"date", "date-time"}


def _nullable(schema: JsonObject) -> JsonObject:
    if schema.get("$ref") == _JSON:
        return schema
    branches = [as_object(item) for item in as_list(schema.get("anyOf"))] or [schema]
    if {"type": "null"} in branches:
        return schema
    return {"anyOf": [*branches, {"type": "null"}]}


def simplify(schema: JsonObject, mapper: TypeMapper) -> JsonObject:
    """Return a schema with nothing but its shape: no texts, no limits, no keys of ours."""
    name = ref_name(schema)
    if name:
        return {"$ref": _REF + mapper.names[name]} if name in mapper.names else {"$ref": _JSON}
    if schema.get("x-id-text"):
        schema = {"type": schema.get("type", "string")}
    if schema.get("x-free-form") and len(set(types_of(schema)) - {"null"}) != 1:
        return {"$ref": _JSON}
    if "const" in schema:
        return {"const": schema["const"]}
    if "enum" in schema:
        return _enum(schema)
    for key in _UNIONS:
        if key in schema:
            return _union([simplify(as_object(item), mapper) for item in as_list(schema[key])])
    kinds = types_of(schema)
    return _union([_typed(kind, schema, mapper) for kind in kinds]) if kinds else {"$ref": _JSON}


def _union(branches: list[JsonObject]) -> JsonObject:
    if {"$ref": _JSON} in branches:
        return {"$ref": _JSON}
    flat = [item for branch in branches for item in (as_list(branch.get("anyOf")) or [branch])]
    return as_object(flat[0]) if len(flat) == 1 else {"anyOf": flat}


def _enum(schema: JsonObject) -> JsonObject:
    values = [value for value in as_list(schema["enum"]) if value is not None]
    kinds = dict.fromkeys("integer" if isinstance(value, int) else "string" for value in values)
    branches: list[JsonObject] = [
        {"type": kind, "enum": [value for value in values if isinstance(value, int) == (kind == "integer")]}
        for kind in kinds
    ]
    if schema.get("x-open-enum"):
        branches.extend({"type": kind} for kind in kinds)
    if None in as_list(schema["enum"]) or "null" in types_of(schema):
        branches.append({"type": "null"})
    return _union(branches)


def _typed(kind: str, schema: JsonObject, mapper: TypeMapper) -> JsonObject:
    free = bool(schema.get("x-free-form"))
    if kind == "array":
        fixed = [simplify(as_object(item), mapper) for item in as_list(schema.get("prefixItems"))]
        if fixed and not as_object(schema.get("items")):
            count = len(fixed)
            return {
                "type": "array",
                "prefixItems": fixed,
                "items": False,
                "minItems": count,
                "maxItems": count,
            }
        below = as_object(schema.get("items"))
        return {"type": "array", "items": simplify(below, mapper) if below and not free else {"$ref": _JSON}}
    if kind == "object":
        below = as_object(schema.get("additionalProperties"))
        value = simplify(below, mapper) if below and not free else {"$ref": _JSON}
        return {"type": "object", "additionalProperties": value}
    if kind == "string" and schema.get("format") in {"binary", "date", "date-time"}:
        return {"type": "string", "format": schema["format"]}
    return {"type": kind}
