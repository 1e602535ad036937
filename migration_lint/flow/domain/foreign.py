"""Objects of well-known frameworks that carry what a program puts on them, under all their names.

`flask.current_app` is the application that `flask.Flask(...)` made: what is put on the one is on
the other. Where an annotation says that something is such an object, it is followed as one.
"""

from __future__ import annotations

from migration_lint.flow.domain.values import UNKNOWN, Symbol, Value, Values

_SAME = {
    "flask.current_app": "flask.Flask()",
    "quart.current_app": "quart.Quart()",
    "celery.current_app": "celery.Celery()",
    "fastapi.Request().app": "fastapi.FastAPI()",
    "fastapi.WebSocket().app": "fastapi.FastAPI()",
    "starlette.applications.Starlette()": "fastapi.FastAPI()",  # which inherits from it
    "starlette.requests.Request().app": "fastapi.FastAPI()",
    "starlette.websockets.WebSocket().app": "fastapi.FastAPI()",
    "aiohttp.web.Request().app": "aiohttp.web.Application()",
    "click.get_current_context()": "click.Context()",
    "typer.Context()": "click.Context()",
    "pytest.FixtureRequest().config": "pytest.Config()",
    "pytest.FixtureRequest().session": "pytest.Session()",
    "pytest.Session().config": "pytest.Config()",
    "pytest.Item().config": "pytest.Config()",
    "pytest.Item().session": "pytest.Session()",
}
_OTHER_NAMES = tuple(_SAME)
_CARRIERS = frozenset(
    (*(name.partition("()")[0] for name in (*_SAME, *_SAME.values())), "django.http.HttpRequest")
)
# What a parameter of this name is in a file of a framework that gives it one.
_BY_NAME = {
    "request": {b"django": "django.http.HttpRequest()", b"aiohttp": "aiohttp.web.Request()"},
    "app": {
        b"flask": "flask.Flask()",
        b"quart": "quart.Quart()",
        b"celery": "celery.Celery()",
        b"fastapi": "fastapi.FastAPI()",
        b"aiohttp": "aiohttp.web.Application()",
    },
}
# What pytest gives to a parameter of this name in one of its hooks, `pytest_...`.
_OF_HOOKS = {
    "config": "pytest.Config()",
    "session": "pytest.Session()",
    "item": "pytest.Item()",
    "request": "pytest.FixtureRequest()",
}
_MADE = "unittest.mock.Mock()@"  # a mock that is told nothing, by the place that makes it


def canonical(dotted: str) -> str:
    """The one name that what is put on an object is kept under."""
    if dotted.startswith(_OTHER_NAMES):
        for name in _OTHER_NAMES:
            if dotted == name or dotted.startswith((f"{name}.", f"{name}[")):
                return _SAME[name] + dotted[len(name) :]
    return dotted


def packages(dotted: str) -> frozenset[str]:
    """The packages that an object can be had from: those of all its names."""
    same = canonical(dotted)
    names = (name for name, one in _SAME.items() if same.startswith(one))
    return frozenset(name.partition(".")[0] for name in (dotted, *names))


def instance(kind: Symbol) -> Values:
    """What is of a type outside of the project: unknown, unless it carries what is put on it."""
    return frozenset({Symbol(f"{kind.name}()")}) if kind.name in _CARRIERS else UNKNOWN


def given_by_name(data: bytes, parameter: str) -> Values:
    """What a parameter without annotation is by its name, in a file that names its framework."""
    for framework, kind in _BY_NAME.get(parameter, {}).items():
        if framework in data:
            return frozenset({Symbol(kind)})
    return UNKNOWN


def given_to_hook(function: str, parameter: str) -> str | None:
    """What pytest gives to a parameter of one of its hooks; None for other functions."""
    return _OF_HOOKS.get(parameter) if function.startswith("pytest_") else None


def mock_made(number: int) -> Symbol:
    """The mock that one of many places makes."""
    return Symbol(f"{_MADE}{number}")


def is_mocked(value: Value) -> bool:
    """Whether a value is a mock, or is had from one."""
    return isinstance(value, Symbol) and value.name.startswith(_MADE)


def attribute_path(dotted: str, name: str) -> str:
    """The path to an attribute; what calls of a mock give is there as its `return_value` too."""
    if name == "return_value" and dotted.startswith(_MADE):
        return f"{dotted}()"
    return dotted if dotted.endswith(f".{name}") else f"{dotted}.{name}"


def mock_of(dotted: str) -> str:
    """The mock that a path begins at; nothing for other paths."""
    if not dotted.startswith(_MADE):
        return ""
    number = dotted[len(_MADE) :].partition(".")[0].partition("(")[0].partition("[")[0]
    return _MADE + number
