"""The HTTP shell: the JSON API under /v1 and the page at /."""

from app.web.factory import create_app

__all__ = ["create_app"]
