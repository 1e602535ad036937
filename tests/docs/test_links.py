"""Links between the files of the repository lead somewhere; Sphinx checks those of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md", "tests/**/*.md")
    for page in ROOT.glob(pattern)
    if not {"_build", "reference"} & set(page.parts)
)
_LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


def links_of(page: Path) -> Iterator[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    yield from (link for link in _LINK.findall(text) if "://" not in link)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files(page: Path) -> None:
    assert [link for link in links_of(page) if not (page.parent / link).exists()] == []


def test_there_are_links() -> None:
    assert sum(len(list(links_of(page))) for page in PAGES) > 10
