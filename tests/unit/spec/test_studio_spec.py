"""What holds for Studio: the 88 methods, the identifier classes, the special forms of its protocol."""

from __future__ import annotations

from pathlib import Path
from typing import Any

NAMES = Path(__file__).with_name("studio_rpc_names.txt").read_text("utf-8").split()

BULK = {
    "annotation.add_bulk",
    "annotation.bulk.del",
    "samples.list",
    "samples.populate2",
    "samples.update_dimensions",
}

NULL_PARAMS = {
    "accounting.get_usage_summary",
    "auth.verify_token",
    "org.get",
    "project.list",
    "snapshots.list",
    "trainer.server.schema",
    "validate.schema",
    "version",
}

IDS = {
    "OrganizationID": "org",
    "ProjectID": "p",
    "DatasetID": "ds",
    "AnnotationSetID": "as",
    "SampleID": "s",
    "ImageId": "im",
    "SequenceId": "se",
    "ExperimentID": "exp",
    "TrainingSessionID": "t",
    "ValidationSessionID": "v",
    "SnapshotID": "ss",
    "TaskID": "task",
    "BackgroundTaskID": "bt",
    "AppId": "app",
}

ONLY_BUILT_BY_CALLERS = {
    "AppId",
    "BackgroundTaskID",
    "ImageId",
    "NewTrainingSession",
    "NewValidationSession",
    "SampleFile",
}


def rpc(studio: Any) -> dict[str, dict[str, Any]]:
    """The methods that can be called by name."""
    return {name: method for name, method in studio.methods.items() if method.get("x-rpc", True)}


def test_methods_are_exactly_the_known_ones(studio: Any) -> None:
    assert len(NAMES) == 88
    assert sorted(rpc(studio)) == NAMES


def test_plain_endpoints_have_a_route(studio: Any) -> None:
    plain = {name: method["x-http"] for name, method in studio.methods.items() if name not in rpc(studio)}
    assert {name: (route["verb"], route["path"]) for name, route in plain.items()} == {
        "download_model": ("GET", "/download_model"),
        "download_checkpoint": ("GET", "/download_checkpoint"),
        "object.get": ("GET", "{url}"),
        "object.put": ("PUT", "{url}"),
    }


def test_id_classes_are_the_fourteen(studio: Any) -> None:
    ids = {name: schema["x-id"] for name, schema in studio.schemas.items() if "x-id" in schema}
    assert {name: item["prefix"] for name, item in ids.items()} == IDS
    assert {item["wire"] for item in ids.values()} == {"integer"}
    for name in IDS:
        accepts = studio.validator(studio.schemas[name]).is_valid
        assert accepts(0), name
        assert accepts(2**64 - 1), name
        assert not accepts(2**64), name
        assert not accepts(-1), name


def test_every_type_is_used(studio: Any) -> None:
    text = repr([studio.methods, studio.schemas])
    unused = {name for name in studio.schemas if f"#/components/schemas/{name}'" not in text}
    assert unused == ONLY_BUILT_BY_CALLERS


def test_bulk_deadlines_are_those_of_the_five_bulk_methods(studio: Any) -> None:
    bulk = {
        name
        for name, method in rpc(studio).items()
        if method["x-timeout"] == "bulk" and "x-http" not in method
    }
    assert bulk == BULK


def test_multipart_and_raw_methods_say_how_they_travel(studio: Any) -> None:
    routes = {name: method["x-http"] for name, method in rpc(studio).items() if "x-http" in method}
    raw = {name for name, route in routes.items() if route["reply"] == "bytes"}
    multipart = {name for name, route in routes.items() if "file" in route.get("params", {}).values()}
    assert raw == {"task.data.download", "val.data.download"}
    assert multipart == {"task.data.upload", "trainer.upload.files", "val.data.upload"}
    assert raw | multipart == routes.keys()
    for name in multipart:
        assert routes[name]["path"] == f"/api?method={name}"
        assert studio.methods[name]["x-timeout"] == "upload"


