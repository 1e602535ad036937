"""The project's code: its files, their definitions, and what their syntax tells."""
