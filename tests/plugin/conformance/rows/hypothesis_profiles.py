"""Profiles of hypothesis, which came with its plugin before any engine and so is shared."""

from __future__ import annotations

from tests.plugin.conformance.product import PRODUCT, SETTINGS
from tests.plugin.conformance.row import Batch, Row, tree

PROFILES = Batch("profiles", files=PRODUCT, settings=SETTINGS, needs=("hypothesis",))

SOURCES = {
    "hypothesis_profiles": {
        "conftest.py": """
            import product
            from hypothesis import settings

            NUMBER = len(product.VALUES)
            for name in ("of_the_engine", f"of_{product.NAME}"):
                settings.register_profile(name, max_examples=NUMBER, database=None)
            settings.load_profile(f"of_{product.NAME}")
        """,
        "test_hypothesis_profiles.py": """
            import pytest
            from hypothesis import errors, given, settings, strategies
            from product import NAME, VALUES

            RAN = []

            @given(strategies.integers())
            def test_runs(number):
                RAN.append(number)

            def test_ran_as_often_as_the_profile_says(record_property):
                record_property("number", len(RAN))
                assert len(RAN) == settings.get_profile("of_the_engine").max_examples

            def test_loaded():
                assert settings.default is settings.get_profile(f"of_{NAME}")
                assert settings().max_examples == len(VALUES)

            def test_not_there():
                with pytest.raises(errors.InvalidArgument):
                    settings.get_profile("of_new")
        """,
    },
}

ROWS = tuple(Row(name, tree(sources), PROFILES) for name, sources in SOURCES.items())
