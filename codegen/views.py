"""What each kind of file shows: the representation plus the imports of that one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen.names import pascal
from codegen.pytypes import JSON, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from codegen.ir import Domain, Method, Platform


BUILTINS = "builtins"
_FIRST_PARTY = ("groundwire", "groundwire_api")
_THIRD_PARTY = ("msgspec", "pydantic", "typing_extensions")


@dataclass(frozen=True, slots=True)
class Import:
    """One `from module import names` line; `opens` one group of such lines after another."""

    module: str
    names: tuple[str, ...]
    opens: bool = False


def imports(refs: Iterable[Ref]) -> tuple[Import, ...]:
    """Group names by module, in the order of the import sorter; builtins need none."""
    grouped: dict[str, set[str]] = {}
    for ref in refs:
        if ref.module != BUILTINS:
            grouped.setdefault(ref.module, set()).add(ref.name)
    result: list[Import] = []
    for module in sorted(grouped, key=lambda name: (_group(name), name)):
        opens = bool(result) and _group(result[-1].module) != _group(module)
        result.append(Import(module, tuple(sorted(grouped[module], key=_case)), opens))
    return tuple(result)


def _group(module: str) -> int:
    top = module.partition(".")[0]
    return 2 if top in _FIRST_PARTY else 1 if top in _THIRD_PARTY else 0


def _case(name: str) -> tuple[int, str]:
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


@dataclass(frozen=True, slots=True)
class Lazy:
    """A package that imports a module when one of its names is first asked for."""

    title: str
    package: str
    members: tuple[tuple[str, str], ...]
    deprecated: bool = False

    @property
    def by_module(self) -> tuple[Import, ...]:
        """Static imports for type checkers."""
        return imports(Ref(f"{self.package}.{module}", name) for name, module in self.members)

    @property
    def names(self) -> tuple[str, ...]:
        """Exported names, sorted."""
        return tuple(sorted(name for name, _ in self.members))


@dataclass(frozen=True, slots=True)
class CallsFile:
    """`calls/<domain>.py`."""

    platform: Platform
    domain: Domain
    methods: tuple[Method, ...]

    @property
    def exported(self) -> tuple[str, ...]:
        """Functions, sorted."""
        return tuple(sorted(method.function for method in self.methods))

    @property
    def deprecated(self) -> tuple[Method, ...]:
        """Methods that warn."""
        return tuple(method for method in self.methods if method.deprecated)

    def answer(self, method: Method) -> str:
        """Expression inside the lambda that gives the type of the answer."""
        models = f"{self.platform.package}.models"
        text = method.result.write(lambda ref: f"_models.{ref.name}" if ref.module == models else ref.name)
        # Unions and free-form JSON are types but not classes; type checkers have no word for that yet.
        return text if method.result.is_class else f'cast("Any", {text})'

    @property
    def runtime(self) -> tuple[Import, ...]:
        """Imports needed when a call is made."""
        return imports([*self._runtime_refs, *([Ref("typing", "TYPE_CHECKING")] if self.static else [])])

    @property
    def _runtime_refs(self) -> list[Ref]:
        package = self.platform.package
        refs = [Ref("groundwire._core.call", name) for name in ("Call",)]
        refs += [
            Ref("groundwire._core.call", "TimeoutClass") for item in self.methods if item.timeout != "rpc"
        ]
        refs += [Ref("groundwire._core.call", "HttpRoute") for item in self.methods if item.http]
        refs += [
            Ref("groundwire._core.call", "FilePart")
            for item in self.methods
            for param in item.file_params
            if param.many_files
        ]
        if self.deprecated:
            names = ("Deprecation", "register", "warn_deprecated")
            refs += [Ref("groundwire._core.deprecate", name) for name in names]
            refs.append(Ref("typing_extensions", "deprecated"))
        optional = [param for item in self.methods for param in item.params if not param.required]
        refs += [Ref("groundwire._core.unset", "UNSET") for _ in optional]
        if any(param.convert or param.is_file for param in optional) or any(
            item.maybe_null for item in self.methods
        ):
            refs.append(Ref("groundwire._core.unset", "Unset"))
        for item in self.methods:
            refs += [ref for ref in item.result.refs() if ref.module != f"{package}.models"]
            refs += [Ref("typing", "cast")] if not item.result.is_class else []
            refs += [Ref(f"{package}.ids", name) for name in _id_classes(item, self.platform)]
        if self.needs_models:
            refs.append(Ref(package, "models as _models"))
        return refs

    @property
    def needs_models(self) -> bool:
        """Whether an answer mentions a model."""
        return any(
            ref.module == f"{self.platform.package}.models"
            for item in self.methods
            for ref in item.result.refs()
        )

    @property
    def static(self) -> tuple[Import, ...]:
        """Imports only signatures need."""
        refs = [ref for item in self.methods for param in item.params for ref in param.accepted.refs()]
        refs += [ref for item in self.methods for ref in item.result.refs()]
        refs += [Ref("typing", "Any") for item in self.methods if not item.result.is_class]
        at_run_time = {(ref.module, ref.name) for ref in self._runtime_refs}
        return imports(ref for ref in refs if (ref.module, ref.name) not in at_run_time)

    def parts(self) -> tuple[tuple[str, CallsFile], ...]:
        """Smaller files, one per namespace."""
        return tuple(
            (name, CallsFile(self.platform, self.domain, group)) for name, group in by_namespace(self.methods)
        )


def _id_classes(method: Method, platform: Platform) -> list[str]:
    """Identifier classes that the conversions of a method name."""
    known = {item.name for item in platform.ids}
    words = {
        word.partition(".")[0].rpartition(" ")[2].strip("[({")
        for param in method.params
        for word in param.convert.split(".wire")
    }
    return sorted(words & known)


def by_namespace(methods: Sequence[Method]) -> list[tuple[str, tuple[Method, ...]]]:
    """Group methods by namespace, in order of its name."""
    groups: dict[str, list[Method]] = {}
    for method in methods:
        groups.setdefault("_".join(part.rstrip("_") for part in method.namespace) or "common", []).append(
            method
        )
    return [(name, tuple(groups[name])) for name in sorted(groups)]


@dataclass(frozen=True, slots=True)
class ParamsFile:
    """`params/<domain>.py`."""

    platform: Platform
    domain: Domain
    methods: tuple[Method, ...]

    @property
    def exported(self) -> tuple[str, ...]:
        """Structs, sorted."""
        return tuple(sorted(method.params_class for method in self.methods))

    @property
    def runtime(self) -> tuple[Import, ...]:
        """Imports that msgspec resolves annotations with."""
        refs = [ref for item in self.methods for param in item.sent for ref in param.server_field.refs()]
        refs += [
            Ref("msgspec", "field")
            for item in self.methods
            for param in item.sent
            if param.name != param.wire
        ]
        return imports([*refs, Ref("msgspec", "Struct")])

    def parts(self) -> tuple[tuple[str, ParamsFile], ...]:
        """Smaller files, one per namespace."""
        return tuple(
            (name, ParamsFile(self.platform, self.domain, group))
            for name, group in by_namespace(self.methods)
        )


@dataclass(frozen=True, slots=True)
class ServerFile:
    """`server/<domain>.py`."""

    platform: Platform
    domain: Domain
    methods: tuple[Method, ...]
    part: str = ""

    @property
    def handlers(self) -> str:
        """Name of the protocol."""
        return f"{self.domain.pascal}{pascal(self.part)}Handlers"

    @property
    def answers(self) -> CallsFile:
        """The same methods as the client sees them."""
        return CallsFile(self.platform, self.domain, self.methods)

    @property
    def runtime(self) -> tuple[Import, ...]:
        """Imports the table needs."""
        models = f"{self.platform.package}.models"
        refs = [ref for item in self.methods for ref in item.result.refs() if ref.module != models]
        refs += [Ref("typing", "cast") for item in self.methods if not item.result.is_class]
        refs += [Ref("groundwire._core.call", "HttpRoute") for item in self.methods if item.http]
        refs += [Ref("groundwire._core.dispatch", "Route"), Ref(self.platform.package, "params as _params")]
        if self.answers.needs_models:
            refs.append(Ref(self.platform.package, "models as _models"))
        return imports([*refs, *(Ref("typing", name) for name in ("TYPE_CHECKING", "Protocol", "TypeVar"))])

    def returns(self, method: Method) -> str:
        """Annotation of what a handler returns."""
        if method.http and method.http.reply == "bytes":
            return "object"
        return (
            method.result.text
            if JSON in tuple(method.result.refs()) and method.result == JSON
            else f"{method.result.text} | Raw"
        )

    @property
    def static(self) -> tuple[Import, ...]:
        """Imports only the protocol's signatures need."""
        refs = [Ref("collections.abc", "Mapping")]
        refs += [Ref("typing", "Any") for item in self.methods if not item.result.is_class]
        refs += [Ref("msgspec", "Raw") for item in self.methods if self.returns(item).endswith("Raw")]
        refs += [ref for item in self.methods if self.returns(item) != "object" for ref in item.result.refs()]
        refs += [Ref(f"{self.platform.package}.params", item.params_class) for item in self.methods]
        at_run_time = {(line.module, name) for line in self.runtime for name in line.names}
        return imports(ref for ref in refs if (ref.module, ref.name) not in at_run_time)

    def parts(self) -> tuple[tuple[str, ServerFile], ...]:
        """Smaller files, one per namespace."""
        return tuple(
            (name, ServerFile(self.platform, self.domain, group, name))
            for name, group in by_namespace(self.methods)
        )
