"""Runs the ledger's migrations on the connection it is given."""

from alembic import context

from creditfile.recording.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
