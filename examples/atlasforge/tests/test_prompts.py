"""A class of tests; the engine comes in at the top of the file, under another name."""

import af_engine as atlasforge_engine
import pytest

Engine = atlasforge_engine.RDMissionController


class TestPrompt:
    """What the model is told."""

    @pytest.fixture(autouse=True)
    def _engine(self, mission_path):
        self.engine = Engine(mission_path)

    def test_names_the_stage(self):
        assert self.engine.build_rd_prompt().startswith("=== R&D MISSION: PLANNING ===")

    def test_states_the_problem(self):
        assert "Problem: Count the stars" in self.engine.build_rd_prompt()

    def test_ends_with_the_context(self):
        assert self.engine.build_rd_prompt("it is cloudy").endswith("Context: it is cloudy")

    def test_context_by_keyword(self):
        assert "Context: dawn" in self.engine.build_rd_prompt(context="dawn")

    def test_tells_the_lessons(self):
        # Seeded regression: the modular engine lost the lessons.
        self.engine.mission["lessons"] = ["Stars move"]
        assert "- Stars move" in self.engine.build_rd_prompt()
