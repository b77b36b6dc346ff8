"""Programs of the published API page about snapshots, sessions, parameters and files."""

from __future__ import annotations

PROGRAMS = """\
# a snapshot of files
>>> snapshot = client.create_snapshot(
...     "data.mcap",
...     lambda cur, tot, s: print(f"{cur}/{tot} bytes — {s}")
... )
0/3000 bytes...3000/3000 bytes — None
>>> client.download_snapshot(
...     str(snapshot.id),
...     "./output",
...     lambda cur, tot, s: print(f"{cur}/{tot} bytes"),
... )
0/3000 bytes...3000/3000 bytes
>>> snapshot.delete()
>>> snapshot.id in [found.id for found in client.snapshots()]
False

# a snapshot of files in EdgeFirst format
>>> snapshot = client.create_snapshot_edgefirst_format(
...     "dataset.arrow",
...     "dataset.zip",
...     description="Training batch 42",
...     progress=lambda c, t, s: print(f"{c}/{t} bytes — {s}"),
... )
0/... bytes — None
>>> snapshot.description
'Training batch 42'
>>> result = snapshot.restore(
...     project_id="proj-abc123",
...     topics=[],
...     autolabel=[],
...     autodepth=False,
...     dataset_name="Restored Dataset",
... )
>>> done = client.task(result.task_id, monitor=True)
>>> client.dataset(result.dataset_id).name, client.samples_count(result.dataset_id).total
('Restored Dataset', 2)

# a snapshot of a dataset
>>> client = Client().with_token_path(None)
>>> result = client.create_snapshot_from_dataset(
...     "ds-12345", "My Backup"
... )
>>> print(f"Created snapshot: {result.id}")
Created snapshot: ss-...
>>> if result.task_id:
...     # Monitor the creation task
...     done = client.task(result.task_id, monitor=True)
>>> restored = client.restore_snapshot(
...     "p-1",
...     str(result.id),
...     [],  # All topics
...     [],
...     False,
...     "Highway Dataset",
...     "Collected on I-95",
... )
>>> done = client.task(restored.task_id, monitor=True)
>>> print(f"Restored to dataset: {restored.dataset_id}")
Restored to dataset: ds-...
>>> client.sample_names(restored.dataset_id) == client.sample_names("ds-12345")
True

# experiments and sessions
>>> sessions = experiment.training_sessions()
>>> session.id in [found.id for found in sessions]
True
>>> validation_session.download_artifact("labels.txt")
b'labels'
>>> validation_session.download_checkpoint("best.pt")
b'weights'

# parameters
>>> p_int = Parameter.integer(42)
>>> p_real = Parameter.real(3.14)
>>> p_bool = Parameter.boolean(True)
>>> p_str = Parameter.string("hello")
>>> p_array = Parameter.array([1, 2, 3])
>>> p_obj = Parameter.object({"key": "value"})
>>> int(p_int), float(p_int), float(p_real), int(p_real)
(42, 42.0, 3.14, 3)
>>> p_real.is_real(), p_real.type_name()
(True, 'Real')
>>> p_real = Parameter.real(0.75)
>>> p_real == 0.75, p_real == 0.75000000001
(True, True)
>>> repr(Parameter.string("hello")), repr(Parameter.integer(42))
('String(hello)', 'Integer(42)')
>>> str(Parameter.string("hello")), str(Parameter.integer(42))
('hello', 'Integer(42)')
>>> p = Parameter.array([
...     Parameter.integer(1),
...     Parameter.real(2.5),
...     Parameter.string("test")
... ])
>>> p.as_array()
[1, 2.5, 'test']
>>> Parameter.integer(42).as_array(), Parameter.integer(1).as_boolean(), Parameter.integer(42).as_real()
(None, None, None)
>>> p = Parameter.object({
...     "count": Parameter.integer(42),
...     "ratio": Parameter.real(3.14)
... })
>>> p.as_object()
{'count': 42, 'ratio': 3.14}
>>> obj = Parameter.object({"model": Parameter.string("yolo")})
>>> obj.get("model"), obj.get("missing"), obj.get("missing", "default")
('yolo', None, 'default')
>>> obj = Parameter.object({
...     "a": Parameter.integer(1),
...     "b": Parameter.integer(2)
... })
>>> obj.items()
[('a', 1), ('b', 2)]

# a whole dataset
>>> results = client.upload_dataset("ds-12345", "dataset.arrow", progress=lambda c, t: None)
>>> client.samples_count("ds-12345").total
4
>>> rows = coco_to_arrow("instances.json", "coco.arrow")
>>> arrow_to_coco("coco.arrow", "back.json"), rows
(1, 1)
"""
