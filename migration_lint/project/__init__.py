"""The configuration that both packages read: `[tool.engine_rollout]`."""

from migration_lint import __version__
from migration_lint.project.loader import ConfigurationError, load_project
from migration_lint.project.model import Engine, EngineSettings, FlagValues, Project, Settings
from migration_lint.project.protocol import Parameter, ProtocolMethod

__all__ = [
    "ConfigurationError",
    "Engine",
    "EngineSettings",
    "FlagValues",
    "Parameter",
    "Project",
    "ProtocolMethod",
    "Settings",
    "__version__",
    "load_project",
]
