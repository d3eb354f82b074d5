"""`python -m app` is the `unburnt` command."""

from app.cli import main

main()
