"""Functions of the standard library and of well-known packages, told by their dotted names."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lint.flow.domain.values import symbols
from migration_lint.flow.recording.facts import CallFact
from migration_lint.regex import regex

# Functions that load, run or look up a module by its name, by the last part of their own.
LOADS_MODULE = regex(
    r"(?:.*\.)?(?:import_module|__import__|run_module|find_spec|find_loader|get_loader|find_module"
    r"|load_module|resolve_name|importorskip|import_string|import_object|import_from_string"
    r"|import_class|import_by_name|safe_import|try_import|lazy_import|LazyLoader|LazyModule|locate"
    r"|load_entry_point|symbol_by_name|loadTestsFromNames?|load_object|load_class|load_source"
    r"|import_fresh_module|module_available|is_module_available|module_exists|spec_from_loader"
    r"|ModuleType|runmodule|find_modules|autodiscover_tasks|unittest\.main|zipimporter|_gcd_import"
    r"|spec_from_file_location|Source(?:less)?FileLoader|_run_module_as_main|lazy_import"
    r"|lazy_module|lazy_loader\.load|set_forkserver_preload|readmodule(?:_ex)?|ModuleSpec|import_plugin|builtins\.help)"
    r"|(?:importlib\.resources|importlib_resources|pkg_resources|pkgutil|pydoc|zope\.dottedname"
    r"|hydra\.utils|django\.(?:conf\.)?urls)\.[\w.]+"
)
# Functions that are given code as text.
RUNS_CODE = regex(
    r"builtins\.(?:exec|eval|compile)|ast\.parse|(?:cProfile|profile|pdb|trace)\.run\w*|(?:.*\.)?(?:timeit|repeat|Timer|runpython_c"
    r"|runsource|run_cell|run_code|assert_python_ok|assert_python_failure|makepyfile|makeconftest"
    r"|run_string|push|skipif|xfail)"
)
# Functions that start a process.
STARTS_PROCESS = regex(
    r"(?:subprocess|asyncio\.subprocess|pexpect|sh|invoke|fabric|plumbum|delegator|commands)\..+"
    r"|os\.(?:system|popen|exec\w+|spawn\w+|posix_spawnp?)|pty\.spawn|shlex\.(?:split|join)"
    r"|(?:.*\.)?(?:create_subprocess_\w+|subprocess_exec|subprocess_shell|check_output|check_call"
    r"|Popen|runpython|run_command|run_cmd|popen|session\.run(?:_always)?|script_runner\.run"
    r"|runpytest\w*|inline_run)"
    r"|pytest\.main|pylint\.lint\.Run|mypy\.api\.run|coverage\.cmdline\.main|pip\.main"
    r"|\?\.(?:run|run_always|call|exec_run|exec_command|invoke|spawn|sudo|prefix)"
)
# Keyword arguments of other functions, and keys of dicts, that are commands.
COMMANDS = frozenset({"command", "bash_command", "cmd", "cmds", "actions", "entrypoint"})
# Functions that write a text where a program may read it.
WRITES = regex(r"(?:.*\.)?(?:write|write_text|write_bytes|writelines)")
# Functions that only say something.
SAYS = regex(r"builtins\.print|logging\..*|warnings\.warn|.*\.(?:debug|info|warning|error)")
_CALLED = frozenset({"target", "initializer"})
# Functions that are given another one, and what it is to be called with.
_CALLS_FOR = regex(
    r"functools\.partial|builtins\.map|atexit\.register|.*\.(?:submit|to_thread|apply(?:_async)?"
    r"|Thread|Process|Timer|\w*Pool(?:Executor)?|(?:star)?map(?:_async)?|imap(?:_unordered)?|run_in_executor|call_soon|call_later|run_sync)"
)


def callees(call: CallFact) -> Sequence[str]:
    """What is called, or what `partial`, `map` and the like are given to call."""
    names = call.names
    if not call.arguments or not any(map(_CALLS_FOR.fullmatch, names)):
        return names
    target = next((one for one in call.arguments if one.keyword in _CALLED), None)
    first = (symbols(one.values) for one in call.arguments[:2])  # an executor may go before it
    return symbols(target.values) if target else next(filter(None, first), [])
