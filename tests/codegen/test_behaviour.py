"""What generated code does: build a call, read a reply, send sync and async, read on a server."""

# ruff: noqa: E501 - YAML and messages are quoted whole, as people read them
from __future__ import annotations

import asyncio
import warnings
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from groundwire._core.call import FilePart, HttpRoute, TimeoutClass
from groundwire._core.codec import dec_hook, encode, read_reply
from groundwire._core.errors import InvalidIdError

from .toolbox import NOTE_TYPES, AsyncRecorder, Recorder, Workshop, method, sent

if TYPE_CHECKING:
    from pathlib import Path

NOTE_ID = '{$ref: "#/components/schemas/NoteID"}'
NOTE = '{$ref: "#/components/schemas/Note"}'


def param(name: str, schema: str, required: bool = True, more: str = "") -> str:
    return f"{{name: {name}, required: {str(required).lower()}, description: It., schema: {schema}{more}}}"


def example(params: str = "", value: str = "done") -> str:
    return f"{{name: plain, params: [{params}], result: {{name: reply, value: {value}}}}}"


GET = method(
    "note.get",
    params=f"[{param('note_id', NOTE_ID)}]",
    result=NOTE,
    example=example("{name: note_id, value: 10}", "{id: 10, text: Feed the deer}"),
)


def build(workshop: Workshop, methods: str, types: str = NOTE_TYPES) -> Any:
    workshop.generate({"methods/notes.yaml": methods, "schemas/notes.yaml": types})
    return workshop.module("calls")


@pytest.mark.parametrize("given", [10, "n-a"])
def test_identifier_argument_is_sent_as_integer(workshop: Workshop, given: int | str):
    calls = build(workshop, GET)
    note_id = workshop.module("ids").NoteID(10)
    assert sent(calls.note_get(note_id=given)) == sent(calls.note_get(note_id=note_id)) == b'{"note_id":10}'


def test_identifier_of_another_kind_is_refused_before_anything_is_sent(workshop: Workshop):
    calls = build(workshop, GET)
    with pytest.raises(InvalidIdError, match="NoteID"):
        calls.note_get(note_id="ds-1")


def test_reply_becomes_the_model(workshop: Workshop):
    call = build(workshop, GET).note_get(note_id=10)
    note = read_reply(call, b'{"id": 10, "text": "Feed the deer", "extra": 1}')
    models, ids = workshop.module("models"), workshop.module("ids")
    assert type(note) is models.Note
    assert (note.id, note.text) == (ids.NoteID(10), "Feed the deer")


def test_sync_and_async_stubs_send_the_same_call(workshop: Workshop):
    build(workshop, GET)
    sync, aio = Recorder(b'{"id": 10, "text": ""}'), AsyncRecorder(b'{"id": 10, "text": ""}')
    one = workshop.module("sync").Rpc(sync).note.get(note_id=10)
    other = asyncio.run(workshop.module("aio").AsyncRpc(aio).note.get(note_id=10))
    assert one == other
    assert [call.method for call in sync.calls] == [call.method for call in aio.calls] == ["note.get"]
    assert sync.calls[0].params == aio.calls[0].params == {"note_id": 10}


def test_nested_namespaces_follow_the_wire_name(workshop: Workshop):
    build(workshop, method("note.tag.create") + method("note.get") + method("ping"))
    recorder = Recorder()
    rpc = workshop.module("sync").Rpc(recorder)
    rpc.note.tag.create()
    rpc.note.get()
    rpc.ping()
    assert [call.method for call in recorder.calls] == ["note.tag.create", "note.get", "ping"]


def test_reserved_words_get_an_underscore_and_keep_their_wire_name(workshop: Workshop):
    given = "{name: class, value: a}, {name: list, value: b}"
    calls = build(
        workshop,
        method(
            "note.del",
            params=f"[{param('class', '{type: string}')}, {param('list', '{type: string}')}]",
            example=example(given),
        ),
    )
    assert sent(calls.note_del(class_="a", list_="b")) == b'{"class":"a","list":"b"}'
    recorder = Recorder()
    workshop.module("sync").Rpc(recorder).note.del_(class_="a", list_="b")
    assert recorder.calls[0].method == "note.del"
    params = msgspec.convert({"class": "a", "list": "b"}, workshop.module("params").NoteDelParams)
    assert (params.class_, params.list_) == ("a", "b")


def test_unset_optional_is_left_out_and_none_is_sent_as_null(workshop: Workshop):
    schema = '{type: [string, "null"]}'
    calls = build(
        workshop,
        method("note.find", params=f"[{param('text', schema, required=False)}]", more="x-params: object"),
    )
    assert sent(calls.note_find()) == b"{}"
    assert sent(calls.note_find(text=None)) == b'{"text":null}'
    assert sent(calls.note_find(text="")) == b'{"text":""}'


