"""Programs of the published API page about accounts, datasets and samples; each begins with its title."""

from __future__ import annotations

PROGRAMS = """\
# basic set-up
>>> client = Client()
>>> client.login("your-email@example.com", "password")
>>> org = client.organization()
>>> projects = client.projects()
>>> filtered = client.projects("Sandbox")
>>> [project.name for project in filtered]
['Sandbox']
>>> dataset = client.dataset("ds-abc123")
>>> datasets = client.datasets()
>>> dataset in datasets
True
>>> dataset.id == DatasetID("ds-abc123")
True

# types
>>> box_2d = AnnotationType.Box2d
>>> polygon = AnnotationType.Polygon
>>> dataset = client.dataset("ds-abc123")
>>> annotations = dataset.get_annotations_by_type(AnnotationType.Box2d)
>>> [annotation.label for annotation in annotations]
['car']
>>> dataset.get_annotations_by_type(AnnotationType.Polygon)
[]
>>> image_type = FileType.Image
>>> lidar_type = FileType.LidarPcd
>>> files_by_type = dataset.get_files_by_type(FileType.Image)
>>> [client.download(file.url) == first_image for file in files_by_type]
[True, True]
>>> dataset.get_files_by_type(FileType.LidarPcd), len(dataset.get_files_by_type(FileType.All))
([], 2)
>>> int(box_2d), int(polygon), int(image_type), int(lidar_type)
(0, 2, 0, 1)

# add labels
>>> client.add_label(dataset_id, "person")
>>> client.add_label(dataset_id, "car", index=3)
>>> client.add_labels(dataset_id, ["person", "car", "truck"])
>>> client.add_labels(dataset_id, ["person", "car"],
...                   indices=[1, 3])
>>> client.add_labels(dataset_id, ["a", "b"], indices=[None, 5])
>>> indices = {label.name: label.index for label in client.labels(dataset_id)}
>>> indices["person"], indices["car"], indices["b"], len(indices)
(1, 3, 5, 5)

# backfill dimensions
>>> from edgefirst_client import Client
>>> client = Client()
>>> updated = client.backfill_sample_dimensions(
...     "ds-12345",
...     lambda curr, total, status: print(
...         f"[{curr}/{total}] {status}"
...     ),
... )
>>> print(f"Backfilled {updated} samples")
Backfilled 0 samples

# download the first samples
>>> samples = client.samples(dataset_id)
>>> for sample in samples[:5]:
...     data = client.download_sample(sample)
...     if data:
...         with open(f"{sample.name}.jpg", "wb") as f:
...             size = f.write(data)
>>> sorted(path.name for path in folder.glob("*.jpg"))
['first.jpg', 'second.jpg']

# groups for a split
>>> train_id = client.get_or_create_group(dataset_id, "train")
>>> val_id = client.get_or_create_group(dataset_id, "val")
>>> test_id = client.get_or_create_group(dataset_id, "test")
>>> id1 = client.get_or_create_group(dataset_id, "train")
>>> id2 = client.get_or_create_group(dataset_id, "train")
>>> assert id1 == id2
>>> train_id = client.get_or_create_group(dataset_id, "train")
>>> for sample in training_samples:
...     client.set_sample_group_id(sample.id, train_id)
>>> groups = client.groups(dataset_id)
>>> for group in groups:
...     print(f"{group.name} (id={group.id})")
train (id=...)
val (id=...)
test (id=...)
>>> group_names = [g.name for g in groups]
>>> if "train" in group_names:
...     print("Training group exists")
Training group exists

# samples of a group
>>> train_id = client.get_or_create_group(dataset_id, "train")
>>> client.set_sample_group_id(sample_id, train_id)
>>> groups = client.groups(dataset_id)
>>> train_group = next(g for g in groups if g.name == "train")
>>> train_samples = client.samples(dataset_id, group_id=train_group.id)
>>> [sample.id == sample_id for sample in train_samples]
[True]

# assign samples in bulk
>>> train_id = client.get_or_create_group(dataset_id, "train")
>>> val_id = client.get_or_create_group(dataset_id, "val")
>>>
>>> for sample in samples[:1]:
...     client.set_sample_group_id(sample.id, train_id)
>>> for sample in samples[1:]:
...     client.set_sample_group_id(sample.id, val_id)
>>> [sample.group for sample in client.samples(dataset_id)]
['train', 'val']

# log out
>>> client = Client().with_login("user@example.com", "password")
>>> client.logout()
>>> client.token()
''

# populate samples
>>> from edgefirst_client import (
...     Client, Sample, SampleFile, Annotation, Box2d
... )
>>> client = Client()
>>> sample = Sample()
>>> sample.set_image_name("test.png")
>>> sample.add_file(SampleFile("image", "path/to/test.png"))
>>> annotation = Annotation()
>>> annotation.set_label("car")
>>> annotation.set_box2d(Box2d(10.0, 20.0, 100.0, 50.0))
>>> sample.add_annotation(annotation)
>>> results = client.populate_samples(
...     dataset_id,
...     annotation_set_id,
...     [sample],
...     lambda curr, total: print(f"{curr}/{total}")
... )
1/1
>>> results[0].uuid == sample.uuid, results[0].urls[0].filename
(True, 'test.png')

# populate samples with concurrency
>>> results = client.populate_samples_with_concurrency(
...     "ds-12345",
...     new_samples,
...     concurrency=8,
...     progress=lambda cur, tot, s: print(f"{cur}/{tot} — {s}")
... )
1/1 — None

# sample names
>>> client.set_sample_group_id(sample_id, client.get_or_create_group(dataset_id, "train"))
>>> names = client.sample_names(
...     "ds-12345",
...     groups=["train"],
...     progress=lambda cur, tot, s: print(f"{cur}/{tot} — {s}")
... )
1/1 — None
>>> print(len(names))
1

# save the token
>>> client = Client().with_login("user@example.com", "password")
>>> client.save_token()
>>> FileTokenStorage().load() == client.token()
True

# update dimensions
>>> from edgefirst_client import Client
>>> client = Client()
>>> updates = [
...     (samples[0].id, 1920, 1080),
...     (str(samples[1].id), 1280, 720),
... ]
>>> updated = client.update_sample_dimensions(
...     "ds-12345", updates
... )
>>> print(f"Updated {updated} samples")
Updated 2 samples

# builders
>>> client = (Client()
...     .with_server("HOST")
...     .with_login("user@example.com", "password"))
>>> client.username == username
True
>>> client = Client().with_memory_storage()
>>> client.login("user@example.com", "password")
>>> client = Client().with_no_storage()
>>> client = Client().with_server("test")
>>> print(client.url)
https://test.edgefirst.studio
>>> parse_token_server("eyJ...")
'local'
>>> client = Client().with_token("eyJ...")
>>> client = Client().with_token_path(None)
>>> client.token() == FileTokenStorage().load()
True

# token storages
>>> storage = FileTokenStorage.with_path("custom/path/token")
>>> client = Client().with_storage(storage)
>>> class MyStorage:
...     def __init__(self):
...         self._token = None
...     def store(self, token):
...         self._token = token
...     def load(self):
...         return self._token
...     def clear(self):
...         self._token = None
>>> client = Client().with_storage(MyStorage())
>>> storage = FileTokenStorage()
>>> print(storage.path)
/.../edgefirststudio/token
>>> storage = FileTokenStorage.with_path("custom/path/token")
>>> storage.store("my-token")
>>> token = storage.load()
>>> token
'my-token'
>>> storage.clear()
>>> storage = MemoryTokenStorage()
>>> storage.store("my-token")
>>> storage.load()
'my-token'
>>> storage.clear()
>>> storage.load()

# contents of a dataset
>>> dataset = client.dataset("ds-abc123")
>>> print(f"Dataset: {dataset.name}")
Dataset: founding
>>> print(f"Created: {dataset.created}")
Created: ...+00:00
>>> print(f"Description: {dataset.description}")
Description: of the page
>>> samples = client.samples(dataset.id)
>>> annotations = client.annotation_sets(dataset.id)
>>> annotation_sets = dataset.annotation_sets()
>>> as_id = dataset.create_annotation_set("my-annotations")
>>> AnnotationSetID(as_id) in [found.id for found in dataset.annotation_sets()]
True
>>> dataset.download("./data", ["train"], [FileType.Image])
>>> for group in dataset.groups():
...     print(group.name, group.id)
>>> samples = dataset.samples(groups=["train"])
>>> count = dataset.samples_count(groups=["train"])
>>> count.total
0
>>> annotation_set = client.annotation_set(as_id)
>>> annotations = annotation_set.annotations(groups=["train"])
>>> annotation_set.delete()
>>> dataset.delete()

# one sample
>>> train_id = client.get_or_create_group(dataset_id, "train")
>>> groups = client.groups(dataset_id)
>>> train_group = next(g for g in groups if g.name == "train")
>>> sample.assign_group(train_group.id)
>>> data = sample.download()
>>> data == first_image
True
>>> lidar = sample.download(file_type=FileType.LidarPcd)
>>> lidar is None
True

# organization
>>> org = client.organization()
>>> print(f"Organization: {org.name} (ID: {org.id})")
Organization: ... (ID: org-...)
>>> print(f"Available credits: {org.credits}")
Available credits: ...

# the library
>>> import edgefirst_client as ec
>>> if ec.is_polars_enabled():
...     df = client.samples_dataframe(dataset_id)
... else:
...     annotations = client.annotations(annotation_set_id)
>>> len(df)
2
>>> ec.version() == installed
True
"""

DEPRECATED = """\
# a stored token
>>> client = Client(token="your-token-here")

# labels through a client
>>> dataset = client.dataset("ds-abc123")
>>> dataset.add_label(client, "training")
>>> labels = dataset.labels(client)
>>> [label.name for label in labels]
['car', 'training']

# a sample through a client
>>> data = sample.download(client)
>>> data == first_image
True
"""
