"""Tests run again once all have run: for noise, for repetitions, for sabotage.

What is found out is kept apart from the results of the tests themselves, which it cannot change.
"""
