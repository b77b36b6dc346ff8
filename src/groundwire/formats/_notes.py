"""What a conversion leaves out or changes: handed to the caller one by one, or logged."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from groundwire.formats.coco import Issue

if TYPE_CHECKING:
    from collections.abc import Callable

_logger = logging.getLogger("groundwire.formats")


class Notes:
    """Passes notes on; those without a receiver become warnings of the logger ``groundwire.formats``."""

    def __init__(self, receive: Callable[[Issue], object] | None = None) -> None:
        self._receive = receive or _log

    def add(self, where: str, message: str) -> None:
        """Tell about one thing; counted things are told once, with their number."""
        self._receive(Issue(where, message))

    def forward(self, issues: list[Issue]) -> None:
        """Pass on what a reader noted; the log gets their number and the first."""
        if self._receive is not _log:
            for issue in issues:
                self._receive(issue)
        elif issues:
            self.add(issues[0].where, f"{issues[0].message} ({len(issues)} such notes in all)")

    def counted(self, where: str, count: int, message: str) -> None:
        """Tell about things that happened ``count`` times, if they happened."""
        if count:
            self.add(where, f"{count} {message}")


def _log(issue: Issue) -> None:
    _logger.warning("%s", issue)
