"""Launchers start trainers, validators and apps on a machine; this is the one registry they plug into."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from groundwire.server.errors import conflict
from groundwire.server.store.tables import now
from groundwire.server.studio.runs import tasks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire._core.call import Json
    from groundwire.server.context import Context

Kind = Literal["trainer", "validation", "app"]


@dataclass(frozen=True, slots=True)
class Launch:
    """What is to be started; its rows are in the database already.

    Attributes:
        kind: What sort of program.
        type: Which one: the type of a trainer or validator, the name of an app.
        name: Name of the task.
        task_id: The task, to which status and stages are reported.
        session_id: The training or validation session; None for an app.
        kubernetes: Whether the caller asked for a cluster.
        params: What the caller gave the program.
        env: Environment variables for it.
    """

    kind: Kind
    type: str
    name: str
    task_id: int
    session_id: int | None
    kubernetes: bool
    params: Mapping[str, Json]
    env: Mapping[str, str] = field(default_factory=dict[str, str])


class Launcher(Protocol):
    """Starts and stops one sort of program."""

    @property
    def manager(self) -> str:
        """What looks after the machine, as tasks show it: `"kubernetes"`."""
        ...

    @property
    def instance(self) -> str:
        """Which machine it is, as tasks show it."""
        ...

    def start(self, ctx: Context, launch: Launch, /) -> None:
        """Start it and return at once; what goes wrong later is reported to the task."""
        ...

    def stop(self, ctx: Context, task_id: int, /) -> None:
        """Stop what runs for a task; harmless if nothing does."""
        ...


_NOUN: Mapping[Kind, str] = {"trainer": "trainer", "validation": "validator", "app": "app"}


class Launchers:
    """Launchers by kind and type; empty until somebody registers one."""

    def __init__(self) -> None:
        self._known: dict[tuple[Kind, str], Launcher] = {}

    def register(self, kind: Kind, name: str, launcher: Launcher) -> None:
        """Let `launcher` start the trainer, validator or app called `name`.

        Raises:
            ValueError: There is one for it already.
        """
        if (kind, name) in self._known:
            raise ValueError(f"there is a launcher for the {_NOUN[kind]} {name!r} already")
        self._known[kind, name] = launcher

    def unregister(self, kind: Kind, name: str) -> None:
        """Take a launcher out again."""
        del self._known[kind, name]

    def find(self, kind: Kind, name: str) -> Launcher:
        """Return the launcher of a trainer, validator or app.

        Raises:
            RpcFailure: 1, there is none; the message says what can be done instead.
        """
        launcher = self._known.get((kind, name))
        if launcher is not None:
            return launcher
        advice = (
            "register one for it"
            if kind == "app"
            else "start the session with is_local=true and run it yourself"
        )
        raise conflict(f"This server has no launcher for the {_NOUN[kind]} {name[:100]!r}: {advice}.")


launchers = Launchers()
"""The registry that `cloud.server.start` and `job.run` ask."""


def start(ctx: Context, launcher: Launcher, launch: Launch) -> None:
    """Start a program whose rows are committed; if that fails, its task has failed.

    Raises:
        RpcFailure: The launcher refused, with its reason.
    """
    try:
        launcher.start(ctx, launch)
    except Exception:
        with ctx.db.write() as connection:
            connection.execute(tasks.update_of(launch.task_id).values(status="failed", ended=now()))
        raise
