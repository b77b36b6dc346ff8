"""A platform as a whole: domains, and the tree of namespaces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from codegen.names import pascal

if TYPE_CHECKING:
    from codegen.ir.methods import Failure, Method
    from codegen.ir.types import Alias, IdType, Model


@dataclass(frozen=True, slots=True)
class Namespace:
    """A class of stubs: the methods directly in one namespace, and the namespaces below it."""

    path: tuple[str, ...]
    methods: tuple[Method, ...]
    children: tuple[Namespace, ...]

    @property
    def module(self) -> str:
        """Name of its module."""
        return "_".join(part.rstrip("_") for part in self.path)

    @property
    def attribute(self) -> str:
        """Name on the class above."""
        return self.path[-1]

    @property
    def stem(self) -> str:
        """Name of its class without prefix."""
        return f"{pascal(' '.join(self.path))}Rpc"

    @property
    def shadowed(self) -> frozenset[str]:
        """Builtins hidden by its own attributes."""
        names = {method.attribute for method in self.methods} | {child.attribute for child in self.children}
        return frozenset(
            names & {"bool", "bytes", "dict", "float", "int", "list", "object", "property", "str", "tuple"}
        )


@dataclass(frozen=True, slots=True)
class Domain:
    """One file of methods and one of types, by their common name."""

    name: str
    title: str
    documented: tuple[Method, ...]
    models: tuple[Model, ...]
    aliases: tuple[Alias, ...]

    @property
    def methods(self) -> tuple[Method, ...]:
        """Methods that become calls."""
        return tuple(method for method in self.documented if not method.is_transfer)

    @property
    def pascal(self) -> str:
        """Name for classes."""
        return pascal(self.name)

    @property
    def type_names(self) -> tuple[str, ...]:
        """Names of its models and aliases, sorted."""
        return tuple(sorted([item.name for item in self.models] + [item.name for item in self.aliases]))


@dataclass(frozen=True)
class Platform:
    """Everything the templates of one platform see."""

    name: str
    title: str
    version: str
    description: str
    ids: tuple[IdType, ...]
    domains: tuple[Domain, ...]
    common_failures: tuple[Failure, ...]
    bundle: str

    @property
    def package(self) -> str:
        """Import path of the generated package."""
        return f"groundwire_api.{self.name}"

    @cached_property
    def methods(self) -> tuple[Method, ...]:
        """All methods by Python path."""
        return tuple(
            sorted(
                (method for domain in self.domains for method in domain.methods), key=lambda item: item.path
            )
        )

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """All models by name."""
        return tuple(
            sorted((model for domain in self.domains for model in domain.models), key=lambda item: item.name)
        )

    @cached_property
    def namespaces(self) -> tuple[Namespace, ...]:
        """The tree of namespaces; its first level."""
        return _namespaces(self.methods, ())

    @cached_property
    def all_namespaces(self) -> tuple[Namespace, ...]:
        """Every namespace at any depth."""
        return tuple(_walk(self.namespaces))

    @cached_property
    def loose(self) -> tuple[Method, ...]:
        """Methods outside any namespace."""
        return tuple(method for method in self.methods if not method.namespace)


def _namespaces(methods: tuple[Method, ...], above: tuple[str, ...]) -> tuple[Namespace, ...]:
    depth = len(above)
    inside = [
        method for method in methods if method.namespace[:depth] == above and len(method.namespace) > depth
    ]
    result: list[Namespace] = []
    for name in sorted({method.namespace[depth] for method in inside}):
        path = (*above, name)
        direct = tuple(method for method in inside if method.namespace == path)
        result.append(Namespace(path, direct, _namespaces(methods, path)))
    return tuple(result)


def _walk(namespaces: tuple[Namespace, ...]) -> list[Namespace]:
    return [item for namespace in namespaces for item in (namespace, *_walk(namespace.children))]
