"""The server with a launcher plugged in: ``with_launcher.py NOTES ARGUMENT…``, else like ``groundwire``."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire.cli import main
from groundwire.server.studio.launchers import launchers

if TYPE_CHECKING:
    from groundwire.server.studio.launchers import Launch


@dataclass
class Recorder:
    """A launcher that starts nothing and writes down everything."""

    notes: Path
    manager: str = "aws"
    instance: str = "recorder"

    def start(self, _ctx: object, launch: Launch) -> None:
        kind = {"kind": launch.kind, "type": launch.type, "task": launch.task_id}
        self._note({**kind, "env": launch.env, "params": launch.params})

    def stop(self, _ctx: object, task_id: int) -> None:
        self._note({"stopped": task_id})

    def _note(self, content: dict[str, object]) -> None:
        with self.notes.open("a") as file:
            file.write(json.dumps(content) + "\n")


if __name__ == "__main__":
    launchers.register("app", "blur", Recorder(Path(sys.argv[1])))
    sys.argv = ["groundwire", *sys.argv[2:]]
    main()
