"""Post -> clean text, sentences, zones, and the way back to original positions."""

from app.text.parser import load_parser
from app.text.reader import TextReader
from app.text.text import Range, Text, Zone, ZoneKind
from app.text.units import utf16_offsets

__all__ = ["Range", "Text", "TextReader", "Zone", "ZoneKind", "load_parser", "utf16_offsets"]
