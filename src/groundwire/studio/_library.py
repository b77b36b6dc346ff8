"""What the installed library is and can do."""

from __future__ import annotations

from importlib.util import find_spec

from groundwire import __version__


def version() -> str:
    """Return the version of this library, such as ``0.1.0``; `Client.version` tells that of the server."""
    return __version__


def is_polars_enabled() -> bool:
    """Tell whether data frames can be made: the extra ``polars`` is installed. Loads nothing."""
    return all(find_spec(package) is not None for package in ("polars", "pyarrow"))
