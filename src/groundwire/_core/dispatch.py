"""`Route`: how a server reads and answers one method; rows of the generated dispatch tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundwire._core.call import HttpRoute

__all__ = ["Route"]


@dataclass(frozen=True, slots=True)
class Route:
    """One method as a server sees it.

    Attributes:
        method: Wire name.
        domain: Group of methods it belongs to; names the handler's module.
        params: Gives the struct that reads the parameters.
        result: Gives the type of the answer.
        hot: The answer is made of msgspec structs.
        authenticated: Needs a valid token.
        idempotent: A client may repeat it.
        sensitive: Names of parameters never to be logged.
        http: Route of a method that does not come through the platform's single endpoint.
    """

    method: str
    domain: str
    params: Callable[[], type]
    result: Callable[[], type]
    hot: bool = False
    authenticated: bool = True
    idempotent: bool = False
    sensitive: frozenset[str] = frozenset()
    http: HttpRoute | None = None
