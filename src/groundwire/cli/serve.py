"""`groundwire serve`: set up and run a local server."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundwire.server.settings import PLATFORMS, Settings

if TYPE_CHECKING:
    import socket

    from groundwire.server.admin import Credentials
    from groundwire.server.context import Services

_LOOPBACK = ("127.", "::1", "localhost")


@click.command("serve")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("groundwire-data"),
    show_default=True,
    help="Folder of the database, the files and the secret key; created when missing.",
)
@click.option(
    "--database",
    metavar="URL",
    help="Database instead of the SQLite file in the data folder, such as postgresql://user@host/name.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port; 0 picks a free one."
)
@click.option(
    "--public-url", metavar="URL", help="How clients reach the server, if it stands behind a proxy."
)
@click.option(
    "--platform",
    "platforms",
    type=click.Choice(PLATFORMS),
    multiple=True,
    default=("studio",),
    show_default=True,
    help="Protocol to speak.",
)
@click.option(
    "--init", "only_init", is_flag=True, help="Only set up: print the first user's password and end."
)
@click.option(
    "--max-body-mb", type=click.IntRange(1), default=512, show_default=True, help="Largest JSON request."
)
@click.option(
    "--token-hours", type=click.IntRange(2), default=24, show_default=True, help="Lifetime of logins."
)
@click.option(
    "--url-seconds",
    type=click.IntRange(1),
    default=3600,
    show_default=True,
    help="Lifetime of presigned URLs.",
)
@click.option("--durable", is_flag=True, help="Flush every stored file to the disk before acknowledging it.")
@click.option("--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--log-level", type=click.Choice(["debug", "info", "warning", "error"]), default="info", show_default=True
)
@click.option(
    "--shutdown-seconds",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="Time given to requests in flight when the server is told to stop.",
)
@click.option("--embedded", is_flag=True, hidden=True)
def command(
    *,
    only_init: bool,
    embedded: bool,
    max_body_mb: int,
    token_hours: int,
    url_seconds: int,
    shutdown_seconds: int,
    **options: object,
) -> None:
    """Run a local server; the first start sets it up and prints a user name and a password.

    It listens on this machine only, unless --host says otherwise. Ctrl-C stops it.
    """
    settings = Settings(
        max_body=max_body_mb * 2**20,
        token_lifetime=token_hours * 3600,
        presign_lifetime=url_seconds,
        shutdown_deadline=shutdown_seconds,
        **options,  # type: ignore[arg-type]  # click has checked each of them
    )
    if only_init:
        _initialise(settings)
        return
    from groundwire.server.run import bind, serve, url_of

    listener = bind(settings)
    url = settings.public_url or url_of(listener)
    if not settings.host.startswith(_LOOPBACK):
        print(
            f"Warning: listening on {settings.host}: everyone who can reach this machine can try to log in, "
            "and passwords travel unencrypted unless a TLS proxy stands in front.",
            file=sys.stderr,
        )

    def opened(services: Services) -> None:
        from groundwire.server.admin import initialise

        _show(initialise(services.db), settings, url)

    def ready() -> None:
        print(
            _announcement(listener, url) if embedded else f"Groundwire listens on {url} (Ctrl-C stops it).",
            flush=True,
        )

    serve(settings, listener, opened=opened, ready=ready, follow_stdin=embedded)


def _initialise(settings: Settings) -> None:
    from contextlib import closing

    from groundwire.server.admin import initialise
    from groundwire.server.services import open_database, prepare_folder

    prepare_folder(settings)
    with closing(open_database(settings)) as database:
        made = initialise(database)
    if made is None:
        print(f"{settings.data} is set up already; nothing was changed.")
    _show(made, settings, settings.public_url or f"http://{settings.host}:{settings.port}")


def _announcement(listener: socket.socket, url: str) -> str:
    return json.dumps({"url": url, "port": listener.getsockname()[1]})


def _show(made: Credentials | None, settings: Settings, url: str) -> None:
    """Print what the first start made. This is the only time the password is shown."""
    if made is None:
        return
    print(
        f"""\
Groundwire is set up in {settings.data.absolute()}.

  URL           {url}
  User name     {made.username}
  Password      {made.password}   (shown only this once)
  Organisation  {made.organization} (org-{made.organization_id:x})
  Project       {made.project} (p-{made.project_id:x})

From Python:

  from groundwire.studio import Client
  client = Client().with_url("{url}").with_login("{made.username}", "the password above")

A lost password is replaced with: groundwire admin --data {settings.data} reset-password {made.username}
""",
        flush=True,
    )
