"""Extractors make what a snapshot does not hold as samples; this is the one registry they plug into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from groundwire.server.errors import conflict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundwire.server.jobs.work import Work

Need = Literal["recording", "depth", "autolabel"]
"""What a restore may ask for beyond the files of the snapshot, in the order it is done."""

NEEDS: Sequence[Need] = ("recording", "depth", "autolabel")
_NOUN: Mapping[Need, str] = {
    "recording": "extractor of recordings (MCAP files, topics)",
    "depth": "model that computes depth maps",
    "autolabel": "model that labels automatically",
}


@dataclass(frozen=True, slots=True)
class Extraction:
    """What is to be extracted.

    Attributes:
        snapshot_id: The snapshot.
        files: Object key of each of its files, by path.
        dataset_id: The dataset being filled; nobody sees it yet.
        annotation_set_id: Its annotation set.
        topics: Topics of a recording to import; empty for all.
        label_names: Labels to look for.
        fps: Frames per second to take from a recording.
    """

    snapshot_id: int
    files: Mapping[str, str]
    dataset_id: int
    annotation_set_id: int
    topics: Sequence[str]
    label_names: Sequence[str]
    fps: int


class Extractor(Protocol):
    """Does one sort of extraction."""

    def extract(self, work: Work, extraction: Extraction, /) -> None:
        """Fill the dataset, reporting to the task; done again from the beginning after an interruption."""
        ...


class Extractors:
    """Extractors by what they are needed for; empty until somebody registers one."""

    def __init__(self) -> None:
        self._known: dict[Need, Extractor] = {}

    def register(self, need: Need, extractor: Extractor) -> None:
        """Let `extractor` do this.

        Raises:
            ValueError: There is one for it already.
        """
        if need in self._known:
            raise ValueError(f"there is an {_NOUN[need]} already")
        self._known[need] = extractor

    def unregister(self, need: Need) -> None:
        """Take an extractor out again."""
        del self._known[need]

    def find(self, need: Need) -> Extractor:
        """Return the extractor for something.

        Raises:
            RpcFailure: 1, there is none; the message names what is missing.
        """
        extractor = self._known.get(need)
        if extractor is None:
            raise conflict(f"This server has no {_NOUN[need]}, which this restore needs.")
        return extractor


extractors = Extractors()
"""The registry that `snapshots.restore` asks."""
