"""`rpc.discover`: the server hands out the spec it was generated from."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from groundwire.server.registry import Entry

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire.server.registry import Registry

DISCOVER = "rpc.discover"


def register_discovery(platform: str, registry: Registry) -> None:
    """Make `rpc.discover` answer with the OpenRPC document of a platform; no token needed."""

    def discover(_ctx: Context, _params: object) -> msgspec.Raw:
        return _document(platform)

    registry.calls[DISCOVER] = Entry(discover, authenticated=False)


@cache
def _document(platform: str) -> msgspec.Raw:
    return msgspec.Raw(files(f"groundwire_api.{platform}").joinpath("openrpc.json").read_bytes())
