"""Alembic's entry point: run the versions on the connection that `upgrade` hands over."""

from __future__ import annotations

from alembic import context

from groundwire.server.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter most things in place; batch mode copies the table instead.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
