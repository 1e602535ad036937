"""Run every test on the control and on the candidate engine, and say what that proves."""
