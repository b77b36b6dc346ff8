"""The states of a task: which words there are, and which may follow which."""

from __future__ import annotations

from enum import Enum, auto

from groundwire.server.errors import conflict, invalid


class Phase(Enum):
    """What the many words for a status come down to."""

    WAITING = auto()
    ACTIVE = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()

    @property
    def final(self) -> bool:
        """Whether a task stays in this phase for ever."""
        return self not in {Phase.WAITING, Phase.ACTIVE}


INITIAL = "pending"
_WORDS: dict[Phase, tuple[str, ...]] = {
    Phase.WAITING: ("pending", "queued", "submitted", "starting"),
    Phase.ACTIVE: (
        "running",
        "training",
        "validating",
        "processing",
        "downloading",
        "uploading",
        "importing",
        "exporting",
        "stopping",
    ),
    Phase.DONE: ("complete", "completed", "done"),
    Phase.FAILED: ("failed", "error"),
    Phase.CANCELLED: ("cancelled", "canceled", "stopped"),
}
_PHASES = {word: phase for phase, words in _WORDS.items() for word in words}
_FOLLOWS: dict[Phase, frozenset[Phase]] = {
    Phase.WAITING: frozenset(Phase),
    Phase.ACTIVE: frozenset(Phase) - {Phase.WAITING},
    # The end is the end: only the same outcome may be reported again, as a repeated call does.
    Phase.DONE: frozenset({Phase.DONE}),
    Phase.FAILED: frozenset({Phase.FAILED}),
    Phase.CANCELLED: frozenset({Phase.CANCELLED}),
}


def read(status: str) -> str:
    """Return a status as it is stored, in lower case.

    Raises:
        RpcFailure: 3, it is none of the words a task may have.
    """
    word = status.lower()
    if word not in _PHASES:
        raise invalid(
            "status", f"{status[:100]!r} is not a task status; expected one of {', '.join(_PHASES)}"
        )
    return word


def phase(status: str) -> Phase:
    """Return the phase of a stored status."""
    return _PHASES[status]


def check(before: str, after: str) -> None:
    """Refuse a change of status that makes no sense.

    Raises:
        RpcFailure: 1, a task that has ended does not start again, nor does a running one wait again.
    """
    if phase(after) not in _FOLLOWS[phase(before)]:
        raise conflict(f"A task that is {before} cannot become {after}.")
