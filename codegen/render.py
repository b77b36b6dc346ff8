"""Templates to files: the template tree mirrors the output tree, `%name` in a path stands for one of many."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from codegen import filters
from codegen.docviews import ApiFile, DocsFile
from codegen.ir import Namespace
from codegen.jsontypes import pretty
from codegen.modelviews import ModelsFile
from codegen.stubviews import StubsFile
from codegen.views import CallsFile, Lazy, ParamsFile, ServerFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codegen.ir import Platform
    from codegen.models import ModelModule

TEMPLATES = Path(__file__).resolve().parent / "templates"
# A file that would grow past 400 lines is split; formatting may add some.
MOST_LINES = 370

F = TypeVar("F", bound="Splittable")


class Splittable(Protocol):
    """A file that can be written as several."""

    @property
    def exported(self) -> tuple[str, ...]:
        """Names it defines."""
        ...

    def parts(self) -> tuple[tuple[str, Self], ...]:
        """Return smaller files with their names."""
        ...


def environment() -> Environment:
    """Return the strict environment all templates run in."""
    result = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    result.filters["pretty"] = pretty
    for name in ("literal", "docstring", "markdown", "code", "cell", "fenced"):
        result.filters[name] = getattr(filters, name)
    return result


@dataclass(slots=True)
class Renderer:
    """Renders one platform into a mapping of relative path to text."""

    platform: Platform
    modules: tuple[ModelModule, ...]
    files: dict[str, str] = field(default_factory=dict[str, str])
    env: Environment = field(default_factory=environment)

    def render(self) -> dict[str, str]:
        """Return every file of the platform."""
        root = f"spec/{self.platform.name}"
        self._add("__init__.py", source=root)
        self._add(
            "ids.py",
            source=f"{root}/schemas",
            id_names=sorted(name for item in self.platform.ids for name in (item.name, item.uid)),
        )
        self._add("openrpc.json")
        self._models()
        self._by_domain("calls", CallsFile, "function", "Calls")
        self._by_domain("params", ParamsFile, "params_class", "Parameter structs")
        self._server()
        self._stubs(is_async=False)
        self._stubs(is_async=True)
        self._docs()
        self.files[f"api/{self.platform.name}.txt"] = self._template(
            "api/%platform.txt.j2", api=ApiFile(self.platform)
        )
        return self.files

    def _base(self) -> str:
        return f"python/groundwire_api/{self.platform.name}"

    def _template(self, name: str, **context: object) -> str:
        return self.env.get_template(name).render(platform=self.platform, **context)

    def _add(self, path: str, template: str = "", **context: object) -> None:
        name = f"python/groundwire_api/%platform/{template or path}.j2"
        self.files[f"{self._base()}/{path}"] = self._template(name, **context)

    def _models(self) -> None:
        package = f"{self.platform.package}.models"
        members = tuple(sorted((name, module.domain) for module in self.modules for name in module.names))
        title = f"Types of {self.platform.title}"
        self._add(
            "models/__init__.py",
            lazy=Lazy(title, package, members),
            source=f"spec/{self.platform.name}/schemas",
        )
        for module in self.modules:
            file = ModelsFile(self.platform, module, module.types)
            self._split(
                "models",
                module.domain,
                file,
                f"spec/{self.platform.name}/{module.source}",
                f"Types of {module.domain}",
            )

    def _by_domain(self, folder: str, kind: type[CallsFile | ParamsFile], attribute: str, title: str) -> None:
        domains = [domain for domain in self.platform.domains if domain.methods]
        members = tuple(
            sorted(
                (str(getattr(method, attribute)), domain.name)
                for domain in domains
                for method in domain.methods
            )
        )
        old = folder == "calls" and any(method.deprecated for method in self.platform.methods)
        lazy = Lazy(f"{title} of {self.platform.title}", f"{self.platform.package}.{folder}", members, old)
        self._add(f"{folder}/__init__.py", lazy=lazy, source=f"spec/{self.platform.name}/methods")
        for domain in domains:
            file = kind(self.platform, domain, domain.methods)
            source = f"spec/{self.platform.name}/methods/{domain.name}.yaml"
            self._split(folder, domain.name, file, source, f"{title} of {domain.name}")

    def _split(self, folder: str, name: str, file: Splittable, source: str, title: str) -> None:
        """Write one module, or a package of parts when it would be too long."""
        template = f"{folder}/%domain.py"
        text = self._template(f"python/groundwire_api/%platform/{template}.j2", file=file, source=source)
        parts = file.parts() if text.count("\n") > MOST_LINES else ()
        if len(parts) < 2:
            self.files[f"{self._base()}/{folder}/{name}.py"] = text
            return
        for part, below in parts:
            self._add(f"{folder}/{name}/{part}.py", template, file=below, source=source)
        package = f"{self.platform.package}.{folder}.{name}"
        listed = [(part, below.exported) for part, below in sorted(parts, key=lambda item: item[0])]
        text = self._template(
            "_partials/reexport.py.j2",
            source=source,
            title=title,
            package=package,
            parts=listed,
            exported=file.exported,
        )
        self.files[f"{self._base()}/{folder}/{name}/__init__.py"] = text

    def _server(self) -> None:
        modules: list[str] = []
        for domain in self.platform.domains:
            if not domain.methods:
                continue
            source = f"spec/{self.platform.name}/methods/{domain.name}.yaml"
            file = ServerFile(self.platform, domain, domain.methods)
            text = self._template(
                "python/groundwire_api/%platform/server/%domain.py.j2", file=file, source=source
            )
            parts = file.parts() if text.count("\n") > MOST_LINES else ()
            named = (
                [(f"{domain.name}_{part}", below) for part, below in parts]
                if len(parts) > 1
                else [(domain.name, file)]
            )
            for name, below in named:
                modules.append(name)
                self._add(f"server/{name}.py", "server/%domain.py", file=below, source=source)
        self._add("server/__init__.py", modules=sorted(modules), source=f"spec/{self.platform.name}/methods")

    def _stubs(self, *, is_async: bool) -> None:
        folder = "aio" if is_async else "sync"
        kind = "Async" if is_async else "Sync"
        source = f"spec/{self.platform.name}/methods"
        top = StubsFile(
            self.platform, Namespace((), self.platform.loose, self.platform.namespaces), is_async, root=True
        )
        title = f"{kind} methods of {self.platform.title}, named as on the wire."
        about = f"All methods of {self.platform.title}; namespaces follow the wire names."
        self._add(f"{folder}/__init__.py", file=top, source=source, title=title, about=about)
        for namespace in self.platform.all_namespaces:
            file = StubsFile(self.platform, namespace, is_async)
            title = f"{kind} methods named {'.'.join(namespace.path)}.*."
            about = f"Methods named `{'.'.join(namespace.path)}.*`."
            self._add(
                f"{folder}/{namespace.module}.py",
                f"{folder}/%namespace.py",
                file=file,
                source=source,
                title=title,
                about=about,
            )

    def _docs(self) -> None:
        folder = f"docs/{self.platform.name}"
        home: dict[str, str] = {}
        for domain in self.platform.domains:
            whole = DocsFile(self.platform, domain, domain.documented, domain.models, domain.aliases)
            for name, page in self._pages(whole):
                self.files[f"{folder}/{name}.md"] = self._page(page)
                home.update({method.wire: name for method in page.methods})
        self.files[f"{folder}/index.md"] = self._template("docs/%platform/index.md.j2", home=home)

    def _pages(self, whole: DocsFile) -> list[tuple[str, DocsFile]]:
        """Return one page, or one of methods and one of types, or one per namespace and one of types."""
        name = whole.domain.name
        if self._page(whole).count("\n") <= MOST_LINES or not whole.methods:
            return [(name, whole)]
        methods, types = whole.split()
        rest = [(f"{name}-types", types)] if types.models or types.aliases else []
        if self._page(methods).count("\n") <= MOST_LINES:
            return [(name, methods), *rest]
        return [*((f"{name}-{part}", page) for part, page in methods.parts()), *rest]

    def _page(self, page: DocsFile) -> str:
        return self._template("docs/%platform/%domain.md.j2", page=page)


def shared_files() -> dict[str, str]:
    """Return the files that belong to no platform."""
    env = environment()
    names: Sequence[str] = ("python/groundwire_api/__init__.py", "python/groundwire_api/py.typed")
    return {name: env.get_template(f"{name}.j2").render() for name in names}
