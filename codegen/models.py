"""Modules of models: classes in order of dependency, one domain per module, imports worked out."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen.dcg import generate_classes
from codegen.diagnostics import Diagnostics, Location, ToolError
from codegen.pytypes import Generic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from codegen.ir import Alias, Domain, Model
    from codegen.lower import Lowered

# Names that are added to what the model generator wrote, or stand in aliases.
_IMPORTS = {
    "AliasChoices": ("pydantic", "AliasChoices"),
    "Field": ("pydantic", "Field"),
    "Json": ("groundwire._core.call", "Json"),
    "Literal": ("typing", "Literal"),
    "TypeAlias": ("typing", "TypeAlias"),
    "date": ("datetime", "date"),
    "datetime": ("datetime", "datetime"),
}
_LAZY = "_Lazy"
_EXTRA = (
    "  # pyright: ignore[reportIncompatibleVariableOverride] - pydantic's own way to type further members"
)


@dataclass(frozen=True, slots=True)
class TypeCode:
    """The source of one model or alias.

    Attributes:
        name: Python name.
        code: Source text, not yet formatted.
        uses: Names of other types of the platform.
        imports: Module and name of everything else it needs.
    """

    name: str
    code: str
    uses: frozenset[str]
    imports: frozenset[tuple[str, str]]

    @property
    def is_lazy(self) -> bool:
        """Whether it has a field that stays undecoded."""
        return ("typing", "TYPE_CHECKING") in self.imports


@dataclass(frozen=True, slots=True)
class ModelModule:
    """One module of `models/`."""

    domain: str
    source: str
    types: tuple[TypeCode, ...]
    imports: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names it defines, sorted."""
        return tuple(sorted(item.name for item in self.types))


def build_modules(lowered: Lowered, diagnostics: Diagnostics) -> tuple[ModelModule, ...]:
    """Return the modules of a platform's models; domains that need each other are an error."""
    platform, mapper = lowered.platform, lowered.mapper
    plain = [model for model in platform.models if not model.hot]
    hot = [model for model in platform.models if model.hot]
    made = [generate_classes(plain, mapper, hot=False), generate_classes(hot, mapper, hot=True)]
    classes = {name: node for item in made for name, node in item.nodes.items()}
    found = {name: place for item in made for name, place in item.imports.items()}
    home = {name: domain.name for domain in platform.domains for name in domain.type_names}
    ids = {item.name for item in platform.ids}
    writer = _Writer(platform.package, home, ids, found | _IMPORTS)
    modules: list[ModelModule] = []
    for domain in platform.domains:
        types = [writer.model(model, classes[model.name]) for model in domain.models]
        types += [writer.alias(alias) for alias in domain.aliases]
        if types:
            modules.append(_module(domain, types, writer))
    _refuse_cycles(modules, home, diagnostics)
    return tuple(modules)


def _module(domain: Domain, types: list[TypeCode], writer: _Writer) -> ModelModule:
    needed: dict[str, set[str]] = {}
    for item in types:
        for module, name in item.imports:
            needed.setdefault(module, set()).add(name)
        for name in item.uses:
            if writer.home[name] != domain.name:
                needed.setdefault(f"{writer.package}.models.{writer.home[name]}", set()).add(name)
    imports = tuple((module, tuple(sorted(needed[module]))) for module in sorted(needed))
    return ModelModule(domain.name, f"schemas/{domain.name}.yaml", tuple(_by_dependency(types)), imports)


def _by_dependency(types: Iterable[TypeCode]) -> list[TypeCode]:
    """Order types so that each follows what it uses where that is possible, else by name."""
    by_name = {item.name: item for item in types}
    done: dict[str, TypeCode] = {}

    def visit(name: str, above: frozenset[str]) -> None:
        if name in done or name in above or name not in by_name:
            return
        for used in sorted(by_name[name].uses):
            visit(used, above | {name})
        done[name] = by_name[name]

    for name in sorted(by_name):
        visit(name, frozenset())
    return list(done.values())


