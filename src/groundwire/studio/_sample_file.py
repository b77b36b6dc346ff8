"""`SampleFile` and the reading of a sample's ``sensors``: files, position and attitude."""

# ruff: noqa: SLF001 - instances are also made without their public constructor
from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from groundwire._core.transfer.urls import shown

from ._geometry import GpsData, ImuData, received_gps, received_imu

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class SampleFile:
    """A file of a sample: a local file to upload, or one the server holds.

    Args:
        file_type: What it is, such as ``image`` or ``lidar.pcd``.
        filename: Path of the local file. A path that is no regular file is sent as given and
            nothing is uploaded.
    """

    __slots__ = ("_data", "_file_type", "_filename", "_url")

    def __init__(self, file_type: str, filename: str | Path) -> None:
        self._file_type = file_type
        self._filename: str | None = str(filename)
        self._url: str | None = None
        self._data: str | None = None

    @classmethod
    def received(
        cls, file_type: str, *, url: str | None = None, filename: str | None = None, data: str | None = None
    ) -> SampleFile:
        """Return a file as the server lists it."""
        file = cls.__new__(cls)
        file._file_type = file_type
        file._filename = filename
        file._url = url
        file._data = data
        return file

    @property
    def file_type(self) -> str:
        """What the file is, such as ``image`` or ``lidar.pcd``."""
        return self._file_type

    @property
    def filename(self) -> str | None:
        """Path of the local file, or ``None`` for a file the server holds."""
        return self._filename

    @property
    def url(self) -> str | None:
        """Where the server offers the file, or ``None`` for a local one."""
        return self._url

    @property
    def data(self) -> str | None:
        """Content the server sent inside the listing, as text."""
        return self._data

    def _key(self) -> tuple[str, str | None, str | None, str | None]:
        return self._file_type, self._filename, self._url, self._data

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, SampleFile) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        # without the query, which signs the address
        url = None if self._url is None else shown(self._url)
        where = f"url={url!r}" if self._filename is None else repr(self._filename)
        return f"SampleFile({self._file_type!r}, {where})"


@dataclass(slots=True)
class Sensors:
    """What a sample's ``sensors`` hold."""

    files: list[SampleFile] = field(default_factory=list["SampleFile"])
    location: GpsData | None = None
    pose: ImuData | None = None


def read_sensors(value: object) -> Sensors:
    """Read any of the forms the server uses: a list of objects, or one object.

    Values of unknown form are ignored; later positions and attitudes override earlier ones.
    """
    sensors = Sensors()
    if isinstance(value, dict):
        _read_members(sensors, cast("dict[str, object]", value))
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            if isinstance(item, dict):
                _read_element(sensors, cast("dict[str, object]", item))
    return sensors


def _read_element(sensors: Sensors, element: Mapping[str, object]) -> None:
    kind = element.get("type")
    if not isinstance(kind, str):
        _read_members(sensors, element)
        return
    url, filename = element.get("url"), element.get("filename")
    sensors.files.append(
        SampleFile.received(
            kind,
            url=url if isinstance(url, str) else None,
            filename=filename if isinstance(filename, str) else None,
        )
    )


def _read_members(sensors: Sensors, members: Mapping[str, object]) -> None:
    for name, value in members.items():
        gps = _numbers(value, ("lat", "lon")) if name == "gps" else None
        imu = _numbers(value, ("roll", "pitch", "yaw")) if name == "imu" else None
        if gps:
            sensors.location = received_gps(*gps)
        elif imu:
            sensors.pose = received_imu(*imu)
        elif isinstance(value, str):
            is_url = value.startswith(("http://", "https://"))
            sensors.files.append(
                SampleFile.received(name, url=value if is_url else None, data=None if is_url else value)
            )
        elif isinstance(value, dict | list):
            text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
            sensors.files.append(SampleFile.received(name, data=text))


def _numbers(value: object, names: Iterable[str]) -> list[float] | None:
    if not isinstance(value, dict):
        return None
    members = cast("dict[str, object]", value)
    found = [members.get(name) for name in names]
    if not all(isinstance(item, int | float) and not isinstance(item, bool) for item in found):
        return None
    return [float(item) for item in cast("list[float]", found)]


def inline_bytes(text: str) -> bytes:
    """Return the content of a file sent as text inside the listing.

    Base64 is decoded. JSON objects, encoded or not, stand for their first member when that is text.
    """
    data = _from_base64(text)
    if data is not None:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return data
        if not text.startswith("{"):
            return data
    if text.startswith("{"):
        try:
            members = json.loads(text)
        except ValueError:
            return text.encode()
        first = next(iter(members.values()), None)
        if isinstance(first, str):
            return first.encode()
    return text.encode()


def _from_base64(text: str) -> bytes | None:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return None
