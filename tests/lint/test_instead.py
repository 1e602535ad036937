"""What messages tell to use in place of the legacy engine, in projects that name less or more."""

from __future__ import annotations

import pytest

from migration_lint.naming.legacy_names import LegacyNames
from migration_lint.project import EngineSettings, Settings

NAMED, NAMELESS = EngineSettings(controller="shop.fresh:Pricing"), EngineSettings()


@pytest.mark.parametrize(
    ("entry", "candidate", "isolate", "expected"),
    [
        pytest.param("shop.pricing:Pricing", NAMED, ("shop",), "shop.pricing", id="entry"),
        pytest.param(None, NAMED, ("shop",), "shop.fresh", id="controller"),
        pytest.param(None, NAMELESS, ("shop",), "shop", id="package"),
        pytest.param(None, NAMELESS, (), "new", id="nothing but a name"),
    ],
)
def test_instead(
    entry: str | None, candidate: EngineSettings, isolate: tuple[str, ...], expected: str
) -> None:
    settings = Settings(
        control="old",
        candidate="new",
        entry=entry,
        isolate=isolate,
        engines={"old": NAMELESS, "new": candidate},
    )
    assert LegacyNames(settings).instead == expected
