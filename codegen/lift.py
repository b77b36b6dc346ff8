"""Give every inline object a name of its own, so that all models stand at the top level."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codegen.jsontypes import JsonObject, as_list, as_object, as_text, is_list, is_object, ref_name
from codegen.load import Source, Spec, domain_of, references
from codegen.merge import merge_arrays
from codegen.names import pascal
from codegen.rules import models_behind

if TYPE_CHECKING:
    from codegen.diagnostics import Diagnostics

_UNIONS = ("anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class NamedSchema:
    """A schema with a name: from the spec, or lifted out of another.

    Attributes:
        name: Wire name of the type.
        schema: The schema, free of inline objects below the top.
        source: Where it stands.
        domain: Domain it belongs to.
        parent: What it was lifted out of; empty for a schema that the spec names.
    """

    name: str
    schema: JsonObject
    source: Source
    domain: str
    parent: str = ""


@dataclass(slots=True)
class Lifter:
    """Walks schemas and collects what it lifts."""

    spec: Spec
    diagnostics: Diagnostics
    found: dict[str, NamedSchema] = field(default_factory=dict[str, NamedSchema])

    def lift_all(self) -> dict[str, NamedSchema]:
        """Lift out of every named schema; return all, named ones first."""
        for name, (schema, source) in self.spec.schemas.items():
            self.found[name] = NamedSchema(name, schema, source, domain_of(source))
        for name, (schema, source) in self.spec.schemas.items():
            hot = bool(schema.get("x-hot"))
            flat = self._inside(self.flatten(schema), name, source, hot=hot)
            self.found[name] = NamedSchema(name, flat, source, domain_of(source))
        return self.found

    def lift(self, schema: object, name: str, source: Source) -> JsonObject:
        """Return `schema` with inline objects replaced by references; `name` names one at the top."""
        models = [
            models_behind(self.spec, target.rpartition("/")[2], set()) for _, target in references(schema)
        ]
        hot = any(self.spec.schemas[item][0].get("x-hot") for found in models for item in found)
        return self._replace(as_object(schema), name, source, hot=hot)

    def flatten(self, schema: JsonObject) -> JsonObject:
        """Merge `allOf` into one object schema."""
        parts = as_list(schema.get("allOf"))
        if not parts:
            return schema
        rest = {key: value for key, value in schema.items() if key != "allOf"}
        if len(parts) == 1 and ref_name(parts[0]) and "properties" not in rest:
            return {**rest, **as_object(parts[0])}
        merged: JsonObject = {"type": "object"}
        properties: JsonObject = {}
        required: list[object] = []
        for part in [*map(as_object, parts), rest]:
            target = self.spec.schemas.get(ref_name(part))
            full = self.flatten(target[0] if target else part)
            properties.update(as_object(full.get("properties")))
            required += [item for item in as_list(full.get("required")) if item not in required]
        merged.update(rest)
        merged.update({"properties": properties, "required": required})
        return merged

    def _replace(self, schema: JsonObject, name: str, source: Source, *, hot: bool) -> JsonObject:
        """Return a reference for an inline object, else the schema with its inside lifted."""
        schema = self.flatten(schema)
        if not as_object(schema.get("properties")) or schema.get("x-free-form"):
            return self._inside(schema, name, source, hot=hot)
        own = pascal(as_text(schema.get("title"))) or name
        nullable = is_list(schema.get("type")) and "null" in as_list(schema.get("type"))
        body: JsonObject = {**schema, "type": "object", **({"x-hot": True} if hot else {})}
        if own in self.found:
            detail = f"{own!r} exists already; move the inline object to components and name it there"
            self.diagnostics.error(source.at(), f"an inline object needs the name {own!r}", detail)
        else:
            self.found[own] = NamedSchema(own, body, source, domain_of(source), name)
            inside = self._inside(body, own, source, hot=hot)
            self.found[own] = NamedSchema(own, inside, source, domain_of(source), name)
        reference: JsonObject = {"$ref": f"#/components/schemas/{own}"}
        kept: JsonObject = {
            key: schema[key] for key in ("description", "default", "deprecated", "x-python") if key in schema
        }
        return {"anyOf": [reference, {"type": "null"}], **kept} if nullable else {**reference, **kept}

    def _inside(self, schema: JsonObject, name: str, source: Source, *, hot: bool) -> JsonObject:
        """Return the schema with everything below it lifted."""
        result = dict(schema)
        if schema.get("x-free-form"):
            return result
        properties = as_object(schema.get("properties"))
        if properties:
            result["properties"] = {
                key: self._replace(as_object(value), name + pascal(key), source, hot=hot)
                for key, value in properties.items()
            }
        if is_object(schema.get("items")):
            result["items"] = self._replace(as_object(schema["items"]), f"{name}Item", source, hot=hot)
        if is_object(schema.get("additionalProperties")):
            below = as_object(schema["additionalProperties"])
            result["additionalProperties"] = self._replace(below, f"{name}Value", source, hot=hot)
        for key in (*_UNIONS, "prefixItems"):
            if key in schema:
                branches = [self.flatten(as_object(item)) for item in as_list(schema[key])]
                lifted = [
                    self._replace(item, f"{name}{pascal(as_text(item.get('type')))}", source, hot=hot)
                    for item in branches
                ]
                result[key] = lifted if key == "prefixItems" else merge_arrays(lifted, self._alias)
        return result

    def _alias(self, name: str) -> JsonObject:
        """Return the schema of a name that is not a class."""
        schema = self.found[name].schema if name in self.found else {}
        return {} if as_object(schema.get("properties")) or schema.get("x-id") else schema
