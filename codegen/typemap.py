"""From a schema to a Python type, for each place a type can stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from codegen.jsontypes import (
    JsonObject,
    as_list,
    as_object,
    as_text,
    is_list,
    is_object,
    member,
    ref_name,
    types_of,
)
from codegen.pytypes import (
    BOOL,
    BYTES,
    DATE,
    DATETIME,
    DICT,
    FILE_PART,
    FLOAT,
    INT,
    JSON,
    LIST,
    MAPPING,
    NONE,
    SEQUENCE,
    STR,
    TUPLE,
    Generic,
    Ref,
    TypeExpr,
    union,
)
from codegen.pytypes import Literal as LiteralType

if TYPE_CHECKING:
    from collections.abc import Callable

    from codegen.lift import NamedSchema

# reply: what a client reads; argument: what it accepts; server: what a server reads.
Use: TypeAlias = Literal["reply", "argument", "server"]

_SCALARS = {"string": STR, "integer": INT, "number": FLOAT, "boolean": BOOL, "null": NONE}


@dataclass(slots=True)
class TypeMapper:
    """Maps schemas of one platform.

    Attributes:
        package: Import path of the generated package.
        schemas: Every named schema.
        names: Python name of each.
        uids: Name of the alias of everything that stands for an identifier, by wire type name.
    """

    package: str
    schemas: dict[str, NamedSchema]
    names: dict[str, str]
    uids: dict[str, str]

    def is_model(self, name: str) -> bool:
        """Whether a named schema becomes a class."""
        schema = self.schemas[name].schema
        return bool(as_object(schema.get("properties"))) and not schema.get("x-free-form")

    def is_id(self, name: str) -> bool:
        """Whether a named schema is an identifier."""
        return name in self.uids

    def map(self, schema: JsonObject, use: Use) -> TypeExpr:  # noqa: PLR0911 - one return per kind of schema
        """Return the type of `schema` in one use."""
        name = ref_name(schema)
        if name:
            return self._reference(name, use)
        if as_text(schema.get("x-id-text")):
            return self._id_text(schema, use)
        if schema.get("x-free-form"):
            return self._free_form(schema, use)
        if "const" in schema:
            return LiteralType((cast("str", schema["const"]),))
        if "enum" in schema:
            return self._enum(schema)
        for key in ("anyOf", "oneOf"):
            if key in schema:
                return union(*(self.map(as_object(item), use) for item in as_list(schema[key])))
        kinds = types_of(schema)
        return union(*(self._typed(kind, schema, use) for kind in kinds)) if kinds else JSON

    def model_in(self, schema: JsonObject) -> set[str]:
        """Return the wire names of the classes a schema mentions."""
        found: set[str] = set()
        self._visit(schema, found, set())
        return found

    def _visit(self, schema: object, found: set[str], seen: set[str]) -> None:
        name = ref_name(schema)
        if name in self.schemas and name not in seen:
            seen.add(name)
            if self.is_model(name):
                found.add(name)
            else:
                self._visit(self.schemas[name].schema, found, seen)
        for item in [*as_object(schema).values(), *as_list(schema)]:
            if is_object(item) or is_list(item):
                self._visit(item, found, seen)

    def _reference(self, name: str, use: Use) -> TypeExpr:
        if name not in self.schemas:
            return JSON
        if self.is_id(name):
            ids = f"{self.package}.ids"
            return Ref(ids, self.uids[name], alias=True) if use == "argument" else Ref(ids, self.names[name])
        schema = self.schemas[name].schema
        if self.is_model(name):
            return Ref(f"{self.package}.models", self.names[name])
        if use == "reply" or "enum" in schema:
            return Ref(f"{self.package}.models", self.names[name], alias=not self.map(schema, use).is_class)
        return self.map(schema, use)

    def _id_text(self, schema: JsonObject, use: Use) -> TypeExpr:
        target = as_text(schema["x-id-text"])
        if use == "reply" or target not in self.uids:
            return STR
        nullable = (NONE,) if "null" in types_of(schema) else ()
        return union(self._reference(target, use), *nullable)

    def _free_form(self, schema: JsonObject, use: Use) -> TypeExpr:
        containers: dict[str, TypeExpr] = {
            "object": Generic(MAPPING if use == "argument" else DICT, (STR, JSON)),
            "array": Generic(SEQUENCE if use == "argument" else LIST, (JSON,)),
        }
        kinds = types_of(schema)
        if not kinds or len(set(kinds) - {"null"}) > 1:
            return JSON
        return union(*(containers.get(kind) or _SCALARS.get(kind, JSON) for kind in kinds))

    def _enum(self, schema: JsonObject) -> TypeExpr:
        values = as_list(schema["enum"])
        known = tuple(cast("str", value) for value in values if value is not None)
        parts: list[TypeExpr] = [LiteralType(known)] if known else []
        if schema.get("x-open-enum"):
            parts += dict.fromkeys(_SCALARS[_json_type(value)] for value in known)
        if None in values or "null" in types_of(schema):
            parts.append(NONE)
        return union(*parts)

    def _typed(self, kind: str, schema: JsonObject, use: Use) -> TypeExpr:
        if kind == "array":
            return self._array(schema, use)
        if kind == "object":
            below = as_object(schema.get("additionalProperties"))
            value = self.map(below, use) if below else JSON
            return Generic(MAPPING if use == "argument" else DICT, (STR, value))
        if kind == "string":
            return self._string(as_text(schema.get("format")), use)
        return _SCALARS.get(kind, JSON)

    def _string(self, form: str, use: Use) -> TypeExpr:
        if form == "binary":
            return BYTES
        if form in {"date-time", "date"} and use != "server":
            parsed = DATETIME if form == "date-time" else DATE
            return union(parsed, STR) if use == "argument" else parsed
        return STR

    def _array(self, schema: JsonObject, use: Use) -> TypeExpr:
        fixed = [self.map(as_object(item), use) for item in as_list(schema.get("prefixItems"))]
        if fixed and not as_object(schema.get("items")):
            return Generic(TUPLE, tuple(fixed))
        below = as_object(schema.get("items"))
        item = self.map(below, use) if below else JSON
        return Generic(SEQUENCE if use == "argument" else LIST, (item,))

    def file_argument(self, schema: JsonObject) -> TypeExpr:
        """Return the type of a parameter sent as multipart parts."""
        target = self.schemas.get(ref_name(schema))
        kinds = types_of(target.schema if target else schema)
        return union(FILE_PART, Generic(SEQUENCE, (FILE_PART,))) if "array" in kinds else FILE_PART

    def convert(self, schema: JsonObject, name: str) -> str:
        """Return the expression of the wire value of the argument `name`; empty when it is sent as it is."""
        return self._convert(schema, name, 0)

    def _convert(self, schema: JsonObject, name: str, depth: int) -> str:
        target = ref_name(schema)
        if self.is_id(target):
            method = "wire_text" if member(self.schemas[target].schema, "x-id", "wire") == "text" else "wire"
            return f"{self.names[target]}.{method}({name})"
        if target in self.schemas and not self.is_model(target):
            return self._convert(self.schemas[target].schema, name, depth)
        text_of = as_text(schema.get("x-id-text"))
        if text_of in self.uids:
            return self._nullable(schema, name, f"{self.names[text_of]}.wire_text({name})")
        branches = [as_object(item) for key in ("anyOf", "oneOf") for item in as_list(schema.get(key))]
        real = [item for item in branches if types_of(item) != ["null"]]
        if len(real) == 1:
            inner = self._convert(real[0], name, depth)
            return f"None if {name} is None else {inner}" if inner and len(branches) > 1 else inner
        return self._convert_container(schema, name, depth)

    def _convert_container(self, schema: JsonObject, name: str, depth: int) -> str:
        kinds = set(types_of(schema)) - {"null"}
        one = f"item{depth or ''}"
        write: Callable[[str], str]
        if kinds == {"array"}:
            inner, write = (
                self._convert(as_object(schema.get("items")), one, depth + 1),
                f"[{{}} for {one} in {name}]".format,
            )
        elif kinds == {"object"}:
            below = as_object(schema.get("additionalProperties"))
            inner = self._convert(below, one, depth + 1)
            write = f"{{{{key: {{}} for key, {one} in {name}.items()}}}}".format
        else:
            return ""
        return self._nullable(schema, name, write(inner)) if inner else ""

    @staticmethod
    def _nullable(schema: JsonObject, name: str, inner: str) -> str:
        return f"None if {name} is None else {inner}" if "null" in types_of(schema) else inner


def _json_type(value: object) -> str:
    return (
        "boolean"
        if isinstance(value, bool)
        else "integer"
        if isinstance(value, int)
        else "string"
        if isinstance(value, str)
        else "number"
    )
