"""The caller's balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from groundwire.server.registry import handles
from groundwire.server.store.tables import organizations

if TYPE_CHECKING:
    from groundwire.server.context import Context


@handles("accounting.get_usage_summary")
def get_usage_summary(ctx: Context, _: object) -> dict[str, float]:
    """Return what the caller's organisation can spend."""
    query = select(organizations.c.credits, organizations.c.funds).where(
        organizations.c.id == ctx.organization_id
    )
    with ctx.db.read() as connection:
        credit, funds = connection.execute(query).one()
    return {"credits": credit, "funds": funds, "total_funds_and_credits": credit + funds}