@pytest.mark.parametrize(("kind", "expected"), [("none", None), ("object", {})])
def test_call_without_parameters_says_null_or_an_empty_object(
    workshop: Workshop, kind: str, expected: object
):
    calls = build(workshop, method("note.list", more=f"x-params: {kind}"))
    assert calls.note_list().params == expected


def test_null_params_only_while_no_optional_parameter_is_given(workshop: Workshop):
    calls = build(
        workshop,
        method(
            "note.schema",
            params=f"[{param('type', '{type: string}', required=False)}]",
            more="x-params: none",
        ),
    )
    assert calls.note_schema().params is None
    assert calls.note_schema(type="a").params == {"type": "a"}


def test_lists_and_maps_of_identifiers_are_converted(workshop: Workshop):
    lists = f"{{type: array, items: {NOTE_ID}}}"
    maps = f"{{type: object, additionalProperties: {lists}}}"
    given = "{name: ids, value: [1]}, {name: groups, value: {a: [2]}}"
    calls = build(
        workshop,
        method(
            "note.move", params=f"[{param('ids', lists)}, {param('groups', maps)}]", example=example(given)
        ),
    )
    call = calls.note_move(ids=["n-1", 2], groups={"a": ["n-f"]})
    assert sent(call) == b'{"ids":[1,2],"groups":{"a":[15]}}'


def test_identifier_sent_as_text_is_prefixed_and_the_server_takes_both(workshop: Workshop):
    text = "{type: string, x-id-text: NoteID}"
    calls = build(
        workshop,
        method("note.purge", params=f"[{param('id', text)}]", example=example("{name: id, value: n-a}")),
    )
    assert sent(calls.note_purge(id=10)) == b'{"id":"n-a"}'
    params, ids = workshop.module("params"), workshop.module("ids")
    for form in (10, "n-a"):
        assert msgspec.convert({"id": form}, params.NotePurgeParams, dec_hook=dec_hook).id == ids.NoteID(10)


def test_server_reads_null_as_absent_and_ignores_unknown_keys(workshop: Workshop):
    more = f"[{param('note_id', NOTE_ID)}, {param('text', '{type: string}', required=False)}]"
    build(workshop, method("note.set", params=more, example=example("{name: note_id, value: 1}")))
    route = workshop.module("server").ROUTES["note.set"]
    read = msgspec.convert({"note_id": "n-1", "text": None, "else": 1}, route.params(), dec_hook=dec_hook)
    assert (int(read.note_id), read.text) == (1, None)
    assert (route.domain, route.idempotent, route.authenticated) == ("notes", True, True)


def test_open_enum_accepts_unknown_values_and_closed_one_does_not(workshop: Workshop):
    types = """
    Thing:
      type: object
      description: A thing.
      required: [loose, tight]
      properties:
        loose: {type: string, enum: [a, b], x-open-enum: true, description: Open.}
        tight: {type: string, enum: [a, b], description: Closed.}
    """
    thing = '{$ref: "#/components/schemas/Thing"}'
    calls = build(
        workshop, method("thing.get", result=thing, example=example("", "{loose: a, tight: b}")), types
    )
    call = calls.thing_get()
    assert read_reply(call, b'{"loose": "new", "tight": "a"}').loose == "new"
    with pytest.raises(Exception, match="tight"):
        read_reply(call, b'{"loose": "a", "tight": "new"}')


HOT = """
Spot:
  type: object
  description: A spot.
  x-hot: true
  required: [x]
  properties:
    x: {type: number, description: Where.}
    createdAt: {type: string, format: date-time, description: When., x-python: created}
    shapes: {type: array, items: {$ref: "#/components/schemas/Shape"}, x-lazy: true, description: Undecoded.}
Shape:
  type: object
  description: A shape.
  x-hot: true
  properties:
    form: {type: string, description: Its form.}
    rings:
      description: Two forms of rings.
      anyOf: [{type: array, items: {type: array, items: {type: number}}}, {type: array, items: {type: number}}]
"""
SPOTS = method(
    "spot.list",
    result='{type: array, items: {$ref: "#/components/schemas/Spot"}}',
    example=example("", "[{x: 1.5}]"),
)


def test_hot_type_is_a_struct_read_by_msgspec_with_lazy_parts_undecoded(workshop: Workshop):
    call = build(workshop, SPOTS, HOT).spot_list()
    assert call.hot
    full, bare, null = read_reply(
        call, b'[{"x":1,"createdAt":"now","shapes":[{"form":"o"}]},{"x":2},{"x":3,"createdAt":null}]'
    )
    models = workshop.module("models")
    assert isinstance(full, msgspec.Struct)
    assert (full.created, bytes(full.shapes)) == ("now", b'[{"form":"o"}]')
    assert msgspec.json.decode(full.shapes, type=list[models.Shape])[0].form == "o"
    assert (bare.created, bare.shapes, null.created) == (None, None, None)
    assert encode(bare) == b'{"x":2.0}'