def _refuse_cycles(modules: list[ModelModule], home: dict[str, str], diagnostics: Diagnostics) -> None:
    needs = {
        module.domain: {home[name] for item in module.types for name in item.uses} - {module.domain}
        for module in modules
    }
    for module in modules:
        seen: set[str] = set()
        waiting = sorted(needs[module.domain])
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += sorted(needs.get(name, set()))
        if module.domain in seen:
            others = ", ".join(sorted(name for name in seen if name != module.domain))
            detail = f"its types need {others}, whose types need it; move the shared ones to a third domain"
            diagnostics.error(Location(module.source), f"domains need each other: {module.domain}", detail)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one type at a time."""

    package: str
    home: dict[str, str]
    ids: set[str]
    imports: dict[str, tuple[str, str]]

    def model(self, model: Model, node: ast.ClassDef) -> TypeCode:
        """Return the code of a class."""
        by_name = {field.name: field for field in model.fields}
        fields = [item for item in node.body if isinstance(item, ast.AnnAssign)]
        names = [item.target.id for item in fields if isinstance(item.target, ast.Name)]
        if sorted(names) != sorted(by_name):
            raise ToolError(
                f"the model generator renamed fields of {model.name}: {sorted(set(names) ^ set(by_name))}"
            )
        for item in fields:
            assert isinstance(item.target, ast.Name)
            field = by_name[item.target.id]
            if model.hot:
                _complete_hot(item, required=field.required, lazy=field.lazy)
                continue
            if field.aliases:
                _accept_aliases(item, field.wire, field.aliases)
            if isinstance(item.value, ast.Constant) and item.value.value is not None:
                ids = (
                    [ref.name for ref in field.type.refs() if ref.name in self.ids]
                    if not isinstance(field.type, Generic)
                    else []
                )
                item.value = ast.Call(ast.Name(ids[0]), [item.value], []) if ids else item.value
        node.body = list(fields) or [ast.Pass()]
        code = ast.unparse(ast.fix_missing_locations(node))
        if model.extra is not None and not model.hot:
            line = f"__pydantic_extra__: dict[str, {model.extra.text}] = Field(init=False)"
            node.body += ast.parse(line).body
            head, _, body = code.partition("\n")
            code = f"{head}\n    {line}{_EXTRA}\n{body}"
        return self._typed(model.name, code, node)

    def alias(self, alias: Alias) -> TypeCode:
        """Return the code of an alias."""
        code = f"{alias.name}: TypeAlias = {alias.type.text}"
        return self._typed(alias.name, code, ast.parse(code))

    def _typed(self, name: str, code: str, node: ast.AST) -> TypeCode:
        used = _used(node) - {name}
        uses = frozenset(item for item in used if item in self.home)
        imports = {(f"{self.package}.ids", item) for item in used if item in self.ids}
        rest = used - uses - self.ids - {_LAZY} - set(dir(builtins))
        if unknown := rest - set(self.imports):
            raise ToolError(f"{name} uses names that nothing defines: {sorted(unknown)}")
        imports |= {self.imports[item] for item in rest}
        imports |= (
            {("msgspec", "Raw"), ("typing", "TYPE_CHECKING"), ("typing", "TypeAlias")}
            if _LAZY in used
            else set()
        )
        return TypeCode(name, code, uses, frozenset(imports))


def _used(node: ast.AST) -> set[str]:
    """Return the names that a class or an alias reads; the names of fields are not among them."""
    targets = {id(item.target) for item in ast.walk(node) if isinstance(item, ast.AnnAssign)}
    return {item.id for item in ast.walk(node) if isinstance(item, ast.Name) and id(item) not in targets}


def _complete_hot(item: ast.AnnAssign, *, required: bool, lazy: bool) -> None:
    """Give an optional field of a struct its default, None."""
    if lazy:
        item.annotation = ast.Name("Raw" if required else _LAZY)
    if required:
        return
    default = ast.Constant(None)
    if isinstance(item.value, ast.Call):
        item.value.keywords.append(ast.keyword("default", default))
    else:
        item.value = default


def _accept_aliases(item: ast.AnnAssign, wire: str, aliases: tuple[str, ...]) -> None:
    """Read every spelling, write the one of the spec."""
    for node in ast.walk(item.annotation):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Field":
            spellings: list[ast.expr] = [ast.Constant(name) for name in (wire, *aliases)]
            kept = [
                word
                for word in node.keywords
                if word.arg not in {"alias", "validation_alias", "serialization_alias"}
            ]
            choices = ast.keyword("validation_alias", ast.Call(ast.Name("AliasChoices"), spellings, []))
            node.keywords = [choices, ast.keyword("serialization_alias", ast.Constant(wire)), *kept]
            return
    raise ToolError(f"no field settings to hold the spellings {aliases} of {wire}")
