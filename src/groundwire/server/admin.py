"""Accounts: organisations, users, projects, and the first of each on a new server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from groundwire.server.errors import ServerError
from groundwire.server.passwords import generate_password, hash_password
from groundwire.server.store.tables import experiments, organizations, projects, users

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from groundwire.server.store.engine import Database

ORGANIZATION = "Local"
PROJECT = "Sandbox"
USERNAME = "admin"
_USERNAME = re.compile(r"[^\s\x00-\x1f\x7f]{1,256}")
_PROJECT = re.compile(r"p-([0-9a-fA-F]{1,15})")
_MAX_NAME = 256


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the first start made; the password is known to nobody else.

    Attributes:
        organization: Name of the organisation.
        organization_id: Its number.
        project: Name of the project.
        project_id: Its number.
        username: Name of the user.
        password: Its password, of which only a hash is stored.
    """

    organization: str
    organization_id: int
    project: str
    project_id: int
    username: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials(username={self.username!r}, password='…')"


@dataclass(frozen=True, slots=True)
class Account:
    """One line of `list_accounts`."""

    organization: str
    organization_id: int
    users: tuple[str, ...]
    projects: tuple[tuple[int, str], ...]


def initialise(db: Database, *, username: str = USERNAME, password: str | None = None) -> Credentials | None:
    """Make the first organisation, user and project; None if the database already has an organisation.

    Of several processes that start at once, one does it.

    Args:
        db: A migrated database.
        username: Name of the user.
        password: Its password; None generates one.
    """
    if _has_organization(db):
        return None
    password = password or generate_password()
    hashed = hash_password(password)  # before the transaction: it takes a while
    try:
        with db.write() as connection:
            if connection.execute(select(organizations.c.id).limit(1)).first() is not None:
                return None
            organization_id = _insert_organization(connection, ORGANIZATION)
            _insert_user(connection, username, hashed, organization_id)
            project_id = _insert_project(connection, PROJECT, organization_id)
    except IntegrityError:
        return None  # another process was quicker, on a database where reading does not lock
    return Credentials(ORGANIZATION, organization_id, PROJECT, project_id, username, password)


def add_organization(db: Database, name: str) -> int:
    """Add an organisation and return its number.

    Raises:
        ServerError: The name is empty, too long, or taken.
    """
    try:
        with db.write() as connection:
            return _insert_organization(connection, _name("an organisation", name))
    except IntegrityError:
        raise ServerError(f"There is an organisation named {name!r} already.") from None


def add_user(db: Database, username: str, password: str, organization: str) -> int:
    """Add a user to an organisation and return its number.

    Raises:
        ServerError: The organisation does not exist, the user does, or name or password are not acceptable.
    """
    if _USERNAME.fullmatch(username) is None:
        raise ServerError("A user name has 1 to 256 characters without spaces.")
    hashed = hash_password(password)
    try:
        with db.write() as connection:
            return _insert_user(connection, username, hashed, _find_organization(connection, organization))
    except IntegrityError:
        raise ServerError(f"There is a user named {username!r} already.") from None


def add_project(db: Database, name: str, organization: str) -> int:
    """Add a project to an organisation and return its number.

    Raises:
        ServerError: The organisation does not exist, or the name is empty or too long.
    """
    with db.write() as connection:
        return _insert_project(
            connection, _name("a project", name), _find_organization(connection, organization)
        )


def add_experiment(db: Database, name: str, project: str, description: str = "") -> int:
    """Add an experiment to a project and return its number.

    Args:
        db: A migrated database.
        name: Name of the experiment.
        project: The project, as `admin list` shows it: `"p-1a"`.
        description: What it is about.

    Raises:
        ServerError: The project does not exist, or the name is empty or too long.
    """
    row: dict[str, str | int] = {"name": _name("an experiment", name), "description": description}
    with db.write() as connection:
        row["project_id"] = _find_project(connection, project)
        return _insert(connection, experiments, row)


def reset_password(db: Database, username: str, password: str) -> None:
    """Give a user a new password; every token issued before stops working.

    Raises:
        ServerError: There is no such user, or the password is not acceptable.
    """
    change = {"password_hash": hash_password(password), "token_epoch": users.c.token_epoch + 1}
    with db.write() as connection:
        changed = connection.execute(
            update(users).where(users.c.username == username).values(change)
        ).rowcount
    if not changed:
        raise ServerError(f"There is no user named {username!r}.")


def list_accounts(db: Database) -> list[Account]:
    """Return every organisation with its users and projects, in order of creation."""
    with db.read() as connection:
        found = connection.execute(
            select(organizations.c.id, organizations.c.name).order_by(organizations.c.id)
        )
        return [_account(connection, row.id, row.name) for row in found.all()]


def first_project(db: Database, username: str) -> int | None:
    """Return the number of the first project a user can see; None if there is no such user or project."""
    query = (
        select(projects.c.id)
        .join(users, users.c.organization_id == projects.c.organization_id)
        .where(users.c.username == username, projects.c.deleted.is_(None))
        .order_by(projects.c.id)
    )
    with db.read() as connection:
        return connection.execute(query.limit(1)).scalar()


def _account(connection: Connection, organization_id: int, name: str) -> Account:
    members = select(users.c.username).where(users.c.organization_id == organization_id).order_by(users.c.id)
    owned = (
        select(projects.c.id, projects.c.name)
        .where(projects.c.organization_id == organization_id, projects.c.deleted.is_(None))
        .order_by(projects.c.id)
    )
    return Account(
        name,
        organization_id,
        tuple(connection.execute(members).scalars()),
        tuple((row.id, row.name) for row in connection.execute(owned)),
    )


def _has_organization(db: Database) -> bool:
    with db.read() as connection:
        return connection.execute(select(organizations.c.id).limit(1)).first() is not None


def _find_organization(connection: Connection, name: str) -> int:
    found: int | None = connection.execute(
        select(organizations.c.id).where(organizations.c.name == name)
    ).scalar()
    if found is None:
        raise ServerError(f"There is no organisation named {name!r}; see: groundwire admin list")
    return found


def _find_project(connection: Connection, project: str) -> int:
    match = _PROJECT.fullmatch(project)
    if match is None:
        raise ServerError(f"A project is named by its id, such as p-1a, not {project!r}.")
    query = select(projects.c.id).where(projects.c.id == int(match[1], 16), projects.c.deleted.is_(None))
    found: int | None = connection.execute(query).scalar()
    if found is None:
        raise ServerError(f"There is no project {project}; see: groundwire admin list")
    return found


def _insert_organization(connection: Connection, name: str) -> int:
    return _insert(connection, organizations, {"name": name})


def _insert_user(connection: Connection, username: str, hashed: str, organization_id: int) -> int:
    row: dict[str, str | int] = {
        "username": username,
        "password_hash": hashed,
        "organization_id": organization_id,
    }
    return _insert(connection, users, row)


def _insert_project(connection: Connection, name: str, organization_id: int) -> int:
    row: dict[str, str | int] = {"name": name, "organization_id": organization_id}
    return _insert(connection, projects, row)


def _insert(connection: Connection, table: Table, row: dict[str, str | int]) -> int:
    new_id: int = connection.execute(table.insert().values(row).returning(table.c.id)).scalar_one()
    return new_id


def _name(kind: str, name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= _MAX_NAME:
        raise ServerError(f"The name of {kind} has 1 to {_MAX_NAME} characters.")
    return name
