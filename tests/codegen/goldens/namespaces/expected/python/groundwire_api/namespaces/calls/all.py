# Generated from spec/namespaces/methods/all.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of all: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from typing_extensions import deprecated

from groundwire._core.call import Call, Json
from groundwire._core.deprecate import Deprecation, register, warn_deprecated
from groundwire._core.unset import UNSET, Unset

if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "auth_login",
    "label_del",
    "note_old",
    "note_schema",
    "version",
    "version_tag_create",
    "version_tag_list",
]

register(
    [
        Deprecation(
            id="namespaces.note.old",
            what="note.old",
            since="1.0.0",
            removal="a later release",
            replacement="label.del",
        ),
    ]
)


def auth_login(
    *,
    password: str,
    type: str | Unset = UNSET,
) -> Call[str]:
    """Do it.

    Does what its name says.

    Args:
        password: The password.
        type: The type.

    Returns:
        The call. Its answer: str.

    Raises:
        NotFoundError: When sent. There is no note with this number (code 101).
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `auth.login` in spec/namespaces/methods/all.yaml.
    """
    return Call(
        "auth.login",
        {
            "password": password,
            "type": type,
        },
        lambda: str,
        hot=True,
        idempotent=True,
        authenticated=False,
        sensitive=frozenset(("password",)),
    )


def label_del() -> Call[str]:
    """Do it.

    Does what its name says.

    Returns:
        The call. Its answer: str.

    Raises:
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `label.del` in spec/namespaces/methods/all.yaml.
    """
    return Call(
        "label.del",
        {},
        lambda: str,
        hot=True,
        idempotent=True,
    )


@deprecated("note.old is deprecated; use label.del", category=None)
def note_old() -> Call[str]:
    """Do it.

    Does what its name says.

    Deprecated: note.old is deprecated; use label.del.

    Returns:
        The call. Its answer: str.

    Raises:
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `note.old` in spec/namespaces/methods/all.yaml.
    """
    warn_deprecated("namespaces.note.old")
    return make_note_old()


def make_note_old() -> Call[str]:
    """Build the call without the warning, for the methods that warn themselves."""
    return Call(
        "note.old",
        None,
        lambda: str,
        hot=True,
        idempotent=True,
    )


def note_schema(
    *,
    type: str | Unset = UNSET,
) -> Call[Json]:
    """Do it.

    Does what its name says.

    Args:
        type: The type.

    Returns:
        The call. Its answer: Json.

    Raises:
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `note.schema` in spec/namespaces/methods/all.yaml.
    """
    return Call(
        "note.schema",
        None
        if isinstance(type, Unset)
        else {
            "type": type,
        },
        lambda: cast("Any", Json),
        hot=True,
        idempotent=True,
    )


def version() -> Call[str]:
    """Do it.

    Does what its name says.

    Returns:
        The call. Its answer: str.

    Raises:
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `version` in spec/namespaces/methods/all.yaml.
    """
    return Call(
        "version",
        None,
        lambda: str,
        hot=True,
        idempotent=True,
    )


def version_tag_create() -> Call[str]:
    """Do it.

    Does what its name says.

    Returns:
        The call. Its answer: str.

    Raises:
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `version.tag.create` in spec/namespaces/methods/all.yaml.
    """
    return Call(
        "version.tag.create",
        None,
        lambda: str,
        hot=True,
        idempotent=True,
    )


def version_tag_list() -> Call[list[str]]:
    """Do it.

    Does what its name says.

    Returns:
        The call. Its answer: list[str].

    Raises:
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `version.tag.list` in spec/namespaces/methods/all.yaml.
    """
    return Call(
        "version.tag.list",
        None,
        lambda: list[str],
        hot=True,
        idempotent=True,
    )
