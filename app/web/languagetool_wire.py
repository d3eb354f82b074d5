"""The answers of /v2, field by field as LanguageTool's clients read them."""

# ruff: noqa: N815

from __future__ import annotations

from pydantic import BaseModel


class Software(BaseModel):
    name: str = "unburnt"
    version: str
    buildDate: str
    apiVersion: int = 1
    premium: bool = False
    status: str = ""


class DetectedLanguage(BaseModel):
    name: str
    code: str
    confidence: float


class UsedLanguage(BaseModel):
    name: str
    code: str
    detectedLanguage: DetectedLanguage


class Replacement(BaseModel):
    value: str


class Context(BaseModel):
    """The match with some text around it; offset and length in UTF-16 units of `text`."""

    text: str
    offset: int
    length: int


class Category(BaseModel):
    id: str
    name: str


class MatchedRule(BaseModel):
    id: str
    description: str
    issueType: str = "style"
    category: Category
    isPremium: bool = False


class MatchType(BaseModel):
    typeName: str = "Other"


class Match(BaseModel):
    """One finding; offset and length in UTF-16 units of the text, or annotation, as sent."""

    message: str
    shortMessage: str
    offset: int
    length: int
    replacements: tuple[Replacement, ...]
    context: Context
    sentence: str
    type: MatchType = MatchType()
    rule: MatchedRule
    ignoreForIncompleteSentence: bool = False
    contextForSureMatch: int = 0


class Matches(BaseModel):
    software: Software
    language: UsedLanguage
    matches: tuple[Match, ...]


class SpokenLanguage(BaseModel):
    name: str
    code: str
    longCode: str


class Info(BaseModel):
    software: Software
