"""What is deprecated in the Studio API, registered once."""

from __future__ import annotations

from typing import Final

from groundwire._core.deprecate import Deprecation, register, warn_deprecated

__all__ = ["DEPRECATIONS", "warn_deprecated"]

_SINCE: Final = "0.1.0"
_REMOVAL: Final = "3.0.0"


def _entry(key: str, what: str, replacement: str) -> Deprecation:
    return Deprecation(id=f"studio-{key}", what=what, since=_SINCE, removal=_REMOVAL, replacement=replacement)


DEPRECATIONS: Final = (
    *(
        _entry(f"{kind}-uid", f"{kind}.uid", f"str({kind}.id)")
        for kind in (
            "Project",
            "Dataset",
            "AnnotationSet",
            "Label",
            "Sample",
            "Experiment",
            "TrainingSession",
            "ValidationSession",
            "Task",
            "TaskInfo",
            "Snapshot",
        )
    ),
    *(
        _entry(f"{kind}-{method}", f"{kind}.{method}(client, ...)", f"{kind}.{method}(...) without client")
        for kind, method in (
            ("Project", "datasets"),
            ("Dataset", "labels"),
            ("Dataset", "add_label"),
            ("Dataset", "remove_label"),
            ("Sample", "download"),
            ("Snapshot", "download"),
            ("Project", "experiments"),
            ("Project", "validation_sessions"),
            ("ValidationSession", "metrics"),
            ("ValidationSession", "set_metrics"),
            ("ValidationSession", "artifacts"),
            ("TrainingSession", "metrics"),
            ("TrainingSession", "set_metrics"),
            ("TrainingSession", "artifacts"),
            ("TrainingSession", "download"),
            ("TrainingSession", "download_artifact"),
            ("TrainingSession", "download_checkpoint"),
            ("TrainingSession", "upload"),
            ("TrainingSession", "upload_artifact"),
            ("TrainingSession", "upload_checkpoint"),
        )
    ),
    _entry("Client-token", "Client(token=...)", "Client().with_token(...)"),
    _entry("Client-login", "Client(username=..., password=...)", "Client().with_login(...)"),
    _entry("Client-server", "Client(server=...)", "Client().with_server(...)"),
    _entry("Client-use_token_file", "Client(use_token_file=False)", "Client().with_memory_storage()"),
    _entry("Annotation-iscrowd", "Annotation.iscrowd", "Annotation.ignore"),
    _entry("Annotation-set_iscrowd", "Annotation.set_iscrowd", "Annotation.set_ignore"),
)

register(DEPRECATIONS)
