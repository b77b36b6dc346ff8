"""`groundwire admin`: organisations, users and projects of a local server."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundwire.server import admin
from groundwire.server.errors import ServerError
from groundwire.server.services import open_database, prepare_folder
from groundwire.server.settings import Settings

if TYPE_CHECKING:
    from groundwire.server.store.engine import Database

_organization = click.option(
    "--organization", default=admin.ORGANIZATION, show_default=True, help="Its organisation."
)
_password_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input."
)


@click.group("admin")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("groundwire-data"),
    show_default=True,
    help="Data folder of the server.",
)
@click.option("--database", metavar="URL", help="Database, if it is not the SQLite file in the data folder.")
@click.pass_context
def command(ctx: click.Context, data: Path, database: str | None) -> None:
    """Manage accounts of a local server, running or not; changes take effect at once."""
    ctx.obj = Settings(data=data, database=database)


@command.command("add-organization")
@click.argument("name")
@click.pass_obj
def add_organization(settings: Settings, name: str) -> None:
    """Add an organisation. Organisations see nothing of each other."""
    with _open(settings) as db:
        print(f"Added organisation {name} (org-{admin.add_organization(db, name):x}).")


@command.command("add-user")
@click.argument("username")
@_organization
@_password_stdin
@click.pass_obj
def add_user(settings: Settings, username: str, organization: str, password_stdin: bool) -> None:
    """Add a user; asks for the password."""
    password = _password(password_stdin)
    with _open(settings) as db:
        admin.add_user(db, username, password, organization)
    print(f"Added user {username} to {organization}.")


@command.command("add-project")
@click.argument("name")
@_organization
@click.pass_obj
def add_project(settings: Settings, name: str, organization: str) -> None:
    """Add a project."""
    with _open(settings) as db:
        print(f"Added project {name} (p-{admin.add_project(db, name, organization):x}) to {organization}.")


@command.command("add-experiment")
@click.argument("name")
@click.option("--project", required=True, metavar="ID", help="Its project, such as p-1a.")
@click.option("--description", default="", help="What it is about.")
@click.pass_obj
def add_experiment(settings: Settings, name: str, project: str, description: str) -> None:
    """Add an experiment, under which training sessions are gathered."""
    with _open(settings) as db:
        added = admin.add_experiment(db, name, project, description)
    print(f"Added experiment {name} (exp-{added:x}) to {project}.")


@command.command("reset-password")
@click.argument("username")
@_password_stdin
@click.pass_obj
def reset_password(settings: Settings, username: str, password_stdin: bool) -> None:
    """Give a user a new password and end its sessions; asks for the password."""
    password = _password(password_stdin)
    with _open(settings) as db:
        admin.reset_password(db, username, password)
    print(f"{username} has a new password; earlier logins have ended.")


@command.command("list")
@click.pass_obj
def list_accounts(settings: Settings) -> None:
    """List organisations with their users and projects."""
    with _open(settings) as db:
        for account in admin.list_accounts(db):
            print(f"{account.organization} (org-{account.organization_id:x})")
            for username in account.users:
                print(f"  user     {username}")
            for project_id, name in account.projects:
                print(f"  project  {name} (p-{project_id:x})")


def _open(settings: Settings) -> closing[Database]:
    if settings.database is None and not settings.data.is_dir():
        raise ServerError(
            f"There is no data folder {settings.data}; set one up with: groundwire serve --init --data DIR"
        )
    prepare_folder(settings)
    return closing(open_database(settings))


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
