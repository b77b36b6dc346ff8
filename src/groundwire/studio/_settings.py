"""Settings read from the environment, once per client."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import msgspec

from groundwire._core.errors import ConfigurationError
from groundwire._core.retry import RetryPolicy
from groundwire._core.timeouts import Timeouts

if TYPE_CHECKING:
    from collections.abc import Mapping

# samples of one `samples.populate2` call: the server's work grows with the square of it
POPULATE_BATCH: Final = 500
# samples of one `samples.update_dimensions` call, the most the server takes
DIMENSIONS_BATCH: Final = 500
# parts of snapshots in flight: each is large, and has to arrive within the time limit of an upload
SNAPSHOT_PARTS: Final = 8
# refresh a token that expires sooner than this many seconds from now
REFRESH_MARGIN: Final = 3600


class Settings(msgspec.Struct, frozen=True):
    """What the environment says about time limits, retries and parallel work.

    Attributes:
        timeouts: ``EDGEFIRST_TIMEOUT``, ``EDGEFIRST_READ_TIMEOUT`` and ``EDGEFIRST_UPLOAD_TIMEOUT``, seconds.
        retry: ``EDGEFIRST_MAX_RETRIES``.
        concurrency: ``MAX_TASKS``, files in flight; ``None`` lets the transfer engine adapt.
        mask_page: ``EDGEFIRST_SAMPLES_PAGE_SIZE``, samples per page that carries masks, 1 to 1000.
        parts: ``MAX_UPLOAD_TASKS``, parts of snapshots in flight.
        journal: ``GROUNDWIRE_JOURNAL``, folder that remembers uploads under way so that they can be resumed;
            ``off`` for none, empty for the user's own folder.
    """

    timeouts: Timeouts
    retry: RetryPolicy
    concurrency: int | None
    mask_page: int
    parts: int = SNAPSHOT_PARTS
    journal: str = ""


def from_environment(
    retry: RetryPolicy | None = None,
    timeouts: Timeouts | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Read the settings; what the user passed wins over the environment.

    Args:
        retry: Policy chosen by the user.
        timeouts: Limits chosen by the user.
        environment: Variables, those of the process by default.

    Raises:
        ConfigurationError: A variable is set to something that is no number in its range.
    """
    values = os.environ if environment is None else environment
    default = Timeouts()
    limits = Timeouts(
        rpc=_number(values, "EDGEFIRST_TIMEOUT", default.rpc),
        bulk_idle=_number(values, "EDGEFIRST_READ_TIMEOUT", default.bulk_idle),
        upload=_number(values, "EDGEFIRST_UPLOAD_TIMEOUT", default.upload),
    )
    retries = int(_number(values, "EDGEFIRST_MAX_RETRIES", RetryPolicy().max_retries, least=0))
    tasks = int(_number(values, "MAX_TASKS", 0, least=0))
    page = int(_number(values, "EDGEFIRST_SAMPLES_PAGE_SIZE", 100, least=0))
    parts = int(_number(values, "MAX_UPLOAD_TASKS", SNAPSHOT_PARTS, least=0))
    return Settings(
        timeouts=timeouts or limits,
        retry=retry or RetryPolicy(max_retries=retries),
        concurrency=tasks or None,
        mask_page=min(max(page, 1), 1000),
        parts=parts or SNAPSHOT_PARTS,
        journal=_folder(values, "GROUNDWIRE_JOURNAL"),
    )


def _folder(values: Mapping[str, str], name: str) -> str:
    text = values.get(name, "").strip()
    if text in {"", "off"} or os.path.isabs(text) or text.startswith("~"):  # noqa: PTH117 - no pathlib at import
        return text
    raise ConfigurationError(
        f"The environment variable {name} is {text!r}: expected 'off' or the full path of a folder.",
        hint=f"Correct or unset {name}.",
    )


def _number(values: Mapping[str, str], name: str, default: float, *, least: float = 1e-3) -> float:
    text = values.get(name, "").strip()
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not least <= number < float("inf"):
        raise ConfigurationError(
            f"The environment variable {name} is {text!r}: expected a number of at least {least:g}.",
            hint=f"Correct or unset {name}.",
        )
    return number
