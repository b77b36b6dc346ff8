"""Bring a database to this program's schema at start, one process at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from groundwire.server.errors import DatabaseTooNewError, ServerError
from groundwire.server.store import migrations
from groundwire.server.store.engine import describe

if TYPE_CHECKING:
    from groundwire.server.store.engine import Database


def migrate(db: Database) -> str:
    """Apply the missing migrations and return the revision reached.

    Processes that start at once wait for each other: the first migrates, the others find nothing to do.

    Raises:
        DatabaseTooNewError: The database was written by a newer program; nothing was changed.
        ServerError: The database cannot be reached or is not one of ours.
    """
    try:
        if revision(db) == migrations.HEAD:
            return migrations.HEAD
        with db.migration() as connection:
            found = migrations.current(connection)
            if found is not None and found not in _known():
                raise DatabaseTooNewError(
                    f"The database is at schema {found}, which this program does not know (its newest is "
                    f"{migrations.HEAD}): it was written by a newer version; "
                    "upgrade groundwire, or use another data folder."
                )
            migrations.upgrade(connection)
    except SQLAlchemyError as error:
        raise ServerError(f"The database {db.shown} cannot be used: {describe(error)}.") from error
    return migrations.HEAD


def revision(db: Database) -> str | None:
    """Return the schema revision of a database; None if it is empty."""
    with db.read() as connection:
        return migrations.current(connection)


def _known() -> frozenset[str]:
    from alembic.script import ScriptDirectory

    folder = migrations.__path__[0]
    return frozenset(script.revision for script in ScriptDirectory(folder).walk_revisions())
