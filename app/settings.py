"""Every UNBURNT_* variable, with unit and default; docs/settings.md lists the same (tested)."""

from __future__ import annotations

import math
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

STORAGES = ("memory", "redis", "rediss")


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="UNBURNT_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="port to listen on")
    workers: int = Field(default=1, ge=1, le=64, description="server processes")
    rules: Path | None = Field(default=None, description="a rules/ folder to use instead of ours")
    models: Path | None = Field(default=None, description="a models/ folder to use instead of ours")
    model: str | None = Field(
        default="auto", description="name of the model to use; auto: the newest; empty: rules alone"
    )
    llm_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s]+$",
        description="base address of an OpenAI-compatible server, to which drafts then go",
    )
    llm_model: str | None = Field(default=None, description="name of the model to ask there")
    llm_api_key: SecretStr | None = Field(default=None, description="key for that server")
    llm_timeout: float = Field(
        default=20, gt=0, le=600, description="seconds that its answers to one draft may take"
    )
    llm_retries: int = Field(default=1, ge=0, le=5, description="further tries after a failure")
    llm_concurrency: int = Field(
        default=2, ge=1, le=64, description="questions asked at once, a process"
    )
    llm_second_reader: bool = Field(
        default=False, description="ask it, too, where our own reader is unsure of the verdict"
    )
    api_keys: Path | None = Field(
        default=None, description="file of accepted API keys, hashed; without it nobody needs one"
    )
    rate_limit: str | None = Field(
        default=None,
        pattern=r"^\d+ ?(?:/|per) ?(?:\d+ ?)?(?:second|minute|hour|day)s?$",
        description="requests that one key or address may make, such as 60/minute",
    )
    rate_storage: SecretStr = Field(
        default=SecretStr("memory://"),
        description="where requests are counted: in memory, or in a Redis for several processes",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1",
        description="addresses whose X-Forwarded-For is believed, with commas between",
    )
    cors_origins: str = Field(
        default="",
        pattern=r"^(?:[a-z-]+://[^\s,*/]+(?:,[a-z-]+://[^\s,*/]+)*)?$",
        description="origins of other pages and extensions that may ask, with commas between",
    )
    metrics: bool = Field(default=True, description="answer GET /metrics, for Prometheus")
    tracing: bool = Field(
        default=False, description="send OpenTelemetry spans to where the OTEL_* variables say"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", description="what the log gets; info: a line a request"
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="text, or json: one object a line"
    )
    log_addresses: bool = Field(
        default=False, description="name the client's address in the line of a request"
    )
    threads: int = Field(default=2, ge=1, le=64, description="drafts read at once, a process")
    queue: int = Field(
        default=64, ge=1, le=10_000, description="drafts read or waiting, a process; more: 503"
    )
    timeout: float = Field(default=10, gt=0, le=600, description="seconds a draft may take")
    batch_timeout: float = Field(
        default=30,
        gt=0,
        le=3_600,
        description="seconds a batch may take; drafts not read by then are told so",
    )
    receive_timeout: float = Field(
        default=10,
        gt=0,
        le=600,
        description="seconds a head may take to arrive, a body to arrive, an answer to be taken",
    )
    body_limit: int = Field(default=262_144, ge=1_024, description="bytes in the body of one check")
    batch_limit: int = Field(
        default=4_194_304, ge=1_024, description="bytes in the body of one batch"
    )

    @field_validator("rate_storage")
    @classmethod
    def _is_a_storage(cls, value: SecretStr) -> SecretStr:
        """Refuse without a word of it what cannot be used: a later error would quote a password."""
        kind, sign, _ = value.get_secret_value().partition("://")
        if not sign or kind not in STORAGES:
            raise ValueError("begins with memory://, redis:// or rediss://")
        try:
            place = urlsplit(value.get_secret_value())
            whole = kind == "memory" or (place.hostname and place.port)
        except ValueError:
            whole = False
        if not whole:
            raise ValueError(
                "needs a host and a port, redis://host:6379; a password must be percent-encoded"
            )
        return value

    @model_validator(mode="after")
    def _names_its_language_model(self) -> Self:
        if self.llm_url and not self.llm_model:
            raise ValueError("UNBURNT_LLM_URL needs UNBURNT_LLM_MODEL: the model to ask there")
        return self

    @model_validator(mode="after")
    def _can_trace(self) -> Self:
        if self.tracing and not _has_opentelemetry():
            raise ValueError("UNBURNT_TRACING needs an extra: pip install 'unburnt[otel]'")
        return self

    @property
    def counts_apart(self) -> bool:
        """Whether there is a limit that each of several processes counts for itself."""
        in_memory = self.rate_storage.get_secret_value().startswith("memory:")
        return self.workers > 1 and self.rate_limit is not None and in_memory

    @property
    def bodies(self) -> int:
        """Bytes of bodies that a process holds at once."""
        return 12 * self.batch_limit

    @property
    def grace(self) -> int:
        """Seconds in which every accepted request is answered: what a shutdown waits for."""
        return math.ceil(self.receive_timeout + max(self.longest, self.batch_timeout)) + 2

    @property
    def longest(self) -> float:
        """Seconds a draft may take in all, the language model included."""
        return self.timeout + (self.llm_timeout if self.llm_url else 0.0)


def _has_opentelemetry() -> bool:
    try:
        return find_spec("opentelemetry.sdk") is not None
    except ModuleNotFoundError:
        return False
