"""Options of the trainers and validators that this server knows by name, kept as data beside this module."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from groundwire.server.errors import not_found


class _Trainer(msgspec.Struct):
    name: str
    label: str
    schema_type: str
    fields: msgspec.Raw


class _Schemas(msgspec.Struct):
    trainers: list[_Trainer]
    validators: msgspec.Raw


@cache
def _load() -> _Schemas:
    data = files("groundwire.server.studio.runs").joinpath("schemas.json").read_bytes()
    return msgspec.json.decode(data, type=_Schemas)


def trainers() -> msgspec.Raw:
    """Return the list of trainers."""
    listed = [
        {"name": one.name, "label": one.label, "schema_type": one.schema_type} for one in _load().trainers
    ]
    return msgspec.Raw(msgspec.json.encode({"schema_list": listed}))


def trainer(name: str) -> msgspec.Raw:
    """Return the options of a trainer, found by its name or its schema type.

    Raises:
        RpcFailure: 101, there is no such trainer.
    """
    for one in _load().trainers:
        if name in {one.name, one.schema_type}:
            return one.fields
    raise not_found("trainer", repr(name[:100]))


def validators() -> msgspec.Raw:
    """Return every validator with its options."""
    return _load().validators
