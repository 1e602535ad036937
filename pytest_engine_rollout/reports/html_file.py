"""`--engine-html`: one page with everything in it, to open from a disk or an artifact store."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from importlib.resources import files

from pytest_engine_rollout.reports.base import Report
from pytest_engine_rollout.reports.html_data import island
from pytest_engine_rollout.reports.html_headline import headline
from pytest_engine_rollout.reports.html_sections import (
    about,
    engines,
    facts,
    incomplete,
    sections,
    shown,
)
from pytest_engine_rollout.results import RunResult

_SCRIPTS = ("data.js", "filter.js", "list.js", "details.js", "scatter.js", "start.js")


class HtmlReport(Report):
    """A page that loads nothing: its policy forbids the network, and all but its own script."""

    def text(self, run: RunResult) -> str:
        """The page; what needs no script is in it as text, the list of tests as data."""
        style = _asset("style.css")
        script = '"use strict";\n' + "\n".join(_asset(name) for name in _SCRIPTS)
        info = run.info
        parts = {
            "policy": _policy(style, script),
            "title": f"Engine rollout: {shown(info.control)} to {shown(info.candidate)}",
            "style": style,
            "about": about(run),
            "incomplete": incomplete(run),
            "headline": headline(run),
            "engines": engines(run),
            "facts": facts(run),
            "control": shown(info.control),
            "candidate": shown(info.candidate),
            "sections": sections(run),
            "data": island(run),
            "script": script,
        }
        return re.sub(r"\{\{(\w+)\}\}", lambda name: parts[name.group(1)], _asset("page.html"))


def _asset(name: str) -> str:
    return (files(__package__) / "page" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'"


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()
