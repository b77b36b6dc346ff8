"""Versioned migrations: bring a database to the newest schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

if TYPE_CHECKING:
    from sqlalchemy import Connection

_HERE = Path(__file__).parent
HEAD = "0006"
"""The newest revision; a test holds it equal to alembic's own idea of the head."""


def current(connection: Connection) -> str | None:
    """The revision a database is at, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection) -> None:
    """Bring the database behind `connection` to `HEAD`, inside the caller's transaction.

    Costs two small queries when there is nothing to do: alembic is imported only when there is.
    """
    if current(connection) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
