"""The project's code as it is written: its files, what they define, what their syntax tells."""
