"""From one validated spec to the intermediate representation of its platform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen.ir import Alias, Domain, Field, IdType, Model, Platform
from codegen.jsontypes import JsonObject, as_list, as_object, as_text, member, ref_name
from codegen.lift import Lifter, NamedSchema
from codegen.load import Spec, bundle_text
from codegen.lower_methods import MethodLowerer, common_failures
from codegen.names import snake
from codegen.typemap import TypeMapper

if TYPE_CHECKING:
    from codegen.diagnostics import Diagnostics
    from codegen.ir import Method
    from codegen.names import Names


@dataclass(frozen=True, slots=True)
class Lowered:
    """A platform, and the schemas its models are made from.

    Attributes:
        platform: What the templates see.
        schemas: Every named schema, lifted ones included.
        mapper: Types of the schemas.
    """

    platform: Platform
    schemas: dict[str, NamedSchema]
    mapper: TypeMapper


def lower(spec: Spec, names: Names, diagnostics: Diagnostics) -> Lowered:
    """Return the representation of `spec`; collisions of names are recorded."""
    lifter = Lifter(spec, diagnostics)
    lifter.lift_all()
    package = f"groundwire_api.{spec.name}"
    mapper = TypeMapper(package, lifter.found, {}, {})
    methods = MethodLowerer(spec, names, lifter, mapper)
    raw = methods.lift()
    for name, schema in lifter.found.items():
        _name_type(name, schema, names, mapper)
    ids = [_id_type(mapper, item) for item in lifter.found.values() if mapper.is_id(item.name)]
    models = [_model(item, mapper, names) for item in lifter.found.values() if mapper.is_model(item.name)]
    aliases = [_alias(item, mapper) for item in lifter.found.values() if _is_alias(item, mapper)]
    lowered = methods.lower(raw)
    _claim_names(spec, lowered, names)
    platform = _platform(spec, ids, _domains(spec, lowered, models, aliases))
    return Lowered(platform, lifter.found, mapper)


def _domains(
    spec: Spec, methods: list[Method], models: list[Model], aliases: list[Alias]
) -> tuple[Domain, ...]:
    titles = {
        as_text(member(tag, "name")): as_text(member(tag, "description")) for tag in _tags(spec).values()
    }
    names = sorted({item.domain for group in (models, aliases, methods) for item in group})
    return tuple(
        Domain(
            name,
            titles.get(name, ""),
            tuple(sorted((item for item in methods if item.domain == name), key=lambda item: item.path)),
            tuple(sorted((item for item in models if item.domain == name), key=lambda item: item.name)),
            tuple(sorted((item for item in aliases if item.domain == name), key=lambda item: item.name)),
        )
        for name in names
    )


def _platform(spec: Spec, ids: list[IdType], domains: tuple[Domain, ...]) -> Platform:
    info = member(spec.root.data, "info")
    return Platform(
        name=spec.name,
        title=as_text(member(info, "title")),
        version=as_text(member(info, "version")),
        description=as_text(member(info, "description")),
        ids=tuple(sorted(ids, key=lambda item: item.name)),
        domains=domains,
        common_failures=common_failures(spec),
        bundle=bundle_text(spec.bundle),
    )


def _tags(spec: Spec) -> JsonObject:
    return as_object(member(spec.root.data, "components", "tags"))


def _name_type(name: str, item: NamedSchema, names: Names, mapper: TypeMapper) -> None:
    python = names.type(name, as_text(item.schema.get("x-python")), item.source.at())
    mapper.names[name] = python
    if item.schema.get("x-id"):
        stem = python.removesuffix("ID").removesuffix("Id")
        mapper.uids[name] = f"{stem}UID"
        names.claim("types", "", f"{stem}UID", f"identifiers of {name}", item.source.at())


def _claim_names(spec: Spec, lowered: list[Method], names: Names) -> None:
    """Refuse a method that hides a namespace, and two methods with one function name."""
    spaces = {item.namespace[:depth]: item for item in lowered for depth in range(1, len(item.namespace) + 1)}
    domains = {item.domain for item in lowered}
    for item in lowered:
        where = spec.method_source(item.wire).at()
        names.claim("functions", "", item.function, item.wire, where)
        names.claim("functions", "", item.maker, item.wire, where)
        if item.segments in spaces:
            other = spaces[item.segments].wire
            detail = f"it would hide the namespace of {other!r}; give the method x-python"
            names.diagnostics.error(where, f"{item.wire!r} becomes {item.path!r} in Python", detail)
        if item.function in domains:
            detail = "it would hide the module of that domain; give the method x-python"
            names.diagnostics.error(where, f"{item.wire!r} becomes the function {item.function!r}", detail)


def _is_alias(item: NamedSchema, mapper: TypeMapper) -> bool:
    return not mapper.is_id(item.name) and not mapper.is_model(item.name)


def _id_type(mapper: TypeMapper, item: NamedSchema) -> IdType:
    details = as_object(item.schema["x-id"])
    same_as = mapper.names.get(as_text(details.get("same-number-as")), "")
    return IdType(
        wire=item.name,
        name=mapper.names[item.name],
        prefix=as_text(details.get("prefix")),
        kind=as_text(details.get("kind")),
        description=as_text(item.schema.get("description")),
        same_as=same_as,
        conversion=f"to_{snake(same_as)}" if same_as else "",
    )


def _alias(item: NamedSchema, mapper: TypeMapper) -> Alias:
    return Alias(
        wire=item.name,
        name=mapper.names[item.name],
        domain=item.domain,
        type=mapper.map(item.schema, "reply"),
        description=as_text(item.schema.get("description")),
        since=as_text(item.schema.get("x-since")),
    )


def _model(item: NamedSchema, mapper: TypeMapper, names: Names) -> Model:
    required = {as_text(key) for key in as_list(item.schema.get("required"))}
    hot = bool(item.schema.get("x-hot"))
    further = item.schema.get("additionalProperties")
    fields = [
        _field(item, wire, as_object(schema), mapper, names, required=wire in required)
        for wire, schema in as_object(item.schema["properties"]).items()
    ]
    return Model(
        wire=item.name,
        name=mapper.names[item.name],
        domain=item.domain,
        hot=hot,
        fields=tuple(fields),
        extra=mapper.map(as_object(further), "reply") if further else None,
        description=as_text(item.schema.get("description")),
        since=as_text(item.schema.get("x-since")),
        source=item.source.file.name,
    )


def _field(
    item: NamedSchema, wire: str, schema: JsonObject, mapper: TypeMapper, names: Names, *, required: bool
) -> Field:
    where = item.source.at("properties", wire)
    target = mapper.schemas.get(ref_name(schema))
    inherited = target.schema if target else {}
    return Field(
        wire=wire,
        name=names.field(item.name, wire, as_text(schema.get("x-python")), where),
        type=mapper.map(schema, "reply"),
        required=required,
        default=schema.get("default"),
        has_default="default" in schema,
        description=as_text(schema.get("description")) or as_text(inherited.get("description")),
        aliases=tuple(as_text(alias) for alias in as_list(schema.get("x-alias"))),
        deprecated=bool(schema.get("deprecated")),
        since=as_text(schema.get("x-since")),
        replaced_by=as_text(schema.get("x-replaced-by")),
        sensitive=bool(schema.get("x-sensitive") or inherited.get("x-sensitive")),
        lazy=bool(schema.get("x-lazy")),
        schema=schema,
    )
