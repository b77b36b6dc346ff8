"""How a call is carried out, as a generator of effects that a sync and an async driver perform."""

from __future__ import annotations

import logging
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar, cast

import msgspec

import groundwire
from groundwire._core.clock import Clock
from groundwire._core.errors import (
    ConnectFailed,
    GroundwireError,
    RequestTimeout,
    TransportError,
)
from groundwire._core.retry import Failure, RetryEvent, RetryPolicy
from groundwire._core.timeouts import Limits, Timeouts
from groundwire._core.wire import Broken, WireProtocol, WireRequest, WireResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire._core.auth import TokenSource
    from groundwire._core.call import Call
    from groundwire._core.clientref import ClientRef
    from groundwire._core.receiver import OnBytes, Receiver

__all__ = ["Conversation", "Effect", "Exchange", "Job", "Pause", "Prepare", "Reauthorise"]

T = TypeVar("T")
logger = logging.getLogger("groundwire")

_USER_AGENT: Final = f"Groundwire/{groundwire.__version__}"


class Prepare(msgspec.Struct, frozen=True):
    """Let the facade act before an authenticated call, such as refresh the token."""

    call: Call[object]


class Reauthorise(msgspec.Struct, frozen=True):
    """Ask the facade for another token after the server refused this one; answered with a bool."""

    call: Call[object]


class Exchange(msgspec.Struct, frozen=True):
    """Send one request and read the answer; answered with `WireResponse` or `Broken`."""

    method: str
    request: WireRequest
    limits: Limits
    receiver: Receiver | None = None
    on_upload: OnBytes | None = None


class Pause(msgspec.Struct, frozen=True):
    """Wait before the next attempt."""

    seconds: float


Effect: TypeAlias = Prepare | Reauthorise | Exchange | Pause
_Steps: TypeAlias = Generator[Effect, "WireResponse | Broken | bool | None", T]


class Job(msgspec.Struct, frozen=True):
    """One sending of a call.

    Attributes:
        call: What to send.
        timeout: Seconds instead of those of the call's timeout class.
        prepare: Let the facade act before the call.
        receiver: Takes the body of a download.
        on_upload: Hears of the bytes sent.
    """

    call: Call[object]
    timeout: float | None = None
    prepare: bool = True
    receiver: Receiver | None = None
    on_upload: OnBytes | None = None


class Conversation(msgspec.Struct, frozen=True):
    """Everything about talking to one server, except input and output.

    Attributes:
        base_url: Without a trailing slash.
        protocol: Writes requests and reads answers.
        token: Current token, if the platform has one.
        retry: When to try again.
        timeouts: Time limits.
        headers: Sent with every request, below those of the protocol.
        strict: Refuse fields that no model knows.
        clock: Time and chance.
    """

    base_url: str
    protocol: WireProtocol
    token: TokenSource | None = None
    retry: RetryPolicy = RetryPolicy()
    timeouts: Timeouts = Timeouts()
    headers: Mapping[str, str] = {}
    strict: bool = False
    clock: Clock = Clock()

    def read(self, call: Call[T], ref: ClientRef[Any] | None, job: Job) -> _Steps[T]:
        """Carry out `job` and return the result of `call`."""
        response, attempts = yield from self._respond(job)
        try:
            return self.protocol.read(call, response, ref, strict=self.strict)
        except GroundwireError as error:
            _annotate(error, call, response, attempts)
            raise

    def download(self, job: Job, receiver: Receiver) -> _Steps[int]:
        """Carry out `job`, whose body goes to `receiver`; return the number of bytes."""
        response, attempts = yield from self._respond(job)
        try:
            self.protocol.check(job.call, response)
        except GroundwireError as error:
            _annotate(error, job.call, response, attempts)
            raise
        receiver.release()
        return receiver.written

    def _respond(self, job: Job) -> _Steps[tuple[WireResponse, int]]:
        call = job.call
        if call.authenticated and self.token is not None:
            self.token.require(call.method)
            if job.prepare:
                yield Prepare(call)
        answer, attempts = yield from self._attempts(job)
        if isinstance(answer, WireResponse) and answer.status == 401 and call.authenticated and job.prepare:
            renewed = yield Reauthorise(call)
            if renewed:
                answer, more = yield from self._attempts(job)
                attempts += more
        if isinstance(answer, Broken):
            raise _broken(call, answer, attempts)
        return answer, attempts

    def _attempts(self, job: Job) -> _Steps[tuple[WireResponse | Broken, int]]:
        call, clock = job.call, self.clock
        limits = self.timeouts.limits(call.timeout, job.timeout)
        started = clock.monotonic()
        attempt = 0
        while True:
            attempt += 1
            began = clock.monotonic()
            sent = yield Exchange(call.method, self._request(call), limits, job.receiver, job.on_upload)
            answer = cast("WireResponse | Broken", sent)
            self._log(call, attempt, answer, clock.monotonic() - began)
            elapsed = clock.monotonic() - started
            delay = self.retry.decide(
                attempt, answer.outcome, call.idempotent, elapsed=elapsed, uniform=clock.uniform
            )
            if delay is None or (job.receiver is not None and not job.receiver.restartable):
                return answer, attempt
            if self.retry.on_retry is not None:
                event = RetryEvent(call.method, attempt, self.retry.max_retries, delay, answer.outcome)
                self.retry.on_retry(event)
            yield Pause(delay)

    def _request(self, call: Call[object]) -> WireRequest:
        token = self.token.get() if self.token is not None else None
        plain = self.protocol.build(call, self.base_url, token)
        given = {name.lower(): value for name, value in self.headers.items()}
        headers = {"user-agent": _USER_AGENT, **given, **plain.headers}
        return WireRequest(plain.verb, plain.url, headers, plain.content)

    def _log(self, call: Call[object], attempt: int, answer: WireResponse | Broken, seconds: float) -> None:
        how = answer.status if isinstance(answer, WireResponse) else answer.failure
        logger.debug("%s: %s in %.1f ms (attempt %d)", call.method, how, seconds * 1000, attempt)


def _annotate(error: GroundwireError, call: Call[object], response: WireResponse, attempts: int) -> None:
    """Add what only the conversation knows to an error of the protocol."""
    error.method = error.method or call.method
    error.attempts = attempts
    if attempts > 1:
        error.message = f"{error.message.removesuffix('.')} (after {attempts} attempts)."
        error.args = (error.message,)
    if error.status is None:
        error.status = response.status
    if error.request_id is None:
        error.request_id = response.request_id


def _broken(call: Call[object], answer: Broken, attempts: int) -> TransportError:
    times = "once" if attempts == 1 else f"{attempts} times"
    if answer.failure is Failure.CONNECT:
        return ConnectFailed(
            f"{call.method} could not reach the server, tried {times}: {answer.reason}.",
            hint="Check the address of the server and the network.",
            method=call.method,
            attempts=attempts,
        )
    sent = "" if call.idempotent else " The server may have done the work; look before you repeat the call."
    if answer.failure is Failure.TIMEOUT:
        return RequestTimeout(
            f"{call.method} was not answered in time, tried {times}: {answer.reason}.",
            hint=f"Allow more time with the timeout argument.{sent}",
            method=call.method,
            attempts=attempts,
        )
    return TransportError(
        f"{call.method} was cut off, tried {times}: {answer.reason}.",
        hint=sent.strip() or None,
        method=call.method,
        attempts=attempts,
    )