def test_two_array_forms_of_a_hot_field_are_read_by_one_decoder(workshop: Workshop):
    build(workshop, SPOTS, HOT)
    shape = workshop.module("models").Shape
    assert msgspec.json.decode(b'{"rings":[[1,2],[3]]}', type=shape).rings == [[1.0, 2.0], [3.0]]
    assert msgspec.json.decode(b'{"rings":[1,2]}', type=shape).rings == [1.0, 2.0]


def test_model_reads_every_spelling_and_writes_the_first(workshop: Workshop):
    types = """
    Job:
      type: object
      description: A job.
      required: [job_id]
      properties:
        job_id: {type: string, x-alias: [id, jobId], x-python: key, description: Its key.}
        started: {type: string, format: date-time, description: When it started.}
        tries: {type: integer, default: 3, description: How often.}
        token: {type: string, x-sensitive: true, description: Secret.}
      additionalProperties: {type: integer}
    """
    build(workshop, method("ping"), types)
    job = workshop.module("models").Job
    for spelling in ("job_id", "id", "jobId"):
        made = job.model_validate(
            {spelling: "a", "started": "2025-11-20T10:00:00Z", "token": "s3cret", "more": 1}
        )
        assert made.key == "a"
        assert made.started == datetime(2025, 11, 20, 10, tzinfo=UTC)
        assert made.tries == 3
        assert "s3cret" not in repr(made)
        assert made.model_dump(by_alias=True)["job_id"] == "a"
        assert made.model_extra == {"more": 1}
    with pytest.raises(ValueError, match="more"):
        job.model_validate({"job_id": "a", "more": "text"})


def test_inline_objects_get_names_from_where_they_stand(workshop: Workshop):
    result = "{type: object, required: [total], properties: {total: {type: integer, description: Count.}}}"
    calls = build(workshop, method("note.count", result=result, example=example("", "{total: 3}")))
    answer = read_reply(calls.note_count(), b'{"total": 3}')
    assert type(answer) is workshop.module("models").NoteCountResult
    assert answer.total == 3


def test_routed_call_carries_its_route_and_files(workshop: Workshop, tmp_path: Path):
    binary = "{type: array, items: {type: string, format: binary}}"
    more = """\
    x-http: {verb: POST, path: "/api?method=note.attach", params: {note_id: form, file: file}, reply: envelope}
    """
    given = "{name: note_id, value: 1}, {name: file, value: [a.txt]}"
    calls = build(
        workshop,
        method(
            "note.attach",
            params=f"[{param('note_id', NOTE_ID)}, {param('file', binary)}]",
            example=example(given),
            more=more,
        ).replace("x-timeout: rpc", "x-timeout: upload"),
    )
    part = FilePart("file", "a.txt", tmp_path / "a.txt")
    for files in (part, [part]):
        call = calls.note_attach(note_id=1, file=files)
        assert call.files == (part,)
        assert call.params == {"note_id": 1}
        assert call.timeout is TimeoutClass.UPLOAD
        assert call.http == HttpRoute("POST", "/api?method=note.attach", body="multipart", reply="envelope")
    assert "file" not in workshop.module("params").NoteAttachParams.__struct_fields__


def test_sensitive_parameters_are_named_by_the_call(workshop: Workshop):
    calls = build(
        workshop,
        method(
            "auth.login",
            params=f"[{param('password', '{type: string, x-sensitive: true}')}]",
            example=example("{name: password, value: x}"),
            more="x-auth: false",
        ),
    )
    call = calls.auth_login(password="s3cret")
    assert call.sensitive == {"password"}
    assert not call.authenticated
    assert "s3cret" not in repr(call)


def test_deprecated_method_warns_at_the_line_of_the_caller(workshop: Workshop):
    more = "deprecated: true\nx-replaced-by: note.get\nx-params: none"
    calls = build(workshop, GET + method("note.old", more=more))
    rpc, aio = workshop.module("sync").Rpc(Recorder()), workshop.module("aio").AsyncRpc(AsyncRecorder())

    async def awaited() -> str:
        return await aio.note.old()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        calls.note_old()
        rpc.note.old()
        asyncio.run(awaited())
    assert {str(warning.message) for warning in caught} == {
        "note.old is deprecated since 1.0.0 and will be removed in a later release; use note.get instead."
    }
    assert {warning.category for warning in caught} == {DeprecationWarning}
    assert [warning.filename for warning in caught] == [__file__] * 3
    assert "use note.get" in rpc.note.old.__deprecated__
