"""Open and close what a server works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.auth import Authenticator
from groundwire.server.context import Services
from groundwire.server.errors import ServerError
from groundwire.server.metering import MeteredStore
from groundwire.server.quota import Meter
from groundwire.server.secret import Secret, load_secret
from groundwire.server.store.engine import Database
from groundwire.server.store.migrate import migrate

if TYPE_CHECKING:
    from groundwire.server.settings import Settings


def prepare_folder(settings: Settings) -> Secret:
    """Create the data folder and its secret key where they are missing.

    Raises:
        ServerError: The folder cannot be created or written.
    """
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ServerError(f"The data folder {settings.data} cannot be created: {error.strerror}.") from error
    return load_secret(settings.secret_file)


def open_database(settings: Settings) -> Database:
    """Open the database, its schema brought up to date.

    Raises:
        ServerError: It cannot be reached, is not one of ours, or is newer than this program.
    """
    database = Database(settings.database_url)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return database


def open_services(settings: Settings) -> Services:
    """Open everything; `close_services` is its counterpart.

    Raises:
        ServerError: Something cannot be opened; nothing stays open.
    """
    secret = prepare_folder(settings)
    database = open_database(settings)
    try:
        objects = open_objects(settings, secret, database)
    except BaseException:
        database.close()
        raise
    return Services(settings, database, objects, Authenticator(database, secret, settings))


def open_objects(settings: Settings, secret: Secret, database: Database) -> MeteredStore:
    """Open the object store.

    Raises:
        ServerError: The folder cannot be created or written.
    """
    key = secret.derive("objects")
    return MeteredStore(settings.objects_folder, key, Meter(database), durable=settings.durable)


def close_services(services: Services) -> None:
    """Close everything."""
    services.objects.close()
    services.db.close()
