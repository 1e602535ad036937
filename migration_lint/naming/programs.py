"""Classify programs of command lines by what they do with their arguments."""

from __future__ import annotations

from migration_lint.regex import regex

# Python itself: by name, by path, or in a variable as build files have it.
PYTHON = regex(
    r"(?:.*[/\\])?(?:i?python|pypy|py)[\d.]*w?(?:\.exe)?$|.*\bPYTHON\w*\W*$|\{env_?python\}$|\$\{PYTHON[^}]*\}$"
    r"|[%$]\{?_*[Pp]ython\w*\}?$"
)
# Any variable that may hold an interpreter; one named after tests or linters holds those.
VARIABLE = regex(
    r"(?:\$\(|\$\{?|%|\{\{\s*)(?!\w*(?i:test|cov|lint))\w+(?:\[[@*]\])?(?:\)|\}|%|\s*\}\})?$"
)

# Profilers, debuggers and the like: they run another program, named by `-m` too.
RUN_ANOTHER = frozenset({
    "cProfile", "profile", "pdb", "trace", "coverage", "run", "debugpy", "timeit", "kernprof",
    "mprof", "memory_profiler", "scalene", "viztracer", "ipdb", "pudb", "line_profiler",
    "pyinstrument",
})  # fmt: skip
# Their `-m` is followed by a module as Python's is.
HAVE_OPTION_M = RUN_ANOTHER | {"mypy", "dmypy", "stubgen", "stubtest", "pyright"}
# Servers, task queues, checkers and builders: their arguments are modules and objects in them.
TAKE_MODULE = frozenset({
    "unittest", "pylint", "mypy", "celery", "flask", "gunicorn", "uvicorn", "hypercorn",
    "daphne", "granian",
    "waitress-serve", "pydoc", "stubgen", "pyreverse", "nuitka", "pyinstaller", "cython",
    "vulture", "stubtest", "uwsgi", "fastapi", "arq", "dramatiq", "rq", "huey_consumer",
    "sphinx-apidoc", "%load_ext", "load_ext", "%run", "%aimport", "aimport", "%autoreload",
})  # fmt: skip

_TELL = frozenset({"echo", "printf", "print", "logger", "say", ":", "cowsay", "git"})
_GREPS = frozenset({"grep", "egrep", "fgrep", "rg", "ag", "ack"})
# Their arguments are only printed or sent as text.
PRINT = _TELL | {"true", "gh", "pkill", "pgrep", "killall"}
# With `install` or `add`: their arguments are distributions.
INSTALL = frozenset({"pip", "pip3", "uv", "poetry", "pdm", "pipx", "conda", "mamba", "pipenv"})
# Their words do nothing: they are said, or looked for.
SAY = _TELL | _GREPS
# Their first word is what is looked for; the others are files.
SEARCH = frozenset({"sed", "awk", "gawk", "perl", "find"}) | _GREPS

# Options that are followed by a module.
NAME_MODULE = regex(
    r"--?(?:A|app|module|package|p|cov|source|hidden-import|pyargs|include|import|wsgi|factory|w"
    r"|exclude-module|collect-all|modules?|ignore|omit|exclude|script|with)"
)
# Python's `-m`, with other options in the same word before it.
OPTION_M = regex(r"-[bBdEhiIOqsSuvVx]*m")
# Options that are followed by a word for people.
LABEL = frozenset({"-t", "--tag", "--name", "--label", "--title", "--message", "--description"})
# Words of `find` that are followed by a command.
RUN_COMMAND = frozenset({"-exec", "-execdir", "-ok"})
