"""`Client`: everything together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._public import public
from groundwire.studio._storage import FileTokenStorage, MemoryTokenStorage

from .artifacts import AsyncArtifacts
from .base import Credentials
from .experiments import AsyncExperiments
from .launches import AsyncLaunches
from .recycle import AsyncRecycleBin
from .snapshots import AsyncSnapshots
from .tables import AsyncTables
from .tasks import AsyncTasks
from .uploads import AsyncUploads
from .validations import AsyncValidations
from .versions import AsyncVersions

if TYPE_CHECKING:
    import httpx

    from groundwire._core.retry import RetryPolicy
    from groundwire._core.timeouts import Timeouts
    from groundwire_api.studio.aio import AsyncRpc


@public
class AsyncClient(
    AsyncUploads,
    AsyncTables,
    AsyncExperiments,
    AsyncArtifacts,
    AsyncValidations,
    AsyncLaunches,
    AsyncTasks,
    AsyncVersions,
    AsyncRecycleBin,
    AsyncSnapshots,
):
    """Client of EdgeFirst Studio, or of a server that speaks its protocol.

    Making a client makes no request; it reads the default token file if there is one. Objects that
    methods return act through the client. Use it as a context manager, or call ``aclose``.

    Args:
        token: Deprecated, see `with_token`.
        username: Deprecated, see `with_login`; the login waits for the first call.
        password: Deprecated, see `with_login`.
        server: Deprecated, see `with_server`.
        use_token_file: ``False`` is deprecated, see `with_memory_storage`.
        http: HTTP client to use for everything, files included; it is never closed here.
        retry: When to try again; ``EDGEFIRST_MAX_RETRIES`` by default.
        timeouts: Limits in seconds; ``EDGEFIRST_TIMEOUT``, ``EDGEFIRST_READ_TIMEOUT`` and
            ``EDGEFIRST_UPLOAD_TIMEOUT`` by default.

    Raises:
        ConfigurationError: A server name, a URL or an environment variable cannot be used.
        InvalidTokenError: ``token`` cannot be read.

    Example:
        >>> client = await AsyncClient().with_server("test").with_login("user", "password")  # doctest: +SKIP
        >>> projects = await client.projects("Deer")  # doctest: +SKIP
    """

    def __init__(
        self,
        token: str | None = None,
        username: str | None = None,
        password: str | None = None,
        server: str | None = None,
        use_token_file: bool = True,
        *,
        http: httpx.AsyncClient | None = None,
        retry: RetryPolicy | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        self._start(http, retry, timeouts)
        if use_token_file:
            self._load_from(FileTokenStorage())
        else:
            warn_deprecated("studio-Client-use_token_file")
            self._load_from(MemoryTokenStorage())
        if token is not None:
            warn_deprecated("studio-Client-token")
            self._take_token(token)
        if server is not None:
            warn_deprecated("studio-Client-server")
            self._take_server(server)
        if username is not None and password is not None:
            warn_deprecated("studio-Client-login")
            self._pending = Credentials(username, password)

    @property
    def rpc(self) -> AsyncRpc:
        """Every method of the protocol, typed, by its wire name: ``client.rpc.dataset.list(...)``."""
        from groundwire_api.studio.aio import AsyncRpc

        return AsyncRpc(self._transport())
