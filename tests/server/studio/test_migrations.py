"""The migrations build the schema that the tables describe."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from groundwire.server.store import migrations
from groundwire.server.store.schema import metadata


@pytest.fixture
def connection(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def scripts() -> ScriptDirectory:
    return ScriptDirectory(str(Path(migrations.__file__).parent))


def test_the_head_is_the_newest_revision() -> None:
    assert scripts().get_heads() == [migrations.HEAD]


def test_an_upgraded_database_is_what_the_tables_say(connection) -> None:
    assert migrations.current(connection) is None
    migrations.upgrade(connection)
    assert migrations.current(connection) == migrations.HEAD
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_indexes_and_constraints_have_the_names_the_tables_give(connection) -> None:
    migrations.upgrade(connection)
    inspector = inspect(connection)
    for table in metadata.sorted_tables:
        assert {one["name"] for one in inspector.get_indexes(table.name)} == {
            one.name for one in table.indexes
        }
        uniques = {one["name"] for one in inspector.get_unique_constraints(table.name)}
        assert uniques == {c.name for c in table.constraints if c.__visit_name__ == "unique_constraint"}


def test_upgrading_again_changes_nothing(connection) -> None:
    migrations.upgrade(connection)
    migrations.upgrade(connection)
    assert migrations.current(connection) == migrations.HEAD


def test_every_revision_can_be_taken_back(connection) -> None:
    from alembic import command
    from alembic.config import Config

    migrations.upgrade(connection)
    config = Config()
    config.set_main_option("script_location", scripts().dir)
    config.attributes["connection"] = connection
    command.downgrade(config, "base")
    assert inspect(connection).get_table_names() == ["alembic_version"]


def test_every_table_with_an_id_never_gives_one_twice() -> None:
    for table in metadata.sorted_tables:
        if [column.name for column in table.primary_key] == ["id"]:
            assert table.dialect_options["sqlite"]["autoincrement"] is True, table.name
