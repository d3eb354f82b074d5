"""Fuzzing: python -m tests.fuzz.run --target NAME --seconds N; coverage-guided where atheris is."""
