"""`Model`: base of the generated pydantic models, bound to a client through the validation context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, cast

from pydantic import BaseModel, ConfigDict, PrivateAttr

from groundwire._core.clientref import UNBOUND, ClientRef

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ClientRef", "Model"]


class Model(BaseModel):
    """Record of a server's answer: immutable, lenient about unknown fields, bound to its client.

    Validation with `context={"client": ref}` binds the instance and every model inside it.
    """

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
        frozen=True,
        defer_build=True,
        protected_namespaces=(),
    )

    _ref: ClientRef[object] = PrivateAttr(default=UNBOUND)

    def model_post_init(self, context: Any, /) -> None:
        """Take the client reference from the validation context."""
        if isinstance(context, Mapping):
            ref = cast("Mapping[str, object]", context).get("client")
            if isinstance(ref, ClientRef):
                self._ref = cast("ClientRef[object]", ref)

    def _client(self) -> object:
        """Return the client this object acts through; raise `UnboundError` when there is none."""
        return self._ref.get(f"This {type(self).__name__}")

    def _bind(self, ref: ClientRef[Any]) -> Self:
        """Bind this object and every model inside it to `ref`; return the object."""
        self._ref = ref
        for value in self.__dict__.values():
            for model in _models_in(value):
                model._bind(ref)  # noqa: SLF001 - the same class, another instance
        return self


def _models_in(value: object) -> Iterator[Model]:
    """Yield the nearest models inside `value`."""
    if isinstance(value, Model):
        yield value
    elif isinstance(value, Mapping):
        for item in cast("Mapping[object, object]", value).values():
            yield from _models_in(item)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray):
        for item in cast("Sequence[object]", value):
            yield from _models_in(item)
