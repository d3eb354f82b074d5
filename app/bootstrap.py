"""Settings -> a working Checker; the only module that knows the concrete parts."""

from __future__ import annotations

from pathlib import Path

from app import checker
from app.afterwards.advice import Adviser
from app.llm.chat import ChatModel
from app.mentions import MentionFinder
from app.modelstore import LearnedReader, open_critic, open_reader, open_recaster
from app.report import Reporter
from app.resources import bundled
from app.rewriting import Rewriter, Sense
from app.rulebook import Rulebook, load_rulebook
from app.rulebook.textdata import TextData, load_text_data
from app.scoring import Scorer
from app.settings import Settings
from app.text import TextReader, load_entity_finder, load_parser, load_pipeline
from app.verdict import Combination, Judge, SecondReader


class Checker(checker.Checker):
    """A checker with the rulebook and model that the settings name; ready when constructed.

    Raises RulebookError or ModelError where a file under rules/ or models/ is not usable.
    """

    def __init__(
        self, settings: Settings | None = None, watch: checker.Watch = checker.unwatched
    ) -> None:
        settings = settings or Settings()
        rules = settings.rules or bundled("rules")
        book = load_rulebook(rules)
        models = settings.models or bundled("models")
        reader = open_reader(models, settings.model)
        if reader is not None:
            reader.self_test()
        super().__init__(
            book,
            texts=TextReader(load_entity_finder(), _text_data(rules)),
            mentions=MentionFinder(book),
            scorer=Scorer(book),
            judge=Judge(book, _combination(reader)),
            rewriter=Rewriter(
                book,
                Sense(load_parser()),
                open_recaster(models, reader),
                open_critic(models, reader),
            ),
            reporter=Reporter(book, reader.name if reader else None),
            adviser=Adviser(book),
            reader=reader,
            chat=_chat(settings),
            second=_second(settings, book),
            watch=watch,
        )


def build_checker(
    settings: Settings | None = None, watch: checker.Watch = checker.unwatched
) -> checker.Checker:
    """Return a ready checker; the shells call this, and tests pass their own instead."""
    return Checker(settings, watch)


def build_shared_checker(settings: Settings) -> checker.Checker:
    """Return a checker to fork processes with: what is otherwise loaded later is there already.

    Makes no Python thread and no connection.
    """
    load_pipeline()
    return build_checker(settings)


def _text_data(rules: Path) -> TextData | None:
    """Return what the folder says of disguised words; None, so ours, where it says nothing."""
    folder = rules / "text"
    return load_text_data(folder) if folder.is_dir() else None


def _combination(reader: LearnedReader | None) -> Combination | None:
    return Combination.from_manifest(reader.manifest.combination) if reader else None


def _chat(settings: Settings) -> ChatModel | None:
    """Return the language model that the settings name; None, as a rule: no draft leaves."""
    if settings.llm_url is None or settings.llm_model is None:
        return None
    key = settings.llm_api_key
    return ChatModel(
        settings.llm_url,
        settings.llm_model,
        key.get_secret_value() if key else None,
        settings.llm_timeout,
        settings.llm_retries,
        settings.llm_concurrency,
    )


def _second(settings: Settings, book: Rulebook) -> SecondReader | None:
    wanted = settings.llm_url is not None and settings.llm_second_reader
    return SecondReader(book.prompts) if wanted and book.prompts else None
