"""A database from before versions: what it holds belongs to every tag made from now on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from groundwire.server.services import close_services, open_services
from groundwire.server.settings import Settings
from groundwire.server.store import migrations
from groundwire.server.store.engine import Database
from tests.server.studio.desk import filled, open_desk


def move(database: Database, to: str) -> None:
    """Take the schema back to a revision, or forward."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with database.migration() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if to < migrations.HEAD else command.upgrade)(config, to)


def test_what_was_there_before_can_be_tagged_read_and_restored(tmp_path) -> None:
    services = open_services(Settings(data=tmp_path))
    desk = open_desk(services)
    data = filled(desk, 5)
    before = desk.call("samples.list", dataset_id=data.id, annotation_set_id=data.annotation_set)
    url = services.db.url
    close_services(services)
    database = Database(url.render_as_string(hide_password=False))
    move(database, "0003")
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM sample_files")).scalar() == 5
    move(database, migrations.HEAD)
    database.close()

    services = open_services(Settings(data=tmp_path))
    desk.context = replace(desk.context, db=services.db, objects=services.objects, auth=services.auth)
    at = {"dataset_id": data.id, "annotation_set_id": data.annotation_set, "tag": "v1"}
    assert desk.call("version.tag.create", dataset_id=data.id, name="v1")["image_count"] == 5
    desk.call("image.delete_from_dataset", dataset_id=data.id, image_ids=[], sequence_ids=[], delete_all=True)
    assert desk.call("samples.list", **at) == before
    desk.call("version.tag.restore", dataset_id=data.id, name="v1")
    assert desk.call("samples.list", **{**at, "tag": None}) == before
    close_services(services)
