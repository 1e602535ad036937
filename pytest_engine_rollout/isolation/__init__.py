"""Keep the engines apart: each has a world, the state that a process of its own would have.

A *world* is everything that a process has once: modules, environment, settings of the interpreter,
fixtures, plugins. It is made of *layers* (`layer.py`; the classes in `layers/` and
`process_wide/`), each of which can capture its part of the process and restore it. `worlds.py`
moves from one engine to the other: it captures every layer for the engine that leaves and restores
them for the one that enters. An engine that enters for the first time gets a fresh state, and
`boot.py` does for it what pytest did for the first engine when it started.

`importing/` decides whose a module is: *owned* modules exist once for each engine, *shared* ones
once for all, and then what importing them did to the process is repeated for each engine. `items/`
collects the suite once for each engine, names the tests and runs them engine by engine.
`attestation.py` checks that the entry gives the engine asked for; `throwaway_process.py` is where
it tries that out.

With pytest-xdist none of this swaps anything: each worker is a process with one engine
(`workers/`).
"""
