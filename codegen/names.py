"""The only place that turns wire names into Python names, and the lock that keeps them."""

from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import yaml

from codegen.jsontypes import as_object, as_text
from codegen.yamlfile import YamlFile, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from codegen.diagnostics import Diagnostics, Location

Kind: TypeAlias = Literal["methods", "types", "fields", "params"]

KEYWORDS = frozenset(keyword.kwlist)
# Builtins that generated annotations and bodies use by their bare name.
_USED_BUILTINS = frozenset(
    {
        "bool",
        "bytes",
        "dict",
        "float",
        "frozenset",
        "int",
        "isinstance",
        "list",
        "object",
        "property",
        "str",
        "tuple",
        "type",
    }
) - {"type"}
_PARAM_RESERVED = KEYWORDS | _USED_BUILTINS | {"self", "cls", "cast"}
# Attributes of the two base classes; a field of that name would hide them.
_FIELD_RESERVED = (
    KEYWORDS
    | _USED_BUILTINS
    | {
        "construct",
        "copy",
        "dict",
        "field",
        "from_orm",
        "json",
        "parse_file",
        "parse_obj",
        "parse_raw",
        "schema",
    }
    | {"schema_json", "self", "update_forward_refs", "validate"}
)
_TYPE_RESERVED = (
    {name for name in dir(builtins) if name[0].isupper()}
    | {
        "Annotated",
        "Any",
        "AnyStr",
        "AwareDatetime",
        "Call",
        "Callable",
        "ClassVar",
        "Field",
        "FilePart",
        "Generic",
    }
    | {"HotModel", "HttpRoute", "Json", "Literal", "Mapping", "Model", "Protocol", "Raw", "Route", "Self"}
    | {
        "Sequence",
        "Struct",
        "TYPE_CHECKING",
        "TimeoutClass",
        "TypeAlias",
        "TypeVar",
        "TypedId",
        "UNSET",
        "Unset",
    }
)

_UNCLEAN = re.compile(r"[^A-Za-z0-9]+")
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z0-9]+")


def clean(text: str) -> str:
    """Keep ASCII letters and digits; everything else separates words."""
    return _UNCLEAN.sub(" ", text).strip()


def split(text: str) -> list[str]:
    """Split cleaned text into words, also at changes of case."""
    return _WORD.findall(text)


def snake(wire: str) -> str:
    """Return the words of a wire name in snake case, empty when there are none."""
    return "_".join(word.lower() for word in split(clean(wire)))


def pascal(wire: str) -> str:
    """Return the words of a wire name in Pascal case, keeping what is already upper case."""
    return "".join(word[0].upper() + word[1:] for word in split(clean(wire)))


def unreserve(name: str, reserved: frozenset[str] | set[str]) -> str:
    """Add an underscore to a reserved name."""
    return f"{name}_" if name in reserved else name


def prefixed(name: str, prefix: str) -> str:
    """Give a name that starts with a digit, or is empty, a prefix."""
    return name if name and not name[0].isdigit() else f"{prefix}{name}"


def method_segment(wire: str) -> str:
    """Return the Python name of one segment of a method's wire name."""
    return prefixed(unreserve(snake(wire), KEYWORDS | {"self", "transport"}), "call_")


def function_name(wire: str) -> str:
    """Return the name of the function for a method: all segments of its wire name, joined."""
    return prefixed(unreserve("_".join(map(snake, wire.split("."))), KEYWORDS), "call_")


def param_name(wire: str) -> str:
    """Return the Python name of a parameter."""
    return prefixed(unreserve(snake(wire), _PARAM_RESERVED), "value_")


def field_name(wire: str) -> str:
    """Return the Python name of a property; `model_` is the prefix of pydantic's own attributes."""
    name = prefixed(unreserve(snake(wire), _FIELD_RESERVED), "value_")
    return (
        f"{name}_"
        if name in {"model_config", "model_fields", "model_extra", "model_computed_fields"}
        else name
    )


