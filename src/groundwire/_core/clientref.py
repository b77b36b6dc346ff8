"""`ClientRef`: lets an object act through its client without changing what the object is."""

from __future__ import annotations

from typing import Final, Generic, Self, TypeVar, cast

from groundwire._core.errors import UnboundError

__all__ = ["UNBOUND", "ClientRef"]

ClientT = TypeVar("ClientT")


class ClientRef(Generic[ClientT]):
    """Neutral holder of a client.

    Any two references are equal, so that objects compare by their data alone. A copy is the same
    reference; a pickle is unbound, because a client holds connections and secrets.
    """

    __slots__ = ("__client",)

    def __init__(self, client: ClientT | None = None) -> None:
        self.__client = client

    @property
    def bound(self) -> bool:
        """Whether there is a client."""
        return self.__client is not None

    def get(self, owner: str = "This object") -> ClientT:
        """Return the client.

        Args:
            owner: What the message calls the object, such as `Dataset ds-ebb`.

        Raises:
            UnboundError: There is no client.
        """
        client = self.__client
        if client is None:
            raise UnboundError(
                f"{owner} has no client reference.",
                hint="Only objects returned by a client can act on the server; "
                "fetch it from a client again, or pass the client to the method.",
            )
        return client

    def __eq__(self, other: object) -> bool:
        return True if isinstance(other, ClientRef) else NotImplemented

    def __hash__(self) -> int:
        return hash(ClientRef)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[type[Self], tuple[()]]:
        return type(self), ()

    def __repr__(self) -> str:
        # The client is not shown: its own repr belongs to whoever prints it on purpose.
        return f"<ClientRef {'bound' if self.bound else 'unbound'}>"


UNBOUND: Final = cast("ClientRef[object]", ClientRef())
