"""The burn-down: what was found at each commit, read from git's objects without a checkout.

`commits` lists the commits with the files of each, `timeline` says what was found in them, `plot`
draws it, `changes` names the commits that added and removed findings.
"""
