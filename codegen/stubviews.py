"""What the files of stubs show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen.pytypes import Ref, TypeExpr
from codegen.views import BUILTINS, Import, imports

if TYPE_CHECKING:
    from codegen.ir import Namespace, Platform


@dataclass(frozen=True, slots=True)
class StubsFile:
    """`sync/<namespace>.py` or `aio/<namespace>.py`; without a namespace, the package itself."""

    platform: Platform
    namespace: Namespace
    is_async: bool
    root: bool = False

    @property
    def prefix(self) -> str:
        """What class names start with."""
        return "Async" if self.is_async else ""

    @property
    def package(self) -> str:
        """Import path of the stubs package."""
        return f"{self.platform.package}.{'aio' if self.is_async else 'sync'}"

    @property
    def class_name(self) -> str:
        """Name of the class."""
        return f"{self.prefix}Rpc" if self.root else f"{self.prefix}{self.namespace.stem}"

    def annotation(self, expression: TypeExpr) -> str:
        """Write a type; builtins hidden by a method of the class are reached through their module."""
        hidden = self.namespace.shadowed
        return expression.write(
            lambda ref: f"builtins.{ref.name}" if ref.module == BUILTINS and ref.name in hidden else ref.name
        )

    @property
    def needs_builtins(self) -> bool:
        """Whether an annotation names a hidden builtin."""
        return any(ref.module == BUILTINS and ref.name in self.namespace.shadowed for ref in self._refs)

    @property
    def _refs(self) -> list[Ref]:
        refs = [
            ref for item in self.namespace.methods for param in item.params for ref in param.accepted.refs()
        ]
        return refs + [ref for item in self.namespace.methods for ref in item.result.refs()]

    @property
    def domains(self) -> tuple[str, ...]:
        """Modules of calls it uses."""
        return tuple(sorted({method.domain for method in self.namespace.methods}))

    @property
    def runtime(self) -> tuple[Import, ...]:
        """Imports needed when a method is called."""
        methods = self.namespace.methods
        refs = [Ref("typing", "TYPE_CHECKING")]
        refs += [
            Ref("groundwire._core.unset", "UNSET")
            for item in methods
            for param in item.params
            if not param.required
        ]
        if any(item.deprecated for item in methods):
            refs += [
                Ref("groundwire._core.deprecate", "warn_deprecated"),
                Ref("typing_extensions", "deprecated"),
            ]
        refs += [Ref("functools", "cached_property")] if self.namespace.children else []
        refs += [Ref(f"{self.platform.package}.calls", f"{domain} as _{domain}") for domain in self.domains]
        return imports(refs)

    @property
    def static(self) -> tuple[Import, ...]:
        """Imports only signatures need."""
        transport = Ref("groundwire._core.transport", f"{self.prefix}Transport")
        below = [
            Ref(f"{self.package}.{child.module}", f"{self.prefix}{child.stem}")
            for child in self.namespace.children
        ]
        at_run_time = {(line.module, name) for line in self.runtime for name in line.names}
        return imports(
            ref for ref in (*self._refs, transport, *below) if (ref.module, ref.name) not in at_run_time
        )
