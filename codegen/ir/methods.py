"""Methods of a platform and everything derived from them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from codegen.filters import literal
from codegen.names import function_name, pascal

if TYPE_CHECKING:
    from codegen.ir.params import Param
    from codegen.pytypes import TypeExpr


@dataclass(frozen=True, slots=True)
class Failure:
    """An error a method may answer."""

    name: str
    code: int
    message: str
    common: bool

    @property
    def exception(self) -> str:
        """Class raised for it."""
        known = {
            101: "NotFoundError",
            401: "PermissionDeniedError",
            403: "PermissionDeniedError",
            413: "PayloadTooLargeError",
        }
        return "TaskNotFoundError" if self.name == "TaskNotFound" else known.get(self.code, "RpcError")

    @property
    def is_general(self) -> bool:
        """Whether every method may answer it and it has no exception class of its own."""
        return self.common and self.exception == "RpcError"


@dataclass(frozen=True, slots=True)
class Example:
    """A request and its answer."""

    name: str
    description: str
    params: tuple[tuple[str, object], ...]
    arguments: tuple[tuple[str, str], ...]
    result: object

    @property
    def request(self) -> dict[str, object]:
        """Parameters as an object."""
        return dict(self.params)


@dataclass(frozen=True, slots=True)
class Paging:
    """How a list is continued."""

    style: str
    request: str
    reply: str
    items: str
    limit: str


@dataclass(frozen=True, slots=True)
class Http:
    """Route of a method that does not travel as an ordinary request."""

    verb: str
    path: str
    query: tuple[str, ...]
    body: str
    reply: str


@dataclass(frozen=True, slots=True)
class Method:
    """One method."""

    wire: str
    path: str
    domain: str
    summary: str
    description: str
    params: tuple[Param, ...]
    result: TypeExpr
    result_description: str
    hot: bool
    failures: tuple[Failure, ...]
    examples: tuple[Example, ...]
    paging: Paging | None
    http: Http | None
    timeout: str
    idempotent: bool
    authenticated: bool
    null_params: bool
    progress: str
    deprecated: bool
    replaced_by: str
    since: str
    source: str
    platform: str

    @property
    def is_transfer(self) -> bool:
        """Whether it moves bytes by an absolute address: work of the transfer engine, not of a call."""
        return self.http is not None and self.http.path == "{url}"

    @property
    def segments(self) -> tuple[str, ...]:
        """Parts of the Python path."""
        return tuple(self.path.split("."))

    @property
    def attribute(self) -> str:
        """Name below its namespace."""
        return self.segments[-1]

    @property
    def namespace(self) -> tuple[str, ...]:
        """Namespaces above it."""
        return self.segments[:-1]

    @property
    def function(self) -> str:
        """Name of the function that makes the call: the wire name, underscores for dots."""
        return function_name(self.wire)

    @property
    def params_class(self) -> str:
        """Name of the server's struct."""
        return f"{pascal(self.wire)}Params"

    @property
    def ordered(self) -> tuple[Param, ...]:
        """Parameters, required ones first, each group in the order of the spec."""
        return tuple(sorted(self.params, key=lambda param: not param.required))

    @property
    def sent(self) -> tuple[Param, ...]:
        """Parameters that are values, not files."""
        return tuple(param for param in self.params if not param.is_file)

    @property
    def file_params(self) -> tuple[Param, ...]:
        """Parameters that are files."""
        return tuple(param for param in self.params if param.is_file)

    @property
    def sensitive(self) -> tuple[str, ...]:
        """Wire names of parameters never to be shown."""
        return tuple(sorted(param.wire for param in self.params if param.sensitive))

    @property
    def always_null(self) -> bool:
        """Whether the request never has parameters and says so with null."""
        return self.null_params and not self.sent

    @property
    def maybe_null(self) -> bool:
        """Whether the request says null when no parameter is given."""
        return self.null_params and bool(self.sent)

    @property
    def raised(self) -> tuple[tuple[str, str], ...]:
        """Exception classes with the conditions that raise them, sorted."""
        grouped = groupby(
            sorted(self.failures, key=lambda item: (item.exception, item.code)),
            key=lambda item: item.exception,
        )
        return tuple((name, _conditions(list(items))) for name, items in grouped)

    @property
    def signature(self) -> str:
        """Parameters and result as written in documentation."""
        params = ", ".join(f"{param.name}: {param.accepted.text}{param.default}" for param in self.ordered)
        return f"({'*, ' if params else ''}{params}) -> {self.result.text}"

    @property
    def answered(self) -> str:
        """What the answer is, in words."""
        return self.result_description or f"{self.result.text}."

    @property
    def _invalid_id(self) -> tuple[tuple[str, str], ...]:
        has_ids = any(".wire" in param.convert for param in self.params)
        return (
            (("InvalidIdError", "An identifier is of another kind or malformed; nothing is sent."),)
            if has_ids
            else ()
        )

    @property
    def raised_when_sent(self) -> tuple[tuple[str, str], ...]:
        """Exceptions of a stub."""
        transport = ("TransportError", "The server could not be reached or did not answer in time.")
        return (*self._invalid_id, *self.raised, transport)

    @property
    def raised_when_made(self) -> tuple[tuple[str, str], ...]:
        """Exceptions of a call, most of them when it is sent."""
        return (*self._invalid_id, *((name, f"When sent. {text}") for name, text in self.raised))

    @property
    def nothing_given(self) -> str:
        """Condition that no parameter was given."""
        return " and ".join(f"isinstance({param.name}, Unset)" for param in self.sent)

    @property
    def maker(self) -> str:
        """Name of the function that makes the call without a warning."""
        return f"make_{self.function}" if self.deprecated else self.function

    @property
    def passed(self) -> str:
        """Its own parameters, as arguments of another function."""
        return ", ".join(f"{param.name}={param.name}" for param in self.ordered)

    @property
    def replacement(self) -> str:
        """What the registry of deprecations says to use."""
        return self.replaced_by or "another method"

    @property
    def deprecation_id(self) -> str:
        """Key in the registry of deprecations."""
        return f"{self.platform}.{self.wire}"

    @property
    def _route(self) -> str:
        http = self.http
        if http is None:
            return ""
        query = f"query={literal(http.query)}, " if http.query else ""
        where = f"{literal(http.verb)}, {literal(http.path)}"
        return f"HttpRoute({where}, {query}body={literal(http.body)}, reply={literal(http.reply)})"

    @property
    def settings(self) -> tuple[tuple[str, str], ...]:
        """Further arguments of the call, only those that differ from its defaults."""
        files = [f"{param.name}_parts" for param in self.file_params]
        candidates = {
            "hot": "True" if self.hot else "",
            "timeout": f"TimeoutClass.{self.timeout.upper()}" if self.timeout != "rpc" else "",
            "idempotent": "True" if self.idempotent else "",
            "authenticated": "" if self.authenticated else "False",
            "http": self._route,
            "files": f"({', '.join('*' + item for item in files)})" if len(files) > 1 else "".join(files),
            "sensitive": f"frozenset({literal(self.sensitive)})" if self.sensitive else "",
        }
        return tuple((name, value) for name, value in candidates.items() if value)

    @property
    def route_settings(self) -> tuple[tuple[str, str], ...]:
        """Further arguments of the server's route."""
        wanted = {"hot", "idempotent", "authenticated", "http", "sensitive"}
        return tuple((name, value) for name, value in self.settings if name in wanted)

    @property
    def deprecation(self) -> str:
        """What to do instead of calling it; empty when it is not deprecated."""
        if not self.deprecated:
            return ""
        return f"{self.wire} is deprecated" + (f"; use {self.replaced_by}" if self.replaced_by else "")


def _conditions(failures: list[Failure]) -> str:
    """Tell when one exception is raised; of common failures without a class of their own, only the codes."""
    told = [f"{item.message.rstrip('.')} (code {item.code})." for item in failures if not item.is_general]
    codes = [str(item.code) for item in failures if item.is_general]
    noun = "codes" if len(codes) > 1 else "code"
    return " ".join(
        [*told, *([f"The server reports a general failure ({noun} {', '.join(codes)})."] if codes else [])]
    )
