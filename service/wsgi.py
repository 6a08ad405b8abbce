"""What a WSGI server loads: `gunicorn service.wsgi:app`. `dateline serve` sets up more: see service/web/server.py."""

from __future__ import annotations

from service.app import create_app
from service.config import load

app = create_app(load())
