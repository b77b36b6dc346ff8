"""Failures a handler answers with: a code and one readable sentence."""

from __future__ import annotations

from enum import IntEnum


class Code(IntEnum):
    """Codes of the `error` object, as the Studio protocol assigns them."""

    FAILURE = 1
    INVALID = 3
    INTERNAL = 10
    DENIED = 100
    NOT_FOUND = 101
    UNAUTHENTICATED = 401
    FORBIDDEN = 403
    TOO_LARGE = 413
    QUOTA = 507  # of this server alone: clients show the message of a code they do not know
    PARSE_ERROR = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601


class RpcFailure(Exception):  # noqa: N818  (an answer to the caller, not a fault of the program)
    """Answer the call with an error object.

    Args:
        code: One of `Code`, or any integer the protocol documents for the method.
        message: One sentence for the person who reads it: what was wrong, where, what was expected.
    """

    def __init__(self, code: int, message: str) -> None:
        super().__init__(code, message)
        self.code = int(code)
        self.message = message

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def not_found(kind: str, shown: object) -> RpcFailure:
    """Make the answer for an entity that is missing or belongs to another organisation.

    Both cases read the same, so that ids of other organisations cannot be probed.
    """
    return RpcFailure(Code.NOT_FOUND, f"Cannot find {kind} {shown}.")


def invalid(field: str, problem: str) -> RpcFailure:
    """Make the answer for a parameter whose value is unusable: `invalid("name", "must not be empty")`."""
    return RpcFailure(Code.INVALID, f"Invalid parameter '{field}': {problem}.")


def conflict(message: str) -> RpcFailure:
    """Make the answer for a request that contradicts stored state, such as a name already taken."""
    return RpcFailure(Code.FAILURE, message)


class ServerError(Exception):
    """Keep a server from starting, or an administrative command from working: one sentence, no traceback."""


class DatabaseTooNewError(ServerError):
    """The database was written by a newer program than this one."""
