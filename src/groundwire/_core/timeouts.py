"""Time limits per kind of work."""

from __future__ import annotations

import msgspec

from groundwire._core.call import TimeoutClass

__all__ = ["Limits", "Timeouts"]


class Limits(msgspec.Struct, frozen=True):
    """Limits of one attempt, in seconds; None is no limit.

    Attributes:
        total: From the start to the last byte of the answer.
        idle: Longest silence while reading or writing.
        connect: Until the connection stands.
    """

    total: float | None
    idle: float | None
    connect: float


class Timeouts(msgspec.Struct, frozen=True):
    """Limits in seconds for each kind of work.

    Attributes:
        rpc: Whole attempt of a quick call.
        bulk_idle: Longest silence during a bulk call or download, whose whole time is not limited.
        upload: Whole attempt of an upload.
        poll: Whole attempt of a call that asks for the state of a job.
        connect: Until the connection stands, whatever the work.
    """

    rpc: float = 30.0
    bulk_idle: float = 120.0
    upload: float = 600.0
    poll: float = 30.0
    connect: float = 10.0

    def limits(self, kind: TimeoutClass, override: float | None = None) -> Limits:
        """Return the limits for `kind`; `override` replaces its number (the silence for bulk work)."""
        if kind is TimeoutClass.BULK:
            idle = self.bulk_idle if override is None else override
            return Limits(total=None, idle=idle, connect=min(self.connect, idle))
        default = {TimeoutClass.UPLOAD: self.upload, TimeoutClass.POLL: self.poll}.get(kind, self.rpc)
        total = default if override is None else override
        return Limits(total=total, idle=total, connect=min(self.connect, total))
