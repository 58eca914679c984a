"""Alembic's scripts: each frozen in time, each run whole or not at all."""
