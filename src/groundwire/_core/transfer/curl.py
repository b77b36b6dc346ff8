"""The part of pycurl that transfers use, with types: pycurl itself has none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol, TypeAlias, cast

import pycurl

from groundwire._core.retry import Failure

__all__ = ["CONNECT_CODES", "CurlError", "Easy", "Multi", "classify", "new_easy", "new_multi"]

OptionValue: TypeAlias = (
    int
    | str
    | bytes
    | Sequence[str]
    | Callable[[bytes], object]
    | Callable[[int], bytes | None]
    | Callable[[int, int], int]
)


class Easy(Protocol):
    """One request after the other, on connections of the `Multi` it is added to."""

    def setopt(self, option: int, value: OptionValue, /) -> None: ...
    def unsetopt(self, option: int, /) -> None: ...
    def getinfo(self, info: int, /) -> int | float | str: ...
    def reset(self) -> None: ...
    def close(self) -> None: ...


class Multi(Protocol):
    """Runs many `Easy` at once and keeps their connections."""

    def setopt(self, option: int, value: int, /) -> None: ...
    def add_handle(self, easy: Easy, /) -> None: ...
    def remove_handle(self, easy: Easy, /) -> None: ...
    def perform(self) -> tuple[int, int]: ...
    def select(self, timeout: float, /) -> int: ...
    def timeout(self) -> int: ...
    def info_read(self) -> tuple[int, list[Easy], list[tuple[Easy, int, str]]]: ...
    def close(self) -> None: ...


CurlError: Final[type[Exception]] = pycurl.error


def new_easy() -> Easy:
    """Return an unconfigured request."""
    made = pycurl.Curl()
    # Test tools (pytest-recording) put a proxy in the place of this class, which no multi handle takes.
    return cast("Easy", getattr(made, "handle", made))


def new_multi() -> Multi:
    """Return an empty set of requests."""
    return cast("Multi", pycurl.CurlMulti())


def _constant(name: str) -> int:
    value = getattr(pycurl, name)
    assert isinstance(value, int)
    return value


URL: Final = _constant("URL")
WRITEFUNCTION: Final = _constant("WRITEFUNCTION")
HEADERFUNCTION: Final = _constant("HEADERFUNCTION")
READFUNCTION: Final = _constant("READFUNCTION")
SEEKFUNCTION: Final = _constant("SEEKFUNCTION")
HTTPHEADER: Final = _constant("HTTPHEADER")
HTTPGET: Final = _constant("HTTPGET")
UPLOAD: Final = _constant("UPLOAD")
POSTFIELDS: Final = _constant("POSTFIELDS")
CUSTOMREQUEST: Final = _constant("CUSTOMREQUEST")
INFILESIZE_LARGE: Final = _constant("INFILESIZE_LARGE")
BUFFERSIZE: Final = _constant("BUFFERSIZE")
UPLOAD_BUFFERSIZE: Final = _constant("UPLOAD_BUFFERSIZE")
NOSIGNAL: Final = _constant("NOSIGNAL")
NOPROGRESS: Final = _constant("NOPROGRESS")
TCP_NODELAY: Final = _constant("TCP_NODELAY")
FOLLOWLOCATION: Final = _constant("FOLLOWLOCATION")
PROTOCOLS: Final = _constant("PROTOCOLS")
HTTP_ONLY: Final = _constant("PROTO_HTTP") | _constant("PROTO_HTTPS")
HTTP_VERSION: Final = _constant("HTTP_VERSION")
HTTP_1_1: Final = _constant("CURL_HTTP_VERSION_1_1")
CONNECTTIMEOUT_MS: Final = _constant("CONNECTTIMEOUT_MS")
TIMEOUT_MS: Final = _constant("TIMEOUT_MS")
PROXY: Final = _constant("PROXY")
CAINFO: Final = _constant("CAINFO")
CAPATH: Final = _constant("CAPATH")
SSL_VERIFYPEER: Final = _constant("SSL_VERIFYPEER")
SSL_VERIFYHOST: Final = _constant("SSL_VERIFYHOST")
MAXCONNECTS: Final = _constant("M_MAXCONNECTS")

RESPONSE_CODE: Final = _constant("RESPONSE_CODE")
CONNECT_TIME: Final = _constant("CONNECT_TIME")
PRETRANSFER_TIME: Final = _constant("PRETRANSFER_TIME")
STARTTRANSFER_TIME: Final = _constant("STARTTRANSFER_TIME")
SIZE_DOWNLOAD: Final = _constant("SIZE_DOWNLOAD_T")
SIZE_UPLOAD: Final = _constant("SIZE_UPLOAD_T")

E_OPERATION_TIMEDOUT: Final = _constant("E_OPERATION_TIMEDOUT")
E_READ_ERROR: Final = _constant("E_READ_ERROR")
E_ABORTED_BY_CALLBACK: Final = _constant("E_ABORTED_BY_CALLBACK")
E_PEER_FAILED_VERIFICATION: Final = _constant("E_PEER_FAILED_VERIFICATION")

CONNECT_CODES: Final = frozenset(
    _constant(name)
    for name in (
        "E_COULDNT_RESOLVE_PROXY",
        "E_COULDNT_RESOLVE_HOST",
        "E_COULDNT_CONNECT",
        "E_SSL_CONNECT_ERROR",
    )
)
_SETTINGS_CODES: Final = frozenset(
    _constant(name)
    for name in (
        "E_UNSUPPORTED_PROTOCOL",
        "E_URL_MALFORMAT",
        "E_FAILED_INIT",
        "E_SSL_CACERT_BADFILE",
        "E_SSL_CIPHER",
        "E_SSL_CERTPROBLEM",
    )
)


def classify(code: int, *, connected: bool) -> Failure | None:
    """Return what kind of failure an error code of libcurl is; None when trying again cannot help.

    Args:
        code: Code of libcurl.
        connected: Whether a connection stood.
    """
    if code in _SETTINGS_CODES:
        return None
    if code in CONNECT_CODES:
        return Failure.CONNECT
    if code == E_OPERATION_TIMEDOUT:
        return Failure.TIMEOUT if connected else Failure.CONNECT
    return Failure.DISCONNECT
