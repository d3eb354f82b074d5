"""Post -> clean text, sentences, zones, and the way back to original positions."""

from app.text.names import Entity, load_entity_finder
from app.text.reader import TextReader
from app.text.text import Range, Text, Zone, ZoneKind
from app.text.units import utf16_offsets

__all__ = [
    "Entity",
    "Range",
    "Text",
    "TextReader",
    "Zone",
    "ZoneKind",
    "load_entity_finder",
    "utf16_offsets",
]
