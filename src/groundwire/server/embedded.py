"""`LocalServer`: a real server of one's own, for tests, notebooks and demonstrations."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Self

from groundwire.server.errors import ServerError

if TYPE_CHECKING:
    from types import TracebackType

    from groundwire.server.store.engine import Database

_START_S = 60
_STOP_S = 20


class LocalServer:
    """A Groundwire server in a process of its own, on a free port of this machine.

    ```python
    from groundwire.server import LocalServer
    from groundwire.studio import Client

    with LocalServer() as server:
        client = Client().with_url(server.url).with_login(server.username, server.password)
        print(client.projects())
    ```

    The process listens on loopback only. It ends with the `with` block, and when this process dies, however
    it dies. Starting and stopping block for about a second; in async code use `async with`, which does so in
    a thread.

    Args:
        data: Folder of the server's database and files. None uses a temporary one that is deleted at the end;
            a folder that is given is kept, and opening it again continues where it was.
        username: Name of the first user. On a folder that has the user already, its password is replaced and
            its earlier tokens stop working.
        password: Password of that user; None generates one.
        port: Port to listen on; 0 picks a free one.
        database: SQLAlchemy URL; None is a SQLite file in `data`.
        log_level: Least severe level written to `log_path`.
        options: Further options of `groundwire serve`, such as `"--durable"`.

    Attributes:
        username: Name of the first user.
        password: Its password.
        project_id: A project the user can write to, such as `"p-1"`.

    Raises:
        ServerError: The server cannot start; the message says why.
    """

    def __init__(
        self,
        data: Path | str | None = None,
        *,
        username: str = "admin",
        password: str | None = None,
        port: int = 0,
        database: str | None = None,
        log_level: str = "info",
        options: tuple[str, ...] = (),
    ) -> None:
        self._given = None if data is None else Path(data)
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self.username = username
        self.password = password or ""
        self.project_id = ""
        self._port = port
        self._database = database
        self._log_level = log_level
        self._options = options
        self._url = ""
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = None
            self.project_id = ""

    async def __aenter__(self) -> Self:
        from anyio import to_thread

        return await to_thread.run_sync(self.__enter__)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        from anyio import CancelScope, to_thread

        with CancelScope(shield=True):  # a cancelled block still ends the server
            await to_thread.run_sync(self.__exit__, kind, error, trace)

    @property
    def data(self) -> Path:
        """Folder of the server's database and files."""
        if self._given is not None:
            return self._given
        if self._temporary is None:
            raise ServerError("The server has no folder yet: start it first.")
        return Path(self._temporary.name)

    @property
    def url(self) -> str:
        """Base URL of the running server, such as `http://127.0.0.1:41873`."""
        return self._url

    @property
    def log_path(self) -> Path:
        """File of the server's log; restarts append to it."""
        return self.data / "server.log"

    @property
    def pid(self) -> int | None:
        """Process id; None while the server is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self) -> None:
        """Set up the folder where needed, and start the process; returns when it accepts requests.

        Raises:
            ServerError: The server cannot start; the message says why.
        """
        if self.pid is not None:
            return
        if self._given is None and self._temporary is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="groundwire-", ignore_cleanup_errors=True)
        if not self.project_id:
            self._set_up()
        self._launch()

    def stop(self) -> None:
        """End the process, letting requests in flight finish; harmless when it is not running."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _close_pipes(process)

    def kill(self) -> None:
        """End the process at once, as a power failure would; `restart` brings it back."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            _close_pipes(process)

    def restart(self) -> None:
        """Stop the process if it runs, and start it again on the same folder and port."""
        self.stop()
        self.start()

    def add_user(self, username: str, password: str, organization: str | None = None) -> None:
        """Add a user; takes effect at once.

        Args:
            username: Name to log in with.
            password: Password, of at least 8 characters.
            organization: Organisation of the user, created when it does not exist, with one project; None is
                that of the first user.

        Raises:
            ServerError: The user exists already, or name or password are not acceptable.
        """
        from groundwire.server import admin

        with self._open() as db:
            name = organization or admin.ORGANIZATION
            if all(account.organization != name for account in admin.list_accounts(db)):
                admin.add_organization(db, name)
                admin.add_project(db, admin.PROJECT, name)
            admin.add_user(db, username, password, name)

    def read_log(self) -> str:
        """Return what the server has logged so far."""
        return self.log_path.read_text(encoding="utf-8", errors="replace") if self.log_path.exists() else ""

    def _open(self) -> closing[Database]:
        from groundwire.server.services import open_database, prepare_folder
        from groundwire.server.settings import Settings

        settings = Settings(data=self.data, database=self._database)
        prepare_folder(settings)
        return closing(open_database(settings))

    def _set_up(self) -> None:
        """Make the first user here, so that its password crosses no command line, environment or pipe."""
        from groundwire.server import admin
        from groundwire.server.passwords import generate_password

        with self._open() as db:
            made = admin.initialise(db, username=self.username, password=self.password or None)
            if made is not None:
                self.password, self.project_id = made.password, _prefixed(made.project_id)
                return
            self.password = self.password or generate_password()
            admin.reset_password(db, self.username, self.password)
            project = admin.first_project(db, self.username)
            self.project_id = _prefixed(project) if project is not None else ""

    def _launch(self) -> None:
        command = [
            sys.executable,
            "-m",
            "groundwire",
            "serve",
            "--data",
            str(self.data),
            "--port",
            str(self._port),
        ]
        command += ["--log-level", self._log_level, "--embedded", *self._options]
        if self._database is not None:
            command += ["--database", self._database]
        with self.log_path.open("ab") as log:
            begin = log.tell()
            process = subprocess.Popen(  # noqa: S603  (this interpreter, our own module)
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert process.stdout is not None  # asked for above
        patience = threading.Timer(_START_S, process.kill)
        patience.daemon = True
        patience.start()
        line = process.stdout.readline()
        patience.cancel()
        if not line:
            process.wait()
            _close_pipes(process)
            told = self.log_path.read_bytes()[begin:].decode("utf-8", "replace").strip()
            raise ServerError(
                f"The server did not start: {told or f'it ended with code {process.returncode}'}"
            )
        ready = json.loads(line)
        self._process, self._url, self._port = process, ready["url"], ready["port"]


def _close_pipes(process: subprocess.Popen[str]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def _prefixed(project: int) -> str:
    return f"p-{project:x}"
