"""Count the processes that `multiprocessing` starts, for which there is no audit event.

A fork server forks them in a process of its own, and before Python 3.12 those that are spawned are
not heard of either.
"""

from __future__ import annotations

import sys
from typing import Any, NamedTuple


class Children(NamedTuple):
    """The processes of `multiprocessing` at one moment.

    Attributes:
        made: How many process objects there were so far, started or not.
        alive: The ids of those that were started and not yet seen to have ended.
    """

    made: int = 0
    alive: frozenset[int] = frozenset()

    def since(self, before: Children) -> int:
        """How many were made or started since an earlier moment."""
        return max(self.made - before.made, len(self.alive - before.alive))


_NONE = Children()


def children() -> Children:
    """The present processes; none while `multiprocessing` is not imported."""
    module: Any = sys.modules.get("multiprocessing.process")
    if module is None:
        return _NONE
    counter = repr(getattr(module, "_process_counter", ""))
    number = counter.removeprefix("count(").removesuffix(")")
    alive = getattr(module, "_children", ())
    return Children(int(number) if number.isdigit() else 0, frozenset(map(id, alive)))