def test_calls_without_parameters_say_null_or_empty_object(studio: Any) -> None:
    empty = {
        name: m.get("x-params")
        for name, m in rpc(studio).items()
        if not any(p["required"] for p in m["params"])
    }
    assert {name for name, value in empty.items() if value == "none"} == NULL_PARAMS
    assert {name for name, value in empty.items() if value == "object"} == {"job.list", "task.list"}
    assert empty.keys() == NULL_PARAMS | {"job.list", "task.list"}


def test_only_signing_in_and_the_version_need_no_token(studio: Any) -> None:
    assert {name for name, method in rpc(studio).items() if method.get("x-auth") is False} == {
        "auth.login",
        "version",
    }


def test_paged_methods_are_the_three(studio: Any) -> None:
    paged = {name for name, method in studio.methods.items() if "x-paging" in method}
    assert paged == {"samples.list", "task.list", "version.changelog"}


def test_task_methods_report_a_missing_task(studio: Any) -> None:
    missing = "#/components/errors/TaskNotFound"
    assert {
        name for name, method in studio.methods.items() if {"$ref": missing} in method.get("errors", [])
    } == {
        "job.stop",
        "task.chart.add",
        "task.chart.get",
        "task.chart.list",
        "task.data.download",
        "task.data.list",
        "task.data.upload",
    }


def test_methods_after_2_13_are_marked(studio: Any) -> None:
    since = {name: method["x-since"] for name, method in studio.methods.items() if "x-since" in method}
    assert since == {"recycle.list": "2.19", "recycle.purge": "2.19", "validate.session.set_platform": "2.19"}


def test_methods_that_share_a_name_with_a_namespace_have_their_own(studio: Any) -> None:
    named = {name: method["x-python"] for name, method in studio.methods.items() if "x-python" in method}
    assert named == {
        "version": "server_version",
        "version.changelog": "get_changelog",
        "version.summary": "get_summary",
    }


def test_secrets_are_marked(studio: Any) -> None:
    login = {param["name"]: param["schema"] for param in studio.methods["auth.login"]["params"]}
    assert login["password"]["x-sensitive"] is True
    assert studio.schemas["TokenReply"]["properties"]["token"]["x-sensitive"] is True
    urls = studio.methods["snapshots.create_download_url"]["result"]["schema"]["additionalProperties"]
    assert urls["x-sensitive"] is True
    assert studio.schemas["SnapshotUpload"]["properties"]["urls"]["items"]["x-sensitive"] is True


def test_free_form_values_hold_no_null(studio: Any) -> None:
    accepts = studio.validator(studio.schemas["Parameter"]).is_valid
    assert all(accepts(value) for value in (True, 1, 0.5, "", [], {}, [{"a": [1, "b"]}]))
    assert not any(accepts(value) for value in (None, [None], {"a": {"b": [None]}}))


def test_received_forms_accept_what_servers_send(studio: Any) -> None:
    sample = studio.validator(studio.schemas["Sample"]).is_valid
    nulls = dict.fromkeys(studio.schemas["Sample"]["properties"])
    polygons = [
        [[[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]],
        [[0.1, 0.2, 0.3, 0.4, 0.5, 0.6]],
        {"rings": [[0.1, 0.2, 0.3, 0.4, 0.5, 0.6]]},
        {"polygon": [[[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]]},
        "not a polygon",
        None,
    ]
    assert sample({})
    assert sample(nulls)
    assert all(sample({"annotations": [{"mask": polygon}]}) for polygon in polygons)
    assert sample({"annotations": {"bbox": [{}], "box3d": None}})
    assert sample({"sensors": [{"radar.pcd": "https://objects.example.com/1"}, {"type": "image"}]})
    assert sample({"sensors": {"gps": {"lat": 1, "lon": 2}, "radar.pcd": "inline"}})
    assert not sample({"width": -1})
    assert not sample({"width": 0.5})
    assert not sample({"annotations": [{"ignore": 1}]})


def test_sent_forms_leave_no_room_for_null(studio: Any) -> None:
    for name in ("SampleCreate", "AnnotationCreate", "ServerAnnotation"):
        for key in studio.schemas[name]["properties"]:
            errors = studio.validator(studio.schemas[name]).iter_errors({key: None})
            assert any(list(error.path) == [key] for error in errors), f"{name}.{key} may be null"
