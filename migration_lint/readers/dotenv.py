"""Files of environment variables: `.env`, `.env.production`, `atlasforge.env`."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.setting_texts import dotenv_settings


class DotenvReader(Reader):
    """One `NAME=value` a line, quoted or not, with or without `export`."""

    names = (".env", ".env.*", "*.env", "*.env.example", "*.env.sample", "*.env.template",
             "*.env.dist", "*.env.local", ".flaskenv", "env.list", "environment", "etc/default/*",
             "etc/sysconfig/*", "etc/conf.d/*", "environment.d/*.conf")  # fmt: skip

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield the settings."""
        yield from dotenv_settings(source)
