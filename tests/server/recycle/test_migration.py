"""Revision 0005 on a database in use: sessions stay, may now lose their dataset, and ids never come again."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from groundwire.server.store import migrations

BEFORE = """
INSERT INTO organizations (id, name, created) VALUES (1, 'o', 'x');
INSERT INTO projects (id, organization_id, name, created, updated) VALUES (1, 1, 'p', 'x', 'x');
INSERT INTO datasets (id, project_id, name, cloud_key, created, updated) VALUES (1, 1, 'd', 'k', 'x', 'x');
INSERT INTO annotation_sets (id, dataset_id, name, created, updated) VALUES (1, 1, 'a', 'x', 'x');
INSERT INTO experiments (id, project_id, name, created, updated) VALUES (1, 1, 'e', 'x', 'x');
INSERT INTO tasks (id, organization_id, name, type, status, manage_type, instance_type, created, updated)
  VALUES (1, 1, 't', 'trainer', 'running', 'user', 'local', 'x', 'x');
INSERT INTO training_sessions (id, experiment_id, task_id, model, name, params, dataset_id, annotation_set_id,
  weights_session_id, created, updated) VALUES
  (7, 1, 1, 'm', 'first', '{}', 1, 1, NULL, 'x', 'x'), (8, 1, 1, 'm', 'second', '{}', 1, 1, 7, 'x', 'x');
INSERT INTO validation_sessions (id, project_id, training_session_id, task_id, model_file, type, params,
  created, updated) VALUES (1, 1, 8, 1, 'f', 'v', '{}', 'x', 'x')
"""


@pytest.fixture
def connection(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.begin() as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def move(connection):
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    return lambda direction, revision: direction(config, revision)


def test_sessions_survive_and_may_lose_their_dataset(connection, move) -> None:
    def rows(query):
        return [tuple(row) for row in connection.exec_driver_sql(query)]

    move(command.upgrade, "0004")
    for statement in BEFORE.split(";"):
        connection.exec_driver_sql(statement)
    move(command.upgrade, "0005")
    sessions = "SELECT id, name, dataset_id, weights_session_id FROM training_sessions ORDER BY id"
    assert rows(sessions) == [(7, "first", 1, None), (8, "second", 1, 7)]
    assert rows("PRAGMA foreign_key_check") == []
    targets = {(row[2], row[3]) for row in rows("PRAGMA foreign_key_list(training_sessions)")}
    assert {("training_sessions", "weights_session_id"), ("datasets", "dataset_id")} <= targets
    assert ("training_sessions", "training_session_id") in {
        (row[2], row[3]) for row in rows("PRAGMA foreign_key_list(validation_sessions)")
    }
    connection.exec_driver_sql("UPDATE training_sessions SET dataset_id = NULL WHERE id = 8")
    connection.exec_driver_sql("DELETE FROM validation_sessions")
    connection.exec_driver_sql("DELETE FROM training_sessions WHERE id = 8")
    connection.exec_driver_sql(
        "INSERT INTO training_sessions (experiment_id, task_id, model, name, params, created, updated)"
        " VALUES (1, 1, 'm', 'third', '{}', 'x', 'x')"
    )
    assert rows(sessions) == [(7, "first", 1, None), (9, "third", None, None)]
    move(command.downgrade, "0004")
    assert rows(sessions) == [(7, "first", 1, None)]
