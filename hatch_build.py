"""Put rules/ and models/ inside the wheel as app/_data/; editable installs read them in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataFolders(BuildHookInterface):  # type: ignore[type-arg]
    """Adds what is there: a checkout without a model still makes a wheel, which reads by rules."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"] |= {
                kind: f"app/_data/{kind}"
                for kind in ("rules", "models")
                if (Path(self.root) / kind).is_dir()
            }
