"""The recycle bin: list it, purge it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from groundwire.server.errors import invalid
from groundwire.server.registry import handles
from groundwire.server.store.tables import projects
from groundwire.server.studio import access
from groundwire.server.studio.recycle import kinds, purging
from groundwire.server.studio.values import chunks

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire.server.studio.recycle.kinds import Kind
    from groundwire_api.studio.params.recycle import RecycleListParams, RecyclePurgeParams


@handles("recycle.list")
def recycle_list(ctx: Context, p: RecycleListParams) -> dict[str, list[dict[str, object]]]:
    """Return what the caller's organisation has deleted in a span of time, the latest first."""
    start, end = _moment(p.deleted_start, "deleted_start"), _moment(p.deleted_end, "deleted_end")
    known = {kind.wire: kind for kind in kinds.KINDS}
    wanted = [known[name] for name in _checked(p.types, known)]
    with ctx.db.read() as connection:
        return {
            kind.reply: [
                dict(row)
                for row in connection.execute(
                    kind.binned()
                    .where(projects.c.organization_id == ctx.organization_id)
                    .where(kind.table.c.deleted >= start, kind.table.c.deleted <= end)
                    .order_by(kind.table.c.deleted.desc(), kind.table.c.id.desc())
                ).mappings()
            ]
            for kind in wanted
        }


@handles("recycle.purge", bulk=True)
def recycle_purge(ctx: Context, p: RecyclePurgeParams) -> dict[str, int]:
    """Delete things in the bin for good, with everything inside them; all or none."""
    items = [kinds.parse(item) for item in p.item_ids]
    chosen: dict[Kind, set[int]] = {}
    with ctx.db.write() as connection:
        for kind in kinds.KINDS:
            keys = [number for other, number in items if other is kind]
            found: set[int] = set()
            for chunk in chunks(access.key(number) for number in keys):
                query = kind.binned().where(projects.c.organization_id == ctx.organization_id)
                query = query.where(kind.table.c.id.in_(chunk)).with_for_update(of=kind.table)
                found.update(connection.execute(query).scalars())
            for number in keys:
                if number not in found:
                    raise access.missing(f"{kind.noun} in the recycle bin:", kind.prefix, number)
            chosen[kind] = found
        places = purging.purge(connection, ctx.organization_id, chosen)
    purging.remove(ctx.objects, places)
    return {"purged": len(set(items))}


def _checked(names: list[str], known: dict[str, Kind]) -> list[str]:
    for name in names:
        if name not in known:
            raise invalid("types", f"expected any of {', '.join(known)}; got {str(name)[:100]!r}")
    return names


def _moment(text: str, field: str) -> str:
    """Return a moment as it would be stored; fractions beyond a microsecond do not matter."""
    problem = invalid(field, f"expected a date and time with offset, got {text[:100]!r}")
    try:
        moment = datetime.fromisoformat(text)
        shown = moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    except (ValueError, OverflowError):
        raise problem from None
    if moment.tzinfo is None:
        raise problem
    return shown
