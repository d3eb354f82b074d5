"""python -m tests.web.serve PORT: the page and API with the fake checker, for the browser tests."""

from __future__ import annotations

import sys

import uvicorn

from app.settings import Settings
from app.web import create_app
from tests.web.fakes import FakeChecker
from tests.web.listening import HTTP


def main() -> None:
    app = create_app(Settings(), checker=FakeChecker())
    uvicorn.run(app, http=HTTP, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")


if __name__ == "__main__":
    main()
