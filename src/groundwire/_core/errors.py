"""The one tree of errors; every class is a `GroundwireError` and pickles with its attributes.

GroundwireError (RuntimeError)
├── ConfigurationError (ValueError)          the caller asked for something that cannot work
│   ├── UnboundError (TypeError)             an object without a client was asked to act
│   ├── InvalidArgumentError                 a bad value; nothing was sent
│   │   └── InvalidTypeError (TypeError)     a value of the wrong kind
│   ├── InvalidIdError (TypeError)           not an identifier of the expected kind
│   ├── InsecureUrlError                     plain HTTP to a host that is not this machine
│   └── MissingDependencyError (ImportError) an optional package is not installed
├── AuthenticationError                      the server does not know who is calling
│   ├── NoTokenError                         there is no token; nothing was sent
│   └── InvalidTokenError                    the token cannot be read
├── TransportError                           no complete answer came back
│   ├── ConnectFailed (ConnectionError)      the request never reached the server
│   ├── RequestTimeout (TimeoutError)        the answer took too long
│   └── Cancelled                            stopped by the caller
├── ProtocolError                            an answer came that the protocol does not allow
├── StatusError                              an HTTP status without a protocol answer
├── RpcError                                 the server answered with an error code
│   ├── PermissionDeniedError
│   ├── NotFoundError
│   │   └── TaskNotFoundError
│   └── PayloadTooLargeError
├── JobError                                 server-side work
│   ├── JobFailed                            ended in failure
│   └── JobTimedOut (TimeoutError)           did not end in time; waiting may be resumed
├── TransferError                            some files of a bulk transfer failed
├── IntegrityError                           size or checksum differs from what was promised
├── FormatError                              a local file is not what its format says
├── StorageError (OSError)                   a local file cannot be read or written
└── MissingResourceError                     the server names something it does not hold
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, Unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "AuthenticationError",
    "Cancelled",
    "ConfigurationError",
    "ConnectFailed",
    "ErrorFields",
    "FormatError",
    "GroundwireError",
    "InsecureUrlError",
    "IntegrityError",
    "InvalidArgumentError",
    "InvalidIdError",
    "InvalidTokenError",
    "InvalidTypeError",
    "JobError",
    "JobFailed",
    "JobTimedOut",
    "MissingDependencyError",
    "MissingResourceError",
    "NoTokenError",
    "NotFoundError",
    "PayloadTooLargeError",
    "PermissionDeniedError",
    "ProtocolError",
    "RequestTimeout",
    "RpcError",
    "StatusError",
    "StorageError",
    "TaskNotFoundError",
    "TransferError",
    "TransportError",
    "UnboundError",
]


class ErrorFields(TypedDict, total=False):
    """Keyword arguments every class of the tree takes."""

    method: str | None
    code: int | str | None
    status: int | None
    request_id: str | None
    attempts: int | None
    server_message: str | None
    data: object
    hint: str | None


class GroundwireError(RuntimeError):
    """Root of every error this distribution raises.

    Attributes:
        message: One readable sentence: what was wrong, where, what was expected.
        method: Wire name of the call, such as `dataset.list`.
        code: Error code given by the server.
        status: HTTP status of the answer.
        request_id: Identifier the server gave to the request.
        attempts: How many times the request was tried.
        server_message: Text of the server, without secrets.
        data: Further details, such as a server's error data.
        hint: What to do about it.
    """

    def __init__(
        self,
        message: str = "",
        *,
        method: str | None = None,
        code: int | str | None = None,
        status: int | None = None,
        request_id: str | None = None,
        attempts: int | None = None,
        server_message: str | None = None,
        data: object = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.method = method
        self.code = code
        self.status = status
        self.request_id = request_id
        self.attempts = attempts
        self.server_message = server_message
        self.data = data
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self) -> tuple[type[GroundwireError], tuple[str], dict[str, Any]]:
        # The default would lose the keyword attributes. Every class of the tree takes the message first.
        return type(self), (self.message,), dict(self.__dict__)


class ConfigurationError(GroundwireError, ValueError):
    """The caller asked for something that cannot work; nothing was sent."""


class UnboundError(ConfigurationError, TypeError):
    """An object that holds no client was asked to talk to the server."""


class InvalidArgumentError(ConfigurationError):
    """An argument has a value that cannot be used; nothing was sent."""


class InvalidTypeError(InvalidArgumentError, TypeError):
    """An argument is of a kind that cannot be used; nothing was sent."""


class InvalidIdError(ConfigurationError, TypeError):
    """A value is not an identifier of the expected kind."""


class InsecureUrlError(ConfigurationError):
    """Plain HTTP was asked for a host that is not this machine."""


class MissingDependencyError(ConfigurationError, ImportError):
    """An optional package is needed and not installed."""


class AuthenticationError(GroundwireError):
    """The server does not accept who is calling."""


class NoTokenError(AuthenticationError):
    """There is no token; nothing was sent."""


class InvalidTokenError(AuthenticationError):
    """The token cannot be read or lacks what the call needs."""


class TransportError(GroundwireError):
    """No complete answer came back."""


class ConnectFailed(TransportError, ConnectionError):  # noqa: N818 - the name says what happened
    """No connection could be made; the request never reached the server."""


class RequestTimeout(TransportError, TimeoutError):  # noqa: N818 - the field's standard term
    """The answer did not come in time; the server may have done the work."""


class Cancelled(TransportError):  # noqa: N818 - the field's standard term
    """The operation was stopped by the caller."""


class ProtocolError(GroundwireError):
    """An answer came that the protocol does not allow.

    Attributes:
        path: Where in the answer, as a JSON path such as `$.items[3].id`.
        expected: What was expected there.
    """

    def __init__(
        self,
        message: str = "",
        *,
        path: str | None = None,
        expected: str | None = None,
        **fields: Unpack[ErrorFields],
    ) -> None:
        super().__init__(message, **fields)
        self.path = path
        self.expected = expected


class StatusError(GroundwireError):
    """The server answered with an HTTP status and no protocol answer.

    Attributes:
        retry_after: Seconds the server asked to wait, when it did.
    """

    def __init__(
        self, message: str = "", *, retry_after: float | None = None, **fields: Unpack[ErrorFields]
    ) -> None:
        super().__init__(message, **fields)
        self.retry_after = retry_after


class RpcError(GroundwireError):
    """The server answered with an error code."""


class PermissionDeniedError(RpcError):
    """The caller may not do this, or is not logged in."""


class NotFoundError(RpcError):
    """The server does not hold what was asked for."""


class TaskNotFoundError(NotFoundError):
    """The server holds no task with this id."""


class PayloadTooLargeError(RpcError):
    """The request is larger than the server takes."""


class JobError(GroundwireError):
    """Work on the server's side went wrong."""


class JobFailed(JobError):  # noqa: N818 - the name says what happened
    """The job ended in failure."""


class JobTimedOut(JobError, TimeoutError):  # noqa: N818 - the name says what happened
    """The job did not end in time; it still runs, and waiting may be resumed."""


class TransferError(GroundwireError):
    """Some items of a bulk transfer failed.

    Attributes:
        results: The results of every item, finished and failed.
    """

    def __init__(
        self, message: str = "", *, results: Sequence[object] = (), **fields: Unpack[ErrorFields]
    ) -> None:
        super().__init__(message, **fields)
        self.results = tuple(results)


class IntegrityError(GroundwireError):
    """The size or checksum of data differs from what was promised."""


class FormatError(GroundwireError):
    """A local file is not what its format says."""


class StorageError(GroundwireError, OSError):
    """A local file cannot be read or written."""


class MissingResourceError(GroundwireError):
    """The server names something that it does not hold."""
