"""What the reference pages and the API dump show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen.filters import literal
from codegen.views import by_namespace

if TYPE_CHECKING:
    from codegen.ir import Alias, Domain, Example, Failure, Field, Method, Model, Param, Platform

_WIDTH = 80


@dataclass(frozen=True, slots=True)
class DocsFile:
    """`docs/<platform>/<domain>.md`, or its second page of types."""

    platform: Platform
    domain: Domain
    methods: tuple[Method, ...]
    models: tuple[Model, ...]
    aliases: tuple[Alias, ...]
    more: str = ""

    def split(self) -> tuple[DocsFile, DocsFile]:
        """Return the page of the methods and the page of the types."""
        types = f"{self.domain.name}-types" if self.models or self.aliases else ""
        first = DocsFile(self.platform, self.domain, self.methods, (), (), types)
        return first, DocsFile(self.platform, self.domain, (), self.models, self.aliases)

    def parts(self) -> tuple[tuple[str, DocsFile], ...]:
        """Return one page of methods per namespace."""
        groups = by_namespace(self.methods)
        return tuple(
            (name, DocsFile(self.platform, self.domain, group, (), (), self.more)) for name, group in groups
        )

    def wire_note(self, item: Field | Param) -> str:
        """Return the wire name where it differs."""
        return "" if item.name == item.wire else f" (wire: {item.wire})"

    def history(self, item: Field | Param) -> str:
        """Return since when there is a thing and whether it still should be used."""
        since = f" Since {item.since}." if item.since else ""
        use = f", use {item.replaced_by}" if item.replaced_by else ""
        return f"{since} Deprecated{use}." if item.deprecated else since

    def required(self, item: Field | Param) -> str:
        """Return whether a thing must be there, in a word."""
        return "yes" if item.required else "no"

    def signature(self, method: Method) -> str:
        """Return how a method is called through a client."""
        if method.is_transfer:
            return f"# {method.wire} moves bytes by a whole address; clients leave it to the transfer engine"
        return f"client.rpc.{method.path}{method.signature}"

    def python(self, method: Method, example: Example) -> str:
        """Return the Python call of an example, one argument per line when it is long."""
        written = [f"{name}={value}" for name, value in example.arguments]
        short = ", ".join(written)
        return f"client.rpc.{method.path}({short if len(short) <= _WIDTH else _on_lines(written)})"

    def failures(self, method: Method) -> tuple[Failure, ...]:
        """Return the errors of a method that are not common to all."""
        return tuple(item for item in method.failures if not item.common)

    def traits(self, method: Method) -> tuple[tuple[str, str], ...]:
        """Return what else there is to know about a method, by name."""
        candidates = {
            "Safe to repeat": "yes" if method.idempotent else "no",
            "Timeout class": method.timeout,
            "Needs a token": "yes" if method.authenticated else "no",
            "Paging": _pages(method),
            "Progress": method.progress,
            "Route": f"{method.http.verb} {method.http.path}" if method.http else "",
            "Since": method.since,
            "Source": method.source,
        }
        return tuple((name, value) for name, value in candidates.items() if value)


def _on_lines(written: list[str]) -> str:
    inner = ",\n    ".join(written)
    return f"\n    {inner},\n"


def _pages(method: Method) -> str:
    paging = method.paging
    if paging is None:
        return ""
    limit = f", page size in {paging.limit}" if paging.limit else ""
    return f"{paging.style}: send {paging.request}, read {paging.reply}, elements in {paging.items}{limit}"


@dataclass(frozen=True, slots=True)
class ApiFile:
    """`api/<platform>.txt`: the public names, one per line."""

    platform: Platform

    def presence(self, item: Field) -> str:
        """Return what follows a field that may be absent."""
        return "" if item.required else f" = {literal(item.default)}"

    def call(self, method: Method) -> str:
        """Return the signature of the function that makes the call."""
        params, _, result = method.signature.rpartition(" -> ")
        return f"{params} -> Call[{result}]"
