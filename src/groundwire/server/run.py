"""Run a server in this process until it is told to stop."""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
import sys
import threading
from typing import TYPE_CHECKING

import uvicorn

from groundwire.server.app import create_app
from groundwire.server.errors import ServerError
from groundwire.server.logs import configure_logging, logger
from groundwire.server.protocol import BoundedHttpProtocol
from groundwire.server.services import close_services, open_services

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

    from groundwire.server.context import Services
    from groundwire.server.settings import Settings

_KEEP_ALIVE_S = 75  # longer than clients keep idle connections, so that it is they who close them
_GRACE_S = 5  # for threads, after the deadline of requests


def bind(settings: Settings) -> socket.socket:
    """Open the listening socket.

    Raises:
        ServerError: The port is in use or needs privileges, or the address is not one of this machine.
    """
    host, port = settings.host, settings.port
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError, OverflowError):
        raise ServerError(
            f"The address {host!r} is not known; use an address of this machine, such as 127.0.0.1."
        ) from None
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except (OSError, OverflowError) as error:
        listener.close()
        raise ServerError(_why(error, host, port)) from None
    listener.set_inheritable(False)
    return listener


def url_of(listener: socket.socket) -> str:
    """Return where clients on this machine reach a listening socket."""
    host, port = listener.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104  (recognised here, not chosen)
        host = "127.0.0.1" if listener.family == socket.AF_INET else "::1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(
    settings: Settings,
    listener: socket.socket,
    *,
    opened: Callable[[Services], None] | None = None,
    ready: Callable[[], None] | None = None,
    follow_stdin: bool = False,
) -> None:
    """Serve until SIGTERM or SIGINT, then let requests in flight finish.

    Args:
        settings: What to serve, and how.
        listener: Listening socket; closed at the end.
        opened: Called when database and files are open, before anything is served.
        ready: Called when requests are accepted.
        follow_stdin: Also stop when standard input ends, as it does when the parent process dies.

    Raises:
        ServerError: Something cannot be opened.
        KeyboardInterrupt: It was stopped by SIGINT, after everything was closed.
    """
    configure_logging(settings.log_format, settings.log_level)
    services = open_services(settings)
    try:
        if opened is not None:
            opened(services)
        app = create_app(settings, services)
    except BaseException:
        close_services(services)
        listener.close()
        raise
    config = uvicorn.Config(
        app,
        http=BoundedHttpProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=settings.shutdown_deadline,
    )
    server = _Server(config, ready)
    signal.signal(signal.SIGTERM, _stopped)  # uvicorn raises the signal again when it is done
    if follow_stdin:
        threading.Thread(target=server.follow_stdin, name="parent watch", daemon=True).start()
    _calm_collector()
    server.run([listener])


def _calm_collector() -> None:
    """Look for reference cycles rarely: a page of rows is thousands of short-lived objects without any."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


class _Server(uvicorn.Server):
    """A uvicorn server that tells when it is ready and ends even if a thread does not."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._ready = ready

    def follow_stdin(self) -> None:
        while os.read(0, 4096):
            pass
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            logger.info("started", extra={"fields": {"pid": os.getpid()}})
            if self._ready is not None:
                self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        logger.info("stopping", extra={"fields": {"pid": os.getpid()}})
        limit = (self.config.timeout_graceful_shutdown or 0) + _GRACE_S
        watchdog = threading.Timer(limit, _abandon)
        watchdog.daemon = True
        watchdog.start()
        await super().shutdown(sockets)
        logger.info("stopped", extra={"fields": {"pid": os.getpid()}})


def _abandon() -> None:
    logger.error("abandoned", extra={"fields": {"reason": "a call did not finish in time"}})
    os._exit(1)


def _stopped(_signal: int, _frame: FrameType | None) -> None:
    """Let the program end by itself: a server that was told to stop has not failed."""


def _why(error: OSError | OverflowError, host: str, port: int) -> str:
    code = getattr(error, "errno", None)
    reasons: Sequence[tuple[int, str]] = (
        (
            errno.EADDRINUSE,
            f"Port {port} on {host} is in use by another program; choose another one with --port.",
        ),
        (
            errno.EACCES,
            f"Port {port} needs privileges this user does not have; choose one above 1023 with --port.",
        ),
        (errno.EADDRNOTAVAIL, f"{host} is not an address of this machine; use 127.0.0.1 or one it has."),
    )
    return next(
        (reason for number, reason in reasons if number == code), f"Cannot listen on {host}:{port}: {error}."
    )
