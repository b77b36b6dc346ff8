"""`groundwire admin`: organisations, users, projects, deletions and quotas of a local server."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundwire.server import admin, housekeeping
from groundwire.server.errors import ServerError
from groundwire.server.services import open_database, open_objects, prepare_folder
from groundwire.server.settings import Settings

if TYPE_CHECKING:
    from groundwire.server.metering import MeteredStore
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


@command.command("delete")
@click.argument("item", metavar="ID")
@click.pass_obj
def delete(settings: Settings, item: str) -> None:
    """Put a project (p-…) or an experiment (exp-…) into the recycle bin, with everything in it."""
    with _open(settings) as db:
        housekeeping.delete(db, item)
    print(f"{item} is in the recycle bin; take it out with: groundwire admin restore {item}")


@command.command("restore")
@click.argument("item", metavar="ID")
@click.pass_obj
def restore(settings: Settings, item: str) -> None:
    """Take something out of the recycle bin, whoever deleted it."""
    with _open(settings) as db:
        housekeeping.restore(db, item)
    print(f"{item} is back.")


@command.command("set-quota")
@click.argument("organization")
@click.argument("quota", metavar="BYTES")
@click.pass_obj
def set_quota(settings: Settings, organization: str, quota: str) -> None:
    """Let an organisation store so many BYTES, or any number with "unlimited".

    What is in its recycle bin counts. An organisation that has stored more keeps it, but can add no files.
    """
    if quota != "unlimited" and not quota.isdecimal():
        raise ServerError(f"Expected a number of bytes or 'unlimited', got {quota!r}.")
    with _open(settings) as db, closing(_objects(settings, db)) as objects:
        limit = None if quota == "unlimited" else int(quota)
        stored = housekeeping.set_quota(db, objects, organization, limit)
    allowed = "any number of" if stored.quota is None else f"{stored.quota}"
    print(f"{organization} has stored {stored.used} bytes and may store {allowed} bytes.")


@command.command("list")
@click.pass_obj
def list_accounts(settings: Settings) -> None:
    """List organisations with their users, projects, and what they have stored if there is a quota."""
    with _open(settings) as db:
        quotas = housekeeping.quotas(db)
        for account in admin.list_accounts(db):
            print(f"{account.organization} (org-{account.organization_id:x})")
            stored = quotas.get(account.organization_id)
            if stored is not None:
                print(f"  stored   {stored.used} of {stored.quota} bytes")
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


def _objects(settings: Settings, db: Database) -> MeteredStore:
    return open_objects(settings, prepare_folder(settings), db)


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
