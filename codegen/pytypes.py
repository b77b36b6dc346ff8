"""Python type expressions as data: written out with whatever prefix the place needs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Qualify: TypeAlias = "Callable[[Ref], str]"


class TypeExpr(ABC):
    """A type as it stands in an annotation."""

    @abstractmethod
    def write(self, qualify: Qualify) -> str:
        """Return the source text; `qualify` says how a name is reached."""

    @abstractmethod
    def refs(self) -> Iterator[Ref]:
        """Yield every name used."""

    @property
    def is_class(self) -> bool:
        """Whether the expression is a class, or a class with arguments, and so fits `type[T]`."""
        return False

    @property
    def text(self) -> str:
        """The expression with bare names."""
        return self.write(bare)


@dataclass(frozen=True, slots=True)
class Ref(TypeExpr):
    """A name and the module it comes from; an alias is a name that is not a class."""

    module: str
    name: str
    alias: bool = False

    def write(self, qualify: Qualify) -> str:
        """Return the name as `qualify` reaches it."""
        return qualify(self)

    def refs(self) -> Iterator[Ref]:
        """Yield itself."""
        yield self

    @property
    def is_class(self) -> bool:
        """Aliases are not classes."""
        return not self.alias


@dataclass(frozen=True, slots=True)
class Generic(TypeExpr):
    """A name with arguments, such as `list[int]`."""

    base: Ref
    args: tuple[TypeExpr, ...]

    def write(self, qualify: Qualify) -> str:
        """Return the name, its arguments in brackets."""
        return f"{self.base.write(qualify)}[{', '.join(arg.write(qualify) for arg in self.args)}]"

    def refs(self) -> Iterator[Ref]:
        """Yield the base and what the arguments use."""
        yield self.base
        for arg in self.args:
            yield from arg.refs()

    @property
    def is_class(self) -> bool:
        """Parametrised classes fit `type[T]`."""
        return True


@dataclass(frozen=True, slots=True)
class Union(TypeExpr):
    """One of several types; None comes last."""

    members: tuple[TypeExpr, ...]

    def write(self, qualify: Qualify) -> str:
        """Return the members joined by bars."""
        return " | ".join(item.write(qualify) for item in self.members)

    def refs(self) -> Iterator[Ref]:
        """Yield what the members use."""
        for item in self.members:
            yield from item.refs()


@dataclass(frozen=True, slots=True)
class Literal(TypeExpr):
    """One of several constants."""

    values: tuple[str | int | bool | None, ...]

    def write(self, qualify: Qualify) -> str:
        """Return the constants in brackets."""
        from codegen.filters import literal

        return f"{LITERAL.write(qualify)}[{', '.join(literal(value) for value in self.values)}]"

    def refs(self) -> Iterator[Ref]:
        """Yield the special form itself."""
        yield LITERAL


@dataclass(frozen=True, slots=True)
class NoneType(TypeExpr):
    """The type of None."""

    def write(self, qualify: Qualify) -> str:  # noqa: ARG002 - one signature for all
        """Return the word."""
        return "None"

    def refs(self) -> Iterator[Ref]:
        """Yield nothing."""
        yield from ()


def bare(ref: Ref) -> str:
    """Write a name without its module."""
    return ref.name


def builtin(name: str) -> Ref:
    """Return a builtin type."""
    return Ref("builtins", name)


LITERAL = Ref("typing", "Literal", alias=True)
NONE = NoneType()
STR, INT, FLOAT, BOOL, BYTES = (builtin(name) for name in ("str", "int", "float", "bool", "bytes"))
LIST, DICT, TUPLE = (builtin(name) for name in ("list", "dict", "tuple"))
SEQUENCE, MAPPING = Ref("collections.abc", "Sequence"), Ref("collections.abc", "Mapping")
DATETIME, DATE = Ref("datetime", "datetime"), Ref("datetime", "date")
JSON = Ref("groundwire._core.call", "Json", alias=True)
FILE_PART = Ref("groundwire._core.call", "FilePart")
UNSET_TYPE = Ref("groundwire._core.unset", "Unset")


def union(*members: TypeExpr) -> TypeExpr:
    """Join types: nested unions are opened, duplicates dropped, None last; Json already holds None."""
    flat: dict[TypeExpr, None] = {}
    for item in members:
        flat.update(dict.fromkeys(item.members if isinstance(item, Union) else (item,)))
    if JSON in flat:
        flat = {item: None for item in flat if not _in_json(item)} | {JSON: None}
    elif NONE in flat:
        del flat[NONE]
        flat[NONE] = None
    result = tuple(flat)
    return result[0] if len(result) == 1 else Union(result)


def _in_json(item: TypeExpr) -> bool:
    return item in {NONE, STR, INT, FLOAT, BOOL, JSON}
