"""`Call`: one request as pure data, ready to be sent by a sync or an async transport."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar, cast

from groundwire._core.unset import UNSET

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

__all__ = ["Body", "Call", "FilePart", "HttpRoute", "Json", "Reply", "TimeoutClass"]

if TYPE_CHECKING:
    Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
else:
    # Validators of both model libraries read `Any` as free-form JSON; neither resolves a recursive alias.
    Json = Any

Body: TypeAlias = Literal["none", "json", "form", "multipart"]
Reply: TypeAlias = Literal["envelope", "json", "bytes", "none"]

T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")


class TimeoutClass(StrEnum):
    """Kind of work a call does, which decides how its time is limited (see `timeouts`)."""

    RPC = "rpc"
    BULK = "bulk"
    UPLOAD = "upload"
    POLL = "poll"


@dataclass(frozen=True, slots=True)
class HttpRoute:
    """Where a call goes when it does not go to the platform's single endpoint.

    Attributes:
        verb: HTTP verb.
        path: Path below the base URL; `{name}` takes the parameter `name`, percent-encoded.
        query: Parameters that go into the query string.
        body: How the remaining parameters are sent.
        reply: How the answer is read.
    """

    verb: str
    path: str
    query: tuple[str, ...] = ()
    body: Body = "json"
    reply: Reply = "json"


@dataclass(frozen=True, slots=True)
class FilePart:
    """One file of a multipart request; a path is streamed, never loaded whole.

    Attributes:
        field: Form field.
        filename: Name told to the server; may hold `/`.
        source: File to read, or its content.
        content_type: Media type of the part; None sends none.
    """

    field: str
    filename: str
    source: Path | bytes = dataclasses.field(repr=False)
    content_type: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Call(Generic[T_co]):
    """One request and the type of its answer; making one does nothing.

    Attributes:
        method: Wire name, such as `dataset.list`.
        params: Parameters by wire name; `UNSET` ones are dropped here, `None` is sent as null. No
            mapping at all (None) is sent as null where the protocol has a place for it.
        result: Gives the type of the answer; a callable, so that importing calls loads no models.
        hot: Read the answer with msgspec; otherwise with pydantic.
        timeout: Kind of work.
        idempotent: Safe to repeat after the request may have reached the server.
        authenticated: Needs a token.
        http: Route of a call that does not go to the platform's single endpoint.
        files: Files of a multipart request.
        sensitive: Names of parameters never to be shown.
    """

    method: str
    params: Mapping[str, object] | None
    result: Callable[[], type[T_co]]
    hot: bool = False
    timeout: TimeoutClass = TimeoutClass.RPC
    idempotent: bool = False
    authenticated: bool = True
    http: HttpRoute | None = None
    files: tuple[FilePart, ...] = ()
    sensitive: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.params is not None:
            given = {name: value for name, value in self.params.items() if value is not UNSET}
            object.__setattr__(self, "params", given)

    def returning(self, result: Callable[[], type[U]], *, hot: bool | None = None) -> Call[U]:
        """Return the same request, its answer read as another type (a facade's entity)."""
        changed = dataclasses.replace(cast("Call[Any]", self), result=result)
        return changed if hot is None else dataclasses.replace(changed, hot=hot)

    def __repr__(self) -> str:
        from groundwire._core.redact import redact

        return f"Call({self.method!r}, {redact(self.params, names=self.sensitive)!r})"
