"""What the page calls things: one place for the templates and, as JSON, for the scripts."""

from __future__ import annotations

from app.results import TIDIED

HEADINGS = {
    "warn": "This could burn a bridge",
    "caution": "Are you sure?",
    "clear": "Good to post",
}
GLYPHS = {"warn": "!", "caution": "?", "clear": "✓"}
KINDS = {
    "insult": "Insult",
    "profanity": "Swearing",
    "mockery": "Mockery",
    "accusation": "Accusation",
    "shaming": "Singling out a person",
    "boycott": "Call to stay away",
    "threat": "Threat",
    "leak": "Private or internal",
    "shouting": "Shouting",
    "generalising": "Sweeping claim",
    "vague": "Hint at somebody",
    "complaint": "Complaint",
}
SEVERITIES = {"high": "strong", "medium": "medium", "low": "mild"}
STYLES = {
    "neutral": "Neutral",
    "constructive": "Constructive",
    "gracious": "Gracious",
    "private": "Without names",
}
RELATIONS = {
    "current": "I work there",
    "former": "I used to work there",
    "prospective": "I applied there",
    "client": "It is my client",
    "other": "Some other way",
}
TOLERANCES = {
    "strict": "Early",
    "standard": "Balanced",
    "relaxed": "Only in clear cases",
}
HEATS = ((0.75, "scorching"), (0.5, "hot"), (0.25, "warm"), (0.0, "calm"))
"""From this heat on -> the word for it, hottest first."""
FACTS = {
    "kept": "Facts kept",
    "dropped": "Left out on purpose",
    "added": "Nothing was added.",
}
OFFER, TRY = "What you could post instead", "A start for your own words"
DOUBTFUL = "I am less sure of this one: half of such tries lose part of the point. Take what helps."
NO_VERDICT = "I cannot judge this"
WORDED_BY_MODEL = "Worded by the language model that was set up here."
WORDS = {
    "worded_by_model": WORDED_BY_MODEL,
    "offer": OFFER,
    "try": TRY,
    "doubtful": DOUBTFUL,
    "headings": HEADINGS,
    "glyphs": GLYPHS,
    "kinds": KINDS,
    "severities": SEVERITIES,
    "styles": STYLES,
    "relations": RELATIONS,
    "no_verdict": NO_VERDICT,
    "heats": HEATS,
    "facts": FACTS,
    "tidied": TIDIED,
}
EXAMPLES = (
    (
        "A rant",
        "Five rounds with Norvane and then silence. What a bunch of clowns, "
        "avoid them at all costs!!!",
    ),
    (
        "A grumble",
        "Applied at Norvane in March and did my homework. "
        "I must say the silence was disappointing.",
    ),
    (
        "A graceful no",
        "Five rounds with Norvane and then a no. Disappointed, but I learned a lot "
        "and would try again.",
    ),
)
"""Drafts to try on the empty page."""


def heat_word(heat: float) -> str:
    """Return the word for a heat of 0 to 1."""
    return next(word for least, word in HEATS if heat >= least)


def turn(before: float, after: float) -> str:
    """Return what became of the heat, in words."""
    was, now = heat_word(before), heat_word(after)
    return f"Still {now}." if was == now else f"From {was} to {now}."
