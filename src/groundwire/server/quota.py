"""Storage quotas: how much an organisation has stored, counted as objects come and go.

Only organisations with a quota are counted. Everything in the object store counts, the recycle bin included.
Bytes are charged before an object appears and given back after it is gone, so a killed server has counted too
much at worst; `recount` puts that right.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from groundwire.server.errors import Code, RpcFailure
from groundwire.server.store.recycle_tables import storage_usage
from groundwire.server.store.tables import organizations
from groundwire.server.studio.recycle import contents

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from sqlalchemy import Connection

    from groundwire.server.context import Services
    from groundwire.server.objects import ObjectStore
    from groundwire.server.store.engine import Database

_o, _u = organizations.c, storage_usage.c
_WALKS = 3


def place_of(key: str) -> tuple[int, str]:
    """Return the organisation an object belongs to, 0 for none, and the place its bytes are counted at."""
    owner, _, rest = key.partition("/")
    name, slash, number = owner.partition("-")
    if name != "org" or not slash:
        return 0, ""
    try:
        return int(number, 16), f"{owner}/{rest.partition('/')[0]}"
    except ValueError:
        return 0, ""


def require_room(db: Database, organization_id: int, size: int = 1) -> None:
    """Refuse a call that is about to store `size` more bytes, when there is a quota and they do not fit.

    Raises:
        RpcFailure: 507, with what is used and what can be done.
    """
    with db.read() as connection:
        _require(connection, organization_id, size)


class Meter:
    """Counts what is stored.

    Args:
        db: Where the counts are.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known = threading.local()  # the organisations with a quota, per thread as versions are
        self._lock = threading.Lock()
        self._pending: dict[str, int] = {}  # charged within a transaction, whose end must not undo it

    def counts(self, key: str) -> bool:
        """Tell whether an object belongs to an organisation with a quota; costs next to nothing."""
        version = self._db.version()
        if version is None or version != getattr(self._known, "version", None):
            with self._db.read() as connection:
                found = connection.execute(select(_o.id).where(_o.storage_quota.is_not(None))).scalars()
                self._known.version, self._known.ids = version, frozenset(found)
        return place_of(key)[0] in self._known.ids

    @contextmanager
    def unlimited(self) -> Generator[None]:
        """Let this thread exceed quotas for a block: what it stores takes the place of something else."""
        self._known.unlimited = True
        try:
            yield
        finally:
            self._known.unlimited = False

    def require_room(self, key: str, size: int) -> None:
        """Refuse what would not fit; raises as the function of this name."""
        with self._db.read() as connection:
            _require(connection, place_of(key)[0], size)

    def charge(self, key: str, size: int) -> None:
        """Count bytes that are about to be stored, or, below zero, that are gone.

        Raises:
            RpcFailure: 507, they do not fit; nothing was counted.
        """
        organization_id, place = place_of(key)
        limited = size > 0 and not getattr(self._known, "unlimited", False)
        if self._db.in_transaction:
            if limited:
                self.require_room(key, size)
            self._put_off({place: size})
            return
        with self._lock:
            pending, self._pending = self._pending, {}
        try:
            with self._db.write() as connection:
                if limited:
                    _require(connection, organization_id, size, lock=True)
                for where, amount in (*pending.items(), (place, size)):
                    _count(connection, where, amount)
        except BaseException:
            self._put_off(pending)
            raise

    def _put_off(self, amounts: Mapping[str, int]) -> None:
        with self._lock:
            for place, amount in amounts.items():
                self._pending[place] = self._pending.get(place, 0) + amount


def recount_all(services: Services) -> None:
    """Count what every organisation with a quota has stored, by looking at its objects."""
    with services.db.read() as connection:
        counted = connection.execute(select(_o.id).where(_o.storage_quota.is_not(None))).scalars().all()
    for organization_id in counted:
        recount(services.db, services.objects, organization_id)


def recount(db: Database, objects: ObjectStore, organization_id: int) -> None:
    """Put the counts of an organisation right.

    Bytes stored while the objects are looked at may be counted twice or not at all, so it is tried again when
    that happens, a few times: counts that are not quite right are put right by the next call.
    """
    query = select(_o.storage_used).where(_o.id == organization_id)
    for walk in range(1, _WALKS + 1):
        with db.read() as connection:
            before = connection.execute(query).scalar_one()
        found: dict[str, int] = {}
        for info in objects.list(f"org-{organization_id:x}"):
            place = place_of(info.key)[1]
            found[place] = found.get(place, 0) + info.size
        with db.write() as connection:
            if connection.execute(query.with_for_update()).scalar_one() != before and walk < _WALKS:
                continue
            connection.execute(delete(storage_usage).where(_u.organization_id == organization_id))
            for place, size in found.items():
                row = {"place": place, "organization_id": organization_id, "bytes": size}
                connection.execute(insert(storage_usage).values(row))
            statement = update(organizations).where(_o.id == organization_id)
            connection.execute(statement.values(storage_used=sum(found.values())))
            return


def _count(connection: Connection, place: str, amount: int) -> None:
    """Add to the counts; the row of the organisation is locked first, so two of them never meet."""
    organization_id = place_of(place)[0]
    total = update(organizations).where(_o.id == organization_id)
    connection.execute(total.values(storage_used=_o.storage_used + amount))
    there = update(storage_usage).where(_u.place == place).values(bytes=_u.bytes + amount)
    if amount < 0:
        connection.execute(there)
        connection.execute(delete(storage_usage).where(_u.place == place, _u.bytes == 0))
    elif not connection.execute(there).rowcount:
        row = {"place": place, "organization_id": organization_id, "bytes": amount}
        connection.execute(insert(storage_usage).values(row))


def _require(connection: Connection, organization_id: int, size: int, *, lock: bool = False) -> None:
    query = select(_o.storage_quota, _o.storage_used).where(_o.id == organization_id)
    row = connection.execute(query.with_for_update() if lock else query).first()
    if row is None or row.storage_quota is None or row.storage_used + size <= row.storage_quota:
        return
    places = contents.places_in_bin(connection, organization_id)
    held = connection.execute(select(_u.place, _u.bytes).where(_u.organization_id == organization_id))
    binned = sum(amount for place, amount in held if place in places)
    raise RpcFailure(
        Code.QUOTA,
        f"The storage quota does not allow this: {row.storage_used} of {row.storage_quota} bytes are used, "
        f"{binned} of them by the recycle bin, and {size} more are needed. Delete what is no longer needed, "
        "purge the recycle bin, or ask the operator of the server for a larger quota.",
    )