def type_name(wire: str) -> str:
    """Return the Python name of a type; one that is already an identifier stays as it is."""
    name = wire if wire.isidentifier() and wire.isascii() and wire[0].isupper() else pascal(wire)
    return prefixed(unreserve(name, _TYPE_RESERVED), "Type")


_PIPELINES = {"types": type_name, "fields": field_name, "params": param_name}
_RESERVED = {
    "types": _TYPE_RESERVED,
    "fields": _FIELD_RESERVED,
    "params": _PARAM_RESERVED,
    "methods": KEYWORDS,
}
_HEADER = """\
# Python names given so far. Written by `python -m codegen generate`; commit it with the spec.
# A name here never changes by itself: to rename on purpose, delete its line and set x-python in the spec.
"""


@dataclass(slots=True)
class Names:
    """Python names of one platform: looked up in the lock, else made, always checked for collisions."""

    lock: YamlFile | None
    diagnostics: Diagnostics
    given: dict[Kind, dict[str, dict[str, str]]] = field(
        default_factory=dict["Kind", "dict[str, dict[str, str]]"]
    )
    _owners: dict[tuple[str, str, str], str] = field(default_factory=dict["tuple[str, str, str]", str])

    def type(self, wire: str, chosen: str, where: Location) -> str:
        """Return the name of a type."""
        return self._name("types", "", wire, chosen, where)

    def field(self, owner: str, wire: str, chosen: str, where: Location) -> str:
        """Return the name of a property of a type."""
        return self._name("fields", owner, wire, chosen, where)

    def param(self, owner: str, wire: str, chosen: str, where: Location) -> str:
        """Return the name of a parameter of a method."""
        return self._name("params", owner, wire, chosen, where)

    def method(self, wire: str, chosen: str, where: Location) -> str:
        """Return the dotted path of a method below the client, such as `dataset.list`."""
        *space, last = wire.split(".")
        path = ".".join([*map(method_segment, space), chosen or method_segment(last)])
        return self._name("methods", "", wire, path if chosen else "", where, made=path)

    def _name(
        self, kind: Kind, scope: str, wire: str, chosen: str, where: Location, *, made: str = ""
    ) -> str:
        locked = self._locked(kind, scope, wire)
        if locked and chosen and locked != chosen:
            detail = f"names.lock.yaml has {locked!r}; to rename on purpose, delete that line"
            self.diagnostics.error(where, f"x-python renames {wire!r} to {chosen!r}", detail)
        last = chosen.rpartition(".")[2]
        if last in _RESERVED[kind]:
            self.diagnostics.error(where, f"x-python {last!r} is a reserved name", "choose another")
        name = locked or chosen or made or _PIPELINES[kind](wire)
        self.given.setdefault(kind, {}).setdefault(scope, {})[wire] = name
        self.claim(kind, scope, name, wire, where)
        return name

    def claim(self, kind: str, scope: str, name: str, wire: str, where: Location) -> None:
        """Record who has a name; a second owner is an error."""
        owner = self._owners.setdefault((kind, scope, name), wire)
        if owner != wire:
            inside = f" in {scope}" if scope else ""
            detail = f"{owner!r} has it already{inside}; give one of them x-python"
            self.diagnostics.error(where, f"{wire!r} becomes {name!r} in Python", detail)

    def _locked(self, kind: Kind, scope: str, wire: str) -> str:
        if self.lock is None:
            return ""
        table = as_object(as_object(self.lock.data).get(kind))
        return as_text((as_object(table.get(scope)) if scope else table).get(wire))

    def text(self) -> str:
        """Return the lock file for the names given."""
        content: dict[str, object] = {}
        for kind in ("methods", "types", "fields", "params"):
            scopes = self.given.get(kind, {})
            content[kind] = scopes.get("", {}) if kind in {"methods", "types"} else scopes
        return _HEADER + yaml.safe_dump(content, sort_keys=True, allow_unicode=True, width=110)


def read_lock(folder: Path, diagnostics: Diagnostics) -> YamlFile | None:
    """Read the lock of a platform; none is there before the first run."""
    path = folder / "names.lock.yaml"
    return read_yaml(path, f"spec/{folder.name}/names.lock.yaml", diagnostics) if path.is_file() else None
