# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named validate.session.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import validation as _validation

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence

    from groundwire._core.call import Json
    from groundwire._core.transport import AsyncTransport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import ProjectUID, ValidationSessionUID
    from groundwire_api.studio.models import Acknowledgement, MetricsReply, ValidationSession

__all__ = ["AsyncValidateSessionRpc"]


class AsyncValidateSessionRpc:
    """Methods named `validate.session.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def delete(
        self,
        *,
        session_ids: Sequence[ValidationSessionUID],
    ) -> Acknowledgement:
        """Move validation sessions to the recycle bin.

        Sessions that are deleted already are passed over.

        Args:
            session_ids: The sessions to delete.

        Returns:
            Any JSON except null. It only says that the request was carried out; its content means
            nothing.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `validate.session.delete` in
        spec/studio/methods/validation.yaml.
        """
        return await self._transport.send(_validation.validate_session_delete(session_ids=session_ids))

    async def get(
        self,
        *,
        validate_session_id: ValidationSessionUID,
    ) -> ValidationSession:
        """Get one validation session.

        Looks a session up by its number, named validate_session_id.

        Args:
            validate_session_id: The session to read.

        Returns:
            One run of validation of the model of a training session. Its name is the name of its
            task.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `validate.session.get` in spec/studio/methods/validation.yaml.
        """
        return await self._transport.send(
            _validation.validate_session_get(validate_session_id=validate_session_id)
        )

    async def list(
        self,
        *,
        project_id: ProjectUID,
    ) -> builtins.list[ValidationSession]:
        """List the validation sessions of a project.

        Those of all experiments, in one reply, in the server's own order.

        Args:
            project_id: The project whose sessions are wanted.

        Returns:
            Items: One run of validation of the model of a training session. Its name is the name of
            its task.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `validate.session.list` in spec/studio/methods/validation.yaml.
        """
        return await self._transport.send(_validation.validate_session_list(project_id=project_id))

    async def metrics(
        self,
        *,
        validate_session_id: ValidationSessionUID,
        metrics: Mapping[str, Json] | Unset = UNSET,
    ) -> MetricsReply:
        """Read or write the metrics of a validation session.

        Without metrics it reads them: the reply is an object, or text that holds one in JSON. With
        metrics it writes them: the reply is any text.

        Args:
            validate_session_id: The session.
            metrics: Values to write, by name. Left out when reading.

        Returns:
            Reading gives the metrics as an object, possibly empty, or as text that holds such an
            object in JSON. Writing gives any text.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `validate.session.metrics` in
        spec/studio/methods/validation.yaml.
        """
        return await self._transport.send(
            _validation.validate_session_metrics(validate_session_id=validate_session_id, metrics=metrics)
        )

    async def set_platform(
        self,
        *,
        validate_session_id: ValidationSessionUID,
        platform: Json,
    ) -> Acknowledgement:
        """Attach a description of the platform to a validation session.

        An object is sent as JSON; text in JSON or YAML is passed on untouched. The server refuses a
        schema_version that it does not know, and a session without a task.

        Args:
            validate_session_id: The session.
            platform: Description of the platform, with a schema_version; an object, or text that
                holds one.

        Returns:
            Any JSON except null. It only says that the request was carried out; its content means
            nothing.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `validate.session.set_platform` in
        spec/studio/methods/validation.yaml.
        """
        return await self._transport.send(
            _validation.validate_session_set_platform(
                validate_session_id=validate_session_id, platform=platform
            )
        )

    async def update(
        self,
        *,
        validate_session_id: ValidationSessionUID,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
    ) -> Acknowledgement:
        """Rename or describe a validation session.

        What is left out stays as it is; clients refuse to send neither. The task is renamed with
        the session. The reply means nothing, so clients read the session again.

        Args:
            validate_session_id: The session to change.
            name: New display name.
            description: New description.

        Returns:
            Any JSON except null. It only says that the request was carried out; its content means
            nothing.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `validate.session.update` in
        spec/studio/methods/validation.yaml.
        """
        return await self._transport.send(
            _validation.validate_session_update(
                validate_session_id=validate_session_id, name=name, description=description
            )
        )
