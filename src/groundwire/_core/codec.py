"""JSON at the edge: read an answer as its type, turn arguments into what goes over the wire."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from groundwire._core.errors import GroundwireError, InvalidArgumentError, ProtocolError
from groundwire._core.ids import TypedId
from groundwire._core.unset import UNSET

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from pydantic import BaseModel, TypeAdapter, ValidationError

    from groundwire._core.call import Call, Json
    from groundwire._core.clientref import ClientRef

__all__ = ["dec_hook", "decode_hot", "enc_hook", "encode", "read_reply", "to_wire"]

T = TypeVar("T")

# Deferred models build their validators on first use, which pydantic does not guard against threads.
_building = threading.Lock()


def dec_hook(kind: type[object], value: Any) -> Any:
    """Let msgspec read typed identifiers and pydantic models."""
    if issubclass(kind, TypedId):
        return kind(value)
    if hasattr(kind, "model_validate"):
        return _model(cast("type[BaseModel]", kind), value)
    raise NotImplementedError(f"msgspec has no reader for {kind.__name__}")


def _model(kind: type[BaseModel], value: object) -> BaseModel:
    """Read a model; raise misfits so that msgspec makes them one line of its own, without the input."""
    from pydantic import ValidationError

    try:
        return kind.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        complaint = first["msg"].removeprefix("Value error, ").rstrip(".")
        raise ValueError(f"{where}: {complaint}" if where else complaint) from None


def enc_hook(value: Any) -> Any:
    """Let msgspec write typed identifiers (as integers), pydantic models, numpy values and mappings."""
    if isinstance(value, TypedId):
        return value.value
    if hasattr(value, "model_dump"):
        return cast("BaseModel", value).model_dump(mode="json", by_alias=True, exclude_unset=True)
    if hasattr(value, "tolist"):
        return value.tolist()  # numbers and arrays of numpy and its kin
    if isinstance(value, Mapping):
        return dict(cast("Mapping[object, object]", value))
    if value is UNSET:
        raise _NestedUnset
    raise NotImplementedError(f"an object of type {type(value).__name__} has no JSON form")


class _NestedUnset(Exception):  # noqa: N818 - a signal inside this module, never seen outside
    """An `UNSET` lies below the top level, so the quick path of `encode` does not apply."""


_encoder = msgspec.json.Encoder(enc_hook=enc_hook)


def encode(value: object) -> bytes:
    """Return `value` as compact JSON in UTF-8; `UNSET` members are left out at any depth.

    Raises:
        InvalidArgumentError: Something in it has no JSON form.
    """
    try:
        return _encoder.encode(value)
    except _NestedUnset:
        return encode(_without_unset(value))
    except GroundwireError:
        raise
    except (TypeError, ValueError, OverflowError, RecursionError, NotImplementedError) as error:
        raise InvalidArgumentError(f"The arguments cannot be sent as JSON: {error}.") from error


def to_wire(value: object) -> Json:
    """Return `value` as plain JSON values: identifiers as integers, models as objects, no `UNSET`."""
    return cast("Json", msgspec.json.decode(encode(value)))


def _without_unset(value: object) -> object:
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        return {key: _without_unset(item) for key, item in items if item is not UNSET}
    if isinstance(value, list | tuple | set | frozenset):
        return [_without_unset(item) for item in cast("list[object]", value) if item is not UNSET]
    if isinstance(value, msgspec.Struct):
        return {name: _without_unset(item) for name, item in _members(value)}
    return value


def _members(struct: msgspec.Struct) -> Iterator[tuple[str, object]]:
    """Yield what msgspec would write of a struct, except `UNSET`."""
    config = struct.__struct_config__
    if config.tag_field is not None:
        yield config.tag_field, config.tag
    for field in msgspec.structs.fields(struct):
        item = getattr(struct, field.name)
        factory = field.default_factory
        is_default = item is field.default or (callable(factory) and item == factory())
        if item is not UNSET and not (config.omit_defaults and is_default):
            yield field.encode_name, item


def read_reply(
    call: Call[T], raw: bytes | memoryview, ref: ClientRef[Any] | None = None, strict: bool = False
) -> T:
    """Read the result part of an answer as the type the call names.

    Args:
        call: What was asked.
        raw: JSON text of the result.
        ref: Client the pydantic models inside become bound to.
        strict: Also refuse fields that no model knows (for tests).

    Raises:
        ProtocolError: The result is not of that type; tells where and what was expected.
    """
    kind = call.result()
    value = (
        decode_hot(call.method, kind, raw) if call.hot else _read_with_pydantic(call.method, kind, raw, ref)
    )
    if strict:
        from groundwire._core.strict import unknown_fields

        unknown = list(unknown_fields(value, msgspec.json.decode(raw)))
        if unknown:
            raise ProtocolError(
                f"{call.method} answered with fields that are not in its spec: {', '.join(unknown)}.",
                method=call.method,
                path=unknown[0],
                expected="no such field",
            )
    return value


@lru_cache(maxsize=4096)
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, dec_hook=dec_hook)


def decode_hot(method: str, kind: type[T], raw: bytes | memoryview | msgspec.Raw) -> T:
    """Read JSON with msgspec; raise `ProtocolError` naming `method` when it does not fit `kind`."""
    try:
        return cast("T", _decoder(cast("Hashable", kind)).decode(raw))
    except msgspec.ValidationError as error:
        expected, _, where = str(error).partition(" - at `")
        failure = _misfit(method, where.rstrip("`") or "$", expected)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        failure = _malformed(method, str(error))
    # Raised out here so that the original error, which may quote the server's data, is not its context.
    raise failure


@lru_cache(maxsize=4096)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    with _building:
        adapter: TypeAdapter[Any] = TypeAdapter(kind)
        adapter.rebuild(raise_errors=True)
    return adapter


def _read_with_pydantic(method: str, kind: type[T], raw: bytes | memoryview, ref: ClientRef[Any] | None) -> T:
    from pydantic import ValidationError

    context = {"client": ref} if ref is not None else None
    try:
        return cast("T", _adapter(cast("Hashable", kind)).validate_json(bytes(raw), context=context))
    except ValidationError as error:
        failure = _explained(method, error)
    # Raised out here so that the original error, which quotes the server's data, is not its context.
    raise failure


def _explained(method: str, error: ValidationError) -> ProtocolError:
    """Turn pydantic's list of complaints into one sentence about the first."""
    complaints = error.errors(include_url=False, include_context=False, include_input=False)
    first = complaints[0]
    if first["type"] == "json_invalid":
        return _malformed(method, first["msg"])
    path = "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"])
    more = f" ({len(complaints) - 1} more like this)" if len(complaints) > 1 else ""
    return _misfit(method, path, first["msg"].removeprefix("Value error, ").rstrip(".") + more)


def _misfit(method: str, path: str, expected: str) -> ProtocolError:
    return ProtocolError(
        f"{method} answered with something unexpected at {path}: {expected.rstrip('.')}.",
        method=method,
        path=path,
        expected=expected,
        hint="The server may be newer than this client, or not the server it was taken for.",
    )


def _malformed(method: str, reason: str) -> ProtocolError:
    return ProtocolError(
        f"{method} answered with malformed JSON: {reason.rstrip('.')}.",
        method=method,
        path="$",
        expected="valid JSON",
    )
