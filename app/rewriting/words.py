"""English word forms, from lemminflect's tables; none is remembered: they are a draft's words."""

from __future__ import annotations

from app.text.forms import getAllLemmas, getInflection, getLemma

_FORMS = {"past": "VBD", "base": "VB", "gerund": "VBG", "participle": "VBN"}
_IRREGULAR = {("read", "past"): "read", ("got", "past"): "got", ("say", "past"): "said"}
_DOUBLED = frozenset("cancel travel label model signal total level fuel counsel dial".split())
"""Verbs that double their last letter; both ways are read everywhere."""
_SMALL = (
    "i a an the and or but so of to in on at by for with from as if is it its am are was were be "
    "been do does did not no yes he she we you they me him her us them my your his our their this "
    "that these those who what when where why how all any some every each never always still just "
    "only even than then there here up out off over under into about after before again because "
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty "
    "hundred thousand first second third ever nobody nothing everyone everybody anyone someone "
    "something anything don't can't won't isn't didn't doesn't wasn't i'm i've it's that's"
)
_PLAIN = frozenset(_SMALL.split())
STRAIGHT = str.maketrans({"’": "'", "‘": "'"})
"""Curly apostrophes -> straight ones, for words that are compared."""


def inflect(word: str, form: str) -> str:
    """Return the verb `word`, in whatever form it stands, as `past`, `base` or `gerund`."""
    plain = word.lower()
    lemmas = getLemma(plain, "VERB")
    lemma = lemmas[0] if lemmas else plain
    if (lemma, form) in _IRREGULAR:
        return _IRREGULAR[lemma, form]
    forms = getInflection(lemma, _FORMS[form])
    made = str(forms[0]) if forms else plain
    if form != "base" and lemma in _DOUBLED and made.startswith(lemma):
        return lemma + "l" + made[len(lemma) :]
    if form == "past" and plain.endswith("lling") and made == plain[:-4] + "ed":
        return plain[:-3] + "ed"
    return made


def lemma(word: str) -> str:
    """Return the shortest base form of `word`, whatever its part of speech."""
    plain = word.lower()
    found = [form for forms in getAllLemmas(plain).values() for form in forms]
    return min(found, key=len, default=plain)


def is_word(word: str) -> bool:
    """Say whether `word` is an ordinary English word, so that its capitals are only loud."""
    plain = word.lower().replace("’", "'")
    return plain in _PLAIN or bool(getAllLemmas(plain))


def article(word: str) -> str:
    """Return the indefinite article that goes before `word`: by sound, as far as spelling tells."""
    plain = word.lower()
    if plain.startswith(("uni", "use", "usu", "one", "eu", "uk")):
        return "a"
    if plain.startswith(("hour", "honest", "honour", "honor", "heir")):
        return "an"
    if len(word) > 1 and word.isupper():
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    return "an" if plain[:1] in "aeiou" else "a"
