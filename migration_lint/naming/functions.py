"""Functions of the standard library and of well-known packages, told by their dotted names."""

from __future__ import annotations

import re

# Functions that start a process.
STARTS_PROCESS = re.compile(
    r"(?:subprocess|asyncio\.subprocess|pexpect|sh|invoke|fabric|plumbum|delegator|commands)\..+"
    r"|os\.(?:system|popen|exec\w+|spawn\w+|posix_spawnp?)|pty\.spawn|shlex\.(?:split|join)"
    r"|(?:.*\.)?(?:create_subprocess_\w+|subprocess_exec|subprocess_shell|check_output|check_call"
    r"|Popen|runpython|run_command|run_cmd|popen|session\.run(?:_always)?|script_runner\.run)"
    r"|\?\.(?:run|run_always|call|exec_run|exec_command|invoke|spawn)"
)
# Functions that write a text where a program may read it.
WRITES = re.compile(r"(?:.*\.)?(?:write|write_text|write_bytes|writelines)")
