"""What is true of a candidate and of the words around it, as named features.

A feature is a name that `rules/scorecard.yaml` may give points to; one without points says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.mentions.lists import Lists
from app.mentions.runs import Run
from app.mentions.words import Word

_TELLING_WORDS = """
    at for from with by to of in on about against into via through under than vs versus like
    joining joined join left leaving leave quit dear thanks thank bye hi hey fuck screw avoid
    boycott told asked says said the a an my our your their his her this that & or new ex is
    called named use used using love loved hate see how so because when does did why
"""
_TELLING = frozenset(_TELLING_WORDS.split())
_WORKED_WORDS = """
    work works worked working job interview interviews interviewed interviewing applied apply
    offer years year months weeks shift shifts manager clerk nurse driver engineer analyst
    contract order parcel flight internship
"""
_WORKED = frozenset(_WORKED_WORDS.split())
_JOINING = frozenset({"who", "&", "for", "to", "i", "on", "if"})
_PLACING = frozenset({"at", "for", "with", "from", "by", "to", "of", "in"})


def features_of(
    run: Run, words: Sequence[Word], lists: Lists, *, about_work: bool, gendered: bool
) -> Iterator[str]:
    """Yield the features of `run`, by the lists and the words on both sides of it.

    `about_work`: the post has words of work or custom; `gendered`: he or she follows soon.
    """
    inside = words[run.first : run.last + 1]
    yield "always"
    yield from _shape(run, inside, lists)
    yield from _meaning(inside, lists)
    before = [*_before(run, words, lists)]
    after = [*_after(run, words, lists)]
    yield from before
    yield from after
    sort = _sort(run, inside, lists)
    yield f"{sort}|{before[0]}"
    yield f"{sort}|{after[0]}"
    if inside[0].base in lists.venues:
        yield "venue"
        yield f"venue|{before[0]}"
    if about_work:
        yield "about-work"
    if gendered:
        yield "gendered"


def _sort(run: Run, inside: Sequence[Word], lists: Lists) -> str:
    """Return the one word for a candidate that is joined with the words around it."""
    if run.known is not None:
        sort = "ordinary" if run.known.ordinary else "known"
    elif len(inside) > 1:
        sort = "several"
    else:
        sort = _class(inside[0], lists)
    small = "" if inside[0].capital else "small-"
    return small + sort + ("-opening" if inside[0].opens else "")


def _shape(run: Run, inside: Sequence[Word], lists: Lists) -> Iterator[str]:
    count = len(inside)
    yield f"words-{min(count, 4)}"
    if run.known is not None:
        yield "known-ordinary" if run.known.ordinary else "known"
        yield f"known{'-ordinary' if run.known.ordinary else ''}-words-{min(count, 2)}"
    yield from _writing(run, inside, lists)
    first = inside[0]
    if first.shouted:
        yield "shouted"
    text = "".join(w.text for w in inside)
    if text.isupper():
        yield f"capitals-{min(len(text), 5)}"
    if any(_camel(w.text) for w in inside):
        yield "camel"
    if any(w.text in ("&", "+") for w in inside):
        yield "ampersand"
    if any(c.isdigit() for c in text):
        yield "digits"
    if inside[-1].possessive:
        yield "possessive"
    if count > 1 and any(w.text.endswith("'s") for w in inside):
        yield "inner-possessive"


def _writing(run: Run, inside: Sequence[Word], lists: Lists) -> Iterator[str]:
    count = len(inside)
    first = inside[0]
    if first.opens:
        yield "opens"
        yield f"opens-words-{min(count, 3)}"
    if not first.capital:
        yield "lower"
        if run.known is not None and run.known.ordinary:
            yield "lower-known-ordinary"
        if run.known is not None and count == 1 and first.base in lists.common:
            yield "lower-known-common"
    if count > 1 and first.capital and inside[-1].text.islower():
        yield "half-capital"


def _camel(text: str) -> bool:
    return len(text) > 3 and not text.isupper() and any(c.isupper() for c in text[2:])


def _class(word: Word, lists: Lists) -> str:
    base = word.base
    if base in lists.titles:
        return "title"
    if base in lists.not_companies:
        return "no-company"
    if base in lists.first_names:
        return "first-name-and-word" if base in lists.common else "first-name"
    if base in lists.places:
        return "place"
    if base in lists.company_nouns:
        return "noun"
    return "common" if lists.ordinary(base) else "unknown"


def _meaning(inside: Sequence[Word], lists: Lists) -> Iterator[str]:
    classes = [_class(word, lists) for word in inside if word.text not in ("&", "+")]
    if not classes:
        return
    phrase = " ".join(w.base for w in inside)
    if len(inside) > 1 and phrase in lists.places:
        yield "whole-place"
    if len(inside) > 1 and phrase in lists.not_companies:
        yield "whole-no-company"
    if len(classes) == 1:
        yield f"one-{classes[0]}"
        if inside[0].opens:
            yield f"one-{classes[0]}-opens"
    else:
        yield f"first-{classes[0]}"
        yield f"last-{classes[-1]}"
        yield f"pair-{classes[0]}-{classes[-1]}"
        if "noun" in classes[1:]:
            yield "has-noun"
        if inside[-1].base in lists.legal_suffixes:
            yield "legal"
        if len(set(classes)) == 1:
            yield f"all-{classes[0]}"
    if "unknown" in classes:
        yield "has-unknown"


def _near(words: Sequence[Word], index: int) -> str:
    return words[index].base if 0 <= index < len(words) else ""


def _before(run: Run, words: Sequence[Word], lists: Lists) -> Iterator[str]:
    first = run.first
    if first == 0:
        yield "before-nothing"
        return
    if words[first].opens:
        yield "before-break"
        return
    one = words[first - 1].base
    if words[first].start - words[first - 1].end > 1:
        yield "before-comma"
        if one in lists.role_nouns:
            yield "before-role-comma"
        return
    yield _kind_before(one, lists)
    yield from _further_before(first, words, lists)


def _kind_before(one: str, lists: Lists) -> str:
    if one in _TELLING:
        return f"before-{one}"
    if one in lists.role_nouns:
        return "before-role"
    if one in lists.kin:
        return "before-kin"
    return "before-title" if one in lists.titles else "before-other"


def _further_before(first: int, words: Sequence[Word], lists: Lists) -> Iterator[str]:
    one, two, three = (_near(words, first - k) for k in (1, 2, 3))
    if one in _PLACING:
        if two in _WORKED or three in _WORKED:
            yield f"worked-{one}"
        if two in lists.role_nouns:
            yield f"role-{one}"
        if first > 1 and words[first - 2].capital and two not in lists.openers:
            yield f"capital-{one}"
    if one in ("the", "my", "our", "a") and two in ("at", "for", "from", "in"):
        yield f"before-{two}-{one}"


def _after(run: Run, words: Sequence[Word], lists: Lists) -> Iterator[str]:
    last = run.last
    if last + 1 >= len(words):
        yield "after-nothing"
        return
    after = words[last + 1]
    one, two = after.base, _near(words, last + 2)
    if words[last].possessive:
        yield "after-owned-part" if one in lists.company_parts else "after-owned"
    elif after.opens:
        yield "after-break"
    elif after.start - words[last].end > 1:
        yield "after-comma"
        near = (two, _near(words, last + 3))
        if one in ("the", "my", "our", "a", "who") and lists.role_nouns.intersection(near):
            yield "after-comma-role"
    elif one in ("from", "in", "at", "on", "of") and two in lists.departments:
        yield "after-department"
    elif one in ("from", "at", "in") and last + 2 < len(words) and words[last + 2].capital:
        yield f"after-{one}-capital"
    else:
        yield _kind_after(after, lists)
        if one in ("is", "was", "has", "said", "told", "are", "were", "gave"):
            yield f"after-{one}"


def _kind_after(after: Word, lists: Lists) -> str:
    """Return what the next word says; the first that holds."""
    one = after.base
    plain = one in lists.common
    tests = (
        ("after-part", one in lists.company_parts),
        ("after-people-verb", one in lists.people_verbs),
        ("after-verb", one in lists.company_verbs),
        (f"after-{one}", one in _JOINING),
        ("after-capital", after.capital),
        ("after-plural", plain and one.endswith("s")),
        ("after-past", plain and one.endswith("ed")),
        ("after-small-word", one in lists.openers),
        ("after-word", plain),
    )
    return next((name for name, holds in tests if holds), "after-other")
