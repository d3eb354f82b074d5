"""Post -> clean text, sentences, zones, and the way back to original positions."""

from app.text.grammar import Parse, Token, load_parser
from app.text.names import Entity, load_entity_finder, load_pipeline
from app.text.reader import TextReader
from app.text.text import Range, Text, Zone, ZoneKind
from app.text.units import utf16_offsets

__all__ = [
    "Entity",
    "Parse",
    "Range",
    "Text",
    "TextReader",
    "Token",
    "Zone",
    "ZoneKind",
    "load_entity_finder",
    "load_parser",
    "load_pipeline",
    "utf16_offsets",
]
