"""Runs migrations over the connection that `schema.upgrade` hands in; there is no other way to run them."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
