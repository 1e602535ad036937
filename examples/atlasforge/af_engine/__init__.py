"""The engine of AtlasForge: the flag USE_MODULAR_ENGINE picks the implementation."""

import logging
import os

logger = logging.getLogger(__name__)

USE_MODULAR_ENGINE = os.environ.get("USE_MODULAR_ENGINE", "false").lower() in ("true", "1", "yes")

STAGES = ["PLANNING", "BUILDING", "TESTING", "ANALYZING", "CYCLE_END", "COMPLETE"]

if USE_MODULAR_ENGINE:
    try:
        from .orchestrator import StageOrchestrator as RDMissionController
    except ImportError as problem:
        logger.error("modular engine not available: %s", problem)
        USE_MODULAR_ENGINE = False

if not USE_MODULAR_ENGINE:
    from af_engine_legacy import RDMissionController

__all__ = ["RDMissionController", "STAGES", "USE_MODULAR_ENGINE"]
