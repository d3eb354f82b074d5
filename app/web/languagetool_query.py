"""What a client of LanguageTool asks for: the form of /v2/check, read as LanguageTool reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import DraftTooLong, InvalidDraft
from app.results import MAX_CHARACTERS, Finding, Options, Severity
from app.web.annotated import Plain, plain, without_markup
from app.web.body import FORM

MOST_FIELDS = 30
"""In the form and the address, each."""
ENGLISH = {
    "en": "English",
    "en-US": "English (US)",
    "en-GB": "English (GB)",
    "en-AU": "English (Australian)",
    "en-CA": "English (Canadian)",
    "en-NZ": "English (New Zealand)",
    "en-ZA": "English (South African)",
}
"""As LanguageTool lists them."""
AUTO, DEFAULT, PICKY = "auto", "default", "picky"
_CODES = {code.lower(): code for code in ENGLISH}
_ENGLISH = re.compile(r"en(?:-[a-z]{2})?", re.IGNORECASE | re.ASCII)
_TRUE = ("true", "yes")
_TEXTS = ("text", "data")
_OPTIONS: dict[str, dict[str, Any]] = {
    "language": {
        "type": "string",
        "pattern": "^(auto|en(-[A-Z]{2})?)$",
        "examples": ["auto", "en-US", "en-IE"],
        "description": "auto, or English of any country",
    },
    "preferredVariants": {
        "type": "string",
        "examples": ["en-GB,de-DE"],
        "description": "with language=auto: which English the answer names",
    },
    "level": {"type": "string", "enum": [DEFAULT, PICKY]},
    "enabledRules": {"type": "string", "description": "shown at every level"},
    "disabledRules": {"type": "string"},
    "enabledCategories": {"type": "string"},
    "disabledCategories": {"type": "string"},
    "enabledOnly": {"type": "string", "enum": [*_TRUE, "false"]},
}
DOCUMENTED: dict[str, Any] = {
    "parameters": [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {k: v for k, v in schema.items() if k != "description"},
            "description": "as in the form, and before it",
        }
        for name, schema in _OPTIONS.items()
    ],
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "text": {"type": "string", "maxLength": MAX_CHARACTERS},
                        "data": {"type": "string", "description": "text with markup, as JSON"},
                        **_OPTIONS,
                    },
                    "oneOf": [{"required": ["text"]}, {"required": ["data"]}],
                }
            }
        },
    },
}
"""What the OpenAPI document says of the request, which no model of FastAPI's can."""


@dataclass(frozen=True)
class Rules:
    """Rules and categories that are switched on or off by name; `only`: the enabled ones alone."""

    disabled: frozenset[str]
    disabled_categories: frozenset[str]
    enabled: frozenset[str]
    enabled_categories: frozenset[str]
    only: bool
    picky: bool

    def want(self, finding: Finding) -> bool:
        """Say whether a finding is shown; a rule that is enabled by name is so at every level."""
        named, kind = finding.rule in self.enabled, finding.kind.value
        if kind in self.disabled_categories:
            return False
        if self.only and not named and kind not in self.enabled_categories:
            return False
        return named or self.picky or finding.severity is not Severity.LOW


@dataclass(frozen=True)
class Query:
    """What a client asks for; the rest of LanguageTool's parameters concern grammar."""

    words: Plain
    language: str
    """The code that the answer names."""
    rules: Rules

    def options(self) -> Options:
        return Options(disabled_rules=self.rules.disabled)


def query_of(form: Mapping[str, str], address: Mapping[str, str]) -> Query:
    """Return what form and query string ask for; the latter goes first, as in LanguageTool.

    Raises InvalidDraft, and DraftTooLong.
    """
    asked = {**form, **address}
    language, rules = _language(asked), _rules(asked)
    words = _words(form, elsewhere=any(name in address for name in _TEXTS))
    if len(words.text) > MAX_CHARACTERS:
        raise DraftTooLong(len(words.text), MAX_CHARACTERS)
    return Query(words, language, rules)


def _words(form: Mapping[str, str], *, elsewhere: bool) -> Plain:
    """Return the text of the body; none is read from an address, which ends up in logs."""
    given = [name for name in _TEXTS if name in form]
    if elsewhere and not given:
        raise InvalidDraft("Send the text in the body: addresses end up in logs.", "/text")
    if len(given) != 1:
        raise InvalidDraft("Send either `text` or `data`.", "/text")
    return plain(form["text"]) if given == ["text"] else without_markup(form["data"])


def _language(asked: Mapping[str, str]) -> str:
    """Return the English that the answer names: of a country that has none here, plain English."""
    language = asked.get("language", AUTO)
    variants = _listed(asked, "preferredVariants")
    if language == AUTO:
        ours = (_CODES[v.lower()] for v in variants if v.lower() in _CODES)
        return next(ours, "en-US")
    if variants and asked.get("multilingual", "false") == "false":
        raise InvalidDraft("`preferredVariants` goes with `language=auto`.", "/preferredVariants")
    if _ENGLISH.fullmatch(language) is None:
        raise InvalidDraft(
            "Only English is read here: see /v2/languages, or say auto.", "/language"
        )
    return _CODES.get(language.lower(), "en")


def _rules(asked: Mapping[str, str]) -> Rules:
    level = asked.get("level", DEFAULT)
    if level not in (DEFAULT, PICKY):
        raise InvalidDraft(f"`level` is `{DEFAULT}` or `{PICKY}`.", "/level")
    rules = Rules(
        disabled=frozenset(_listed(asked, "disabledRules")),
        disabled_categories=_categories(asked, "disabledCategories"),
        enabled=frozenset(_listed(asked, "enabledRules")),
        enabled_categories=_categories(asked, "enabledCategories"),
        only=asked.get("enabledOnly") in _TRUE,
        picky=level == PICKY,
    )
    if rules.only and (rules.disabled or rules.disabled_categories):
        raise InvalidDraft("`enabledOnly` leaves nothing to disable.", "/enabledOnly")
    if rules.only and not (rules.enabled or rules.enabled_categories):
        raise InvalidDraft(
            "`enabledOnly` needs `enabledRules` or `enabledCategories`.", "/enabledOnly"
        )
    return rules


def _categories(asked: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(category.lower() for category in _listed(asked, name))


def _listed(asked: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in asked.get(name, "").split(",") if part.strip())
