"""Starting sessions, and the schemas of what they can be told."""

from __future__ import annotations

import pytest

from groundwire._core.errors import InvalidArgumentError
from groundwire.studio import (
    Parameter,
    SchemaField,
    TaskID,
    TrainingSessionID,
    ValidationSessionID,
    ValidatorSchema,
)

from .conftest import EXAMPLES, do, example

pytestmark = pytest.mark.anyio

TRAINING = ("p-1", "run", "exp-2", "modelpack", "ds-3", "as-4")


async def test_training_is_started_with_defaults(client, server):
    server.answers["cloud.server.start"] = {"id": 77, "train_session_id": 78}
    server.answers["tags.list_dataset"] = [
        {"id": 1, "name": "old"},
        {"id": 5, "name": "new"},
        {"id": 2, "name": "b"},
    ]
    made = await do(client.start_training_session(*TRAINING))
    assert (made.task_id, made.session_id) == (TaskID(77), TrainingSessionID(78))
    assert server.calls == [
        ("tags.list_dataset", {"dataset_id": 3}),
        (
            "cloud.server.start",
            {
                "type": "trainer",
                "name": "run",
                "project_id": 1,
                "is_local": False,
                "is_kubernetes": False,
                "params": {
                    "trainer_id": 2,
                    "trainer_type": "modelpack",
                    "split_mode": "group",
                    "dataset_id": 3,
                    "annotation_set_id": 4,
                    "tag_name": "new",
                    "train_group_name": "train",
                    "val_group_name": "val",
                    "session_name": "run",
                    "params": {},
                },
            },
        ),
    ]


async def test_training_is_started_with_everything(client, server):
    await do(
        client.start_training_session(
            *TRAINING,
            params={"epochs": Parameter.integer(3), "sizes": [1]},
            tag_name="v1",
            train_group="a",
            val_group="b",
            session_name="s",
            session_description="d",
            weights_session="t-9",
            is_local=True,
            is_kubernetes=True,
        )
    )
    ((method, sent),) = server.calls
    assert method == "cloud.server.start"
    assert (sent["is_local"], sent["is_kubernetes"]) == (True, True)
    assert sent["params"] == {
        "trainer_id": 2,
        "trainer_type": "modelpack",
        "split_mode": "group",
        "dataset_id": 3,
        "annotation_set_id": 4,
        "tag_name": "v1",
        "train_group_name": "a",
        "val_group_name": "b",
        "session_name": "s",
        "params": {"epochs": 3, "sizes": [1]},
        "session_description": "d",
        "weights_session": 9,
    }


async def test_training_without_any_tag_is_not_started(client, server):
    server.answers["tags.list_dataset"] = []
    with pytest.raises(InvalidArgumentError, match="ds-3 has no tags"):
        await do(client.start_training_session(*TRAINING))
    assert [method for method, _ in server.calls] == ["tags.list_dataset"]


async def test_validation_is_started(client, server):
    server.answers["cloud.server.start"] = {"id": 77, "val_session_id": 78}
    made = await do(client.start_validation_session("p-1", "check", "t-5", "m.onnx", "modelpack"))
    assert (made.task_id, made.session_id) == (TaskID(77), ValidationSessionID(78))
    assert server.calls == [
        (
            "cloud.server.start",
            {
                "type": "validation",
                "name": "check",
                "project_id": 1,
                "is_local": False,
                "is_kubernetes": False,
                "params": {"params": {}},
                "training_session_id": 5,
                "model_file": "m.onnx",
                "val_type": "modelpack",
            },
        )
    ]


async def test_validation_is_started_with_everything(client, server):
    await do(
        client.start_validation_session(
            1, "check", 5, "m", "v", {"iou": 0.5}, True, True, "d", "ds-3", "as-4", "ss-6"
        )
    )
    ((_, sent),) = server.calls
    assert sent["params"] == {"params": {"iou": 0.5}}
    assert [sent[name] for name in ("description", "dataset_id", "annotation_set_id", "snapshot_id")] == [
        "d",
        3,
        4,
        6,
    ]


async def test_kinds_of_trainers(client, server):
    server.answers["trainer.server.schema"] = {
        "schema_list": [{"name": "a"}, {"name": "b", "schema_type": "t"}]
    }
    found = await do(client.trainer_schemas())
    assert [(one.name, one.label, one.schema_type) for one in found] == [("a", "", ""), ("b", "", "t")]
    assert server.calls == [("trainer.server.schema", None)]


FIELDS = [
    {
        "name": "group",
        "type": "group",
        "children": [{"name": 3, "type": "int", "default": 5, "min": 1, "max": 9.5, "values": [1, "a"]}],
    },
    {
        "name": "size",
        "label": True,
        "type": "newer",
        "required": True,
        "options": [{"name": 640, "label": 640, "children": [{"name": "inner"}]}],
        "ami": "ignored",
    },
    {"default": None, "values": None},
]


async def test_fields_of_a_trainer(client, server):
    server.answers["trainer.server.schema"] = FIELDS
    group, size, empty = await do(client.trainer_schema("modelpack"))
    assert server.calls == [("trainer.server.schema", {"type": "modelpack"})]
    (child,) = group.children
    assert type(child) is SchemaField
    assert (child.name, child.field_type, child.min, child.max) == ("3", "int", 1.0, 9.5)
    assert child.default.as_integer() == 5
    assert [value.to_pyobject() for value in child.values] == [1, "a"]
    assert (size.label, size.field_type, size.required) == ("true", "unknown", True)
    assert (size.options[0].name, size.options[0].label) == (640, "640")
    assert size.options[0].children[0].name == "inner"
    assert (empty.name, empty.default, empty.values, empty.children) == (None, None, None, [])


async def test_kinds_of_validators(client, server):
    server.answers["validate.schema"] = [{"type": "v", "name": "n", "schema": [{"name": "iou"}]}, {}]
    full, empty = await do(client.validator_schemas())
    assert type(full) is ValidatorSchema
    assert (full.schema_type, full.name, [field.name for field in full.schema]) == ("v", "n", ["iou"])
    assert (empty.schema_type, empty.name, empty.schema) == ("", "", [])


async def test_examples_of_the_spec_are_read(client, server):
    assert len(await do(client.validator_schemas())) == len(example("validate.schema"))
    answers = [one["result"]["value"] for one in EXAMPLES["trainer.server.schema"]]
    detail = next(answer for answer in answers if isinstance(answer, list))
    server.answers["trainer.server.schema"] = detail
    assert len(await do(client.trainer_schema("any"))) == len(detail)
