"""models/ -> a verified learned reader."""

from app.modelstore.reader import LearnedReader, open_reader
from app.modelstore.reading import Label, Reading, Verdicts

__all__ = ["Label", "LearnedReader", "Reading", "Verdicts", "open_reader"]
