"""Types of a platform: identifiers, models and their fields, aliases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codegen.jsontypes import JsonObject
    from codegen.pytypes import TypeExpr


@dataclass(frozen=True, slots=True)
class IdType:
    """An identifier class, and the class of the same numbers it converts to, if any."""

    wire: str
    name: str
    prefix: str
    kind: str
    description: str
    same_as: str = ""
    conversion: str = ""

    @property
    def uid(self) -> str:
        """Name of the alias of everything that stands for one."""
        return f"{self.name.removesuffix('ID').removesuffix('Id')}UID"


@dataclass(frozen=True, slots=True)
class Alias:
    """A named type that is not a class: an enumeration, a container, free-form JSON."""

    wire: str
    name: str
    domain: str
    type: TypeExpr
    description: str
    since: str


@dataclass(frozen=True, slots=True)
class Field:
    """A property of a model."""

    wire: str
    name: str
    type: TypeExpr
    required: bool
    default: object
    has_default: bool
    description: str
    aliases: tuple[str, ...]
    deprecated: bool
    since: str
    replaced_by: str
    sensitive: bool
    lazy: bool
    schema: JsonObject

    @property
    def renamed(self) -> bool:
        """Whether the Python name differs from the wire name."""
        return self.name != self.wire


@dataclass(frozen=True, slots=True)
class Model:
    """An object type: a pydantic model, or a msgspec struct when hot."""

    wire: str
    name: str
    domain: str
    hot: bool
    fields: tuple[Field, ...]
    extra: TypeExpr | None
    description: str
    since: str
    source: str

    @property
    def library(self) -> str:
        """What the class is made with."""
        return "msgspec" if self.hot else "pydantic"
