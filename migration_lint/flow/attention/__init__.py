"""Decide which bodies and files are worth evaluating, and revise that as values are found.

Most code of a project has nothing to do with the migration, and evaluating it would take most of
the time. So the analysis begins with the files and bodies in which a word of the migration stands,
and goes on from what it finds there. Three words are used throughout:

- a value *matters* if a rule may care for it: a controller, its class, one of its members, a legacy
  module, a reading of the flag, or a text that names one of these (`domain/relevance.py`);
- a function, class, object or container *tells* if a value that matters can be had from it: by a
  call, from an attribute, as an element (`telling.py`);
- a word is *of interest* if a body in which it stands may get at a value that matters: a configured
  name, or a name that something which tells was bound to (`interest.py`).

Each finding can make another one: a function that returns a controller tells, so its name is of
interest, so bodies and files with that name are evaluated, and so on until nothing new is found.
Where code puts something that matters into an object nothing is known of, `waking.py` lets what
that object came from tell as well. Modules without a word of interest are not evaluated:
`deferral.py` keeps a symbol for each of their names until something flows into one.
"""
