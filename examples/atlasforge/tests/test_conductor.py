"""unittest, with a class fixture and sub-tests."""

import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import af_engine
import atlasforge_conductor


class ConductorTest(unittest.TestCase):
    """The conductor drives whichever engine the flag chose."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)

    def controller(self, name, **mission):
        path = Path(self.folder.name) / f"{name}.json"
        path.write_text(json.dumps({"mission_id": name, **mission}), encoding="utf-8")
        return af_engine.RDMissionController(path)

    def test_mission_runs_to_its_end(self):
        controller = self.controller("mission_00000001")
        self.assertEqual(atlasforge_conductor.run_mission(controller), "COMPLETE")

    def test_a_cycle_more_if_the_budget_allows(self):
        controller = self.controller("mission_00000002", cycle_budget=3)
        atlasforge_conductor.run_mission(controller)
        self.assertEqual(controller.mission["current_cycle"], 3)

    def test_starts_anywhere(self):
        for stage in ("BUILDING", "TESTING", "CYCLE_END"):
            with self.subTest(stage=stage):
                controller = self.controller(f"mission_{stage}", current_stage=stage)
                self.assertEqual(atlasforge_conductor.run_mission(controller), "COMPLETE")

    def test_asks_with_the_engines_prompt(self):
        controller = self.controller("mission_00000004")
        with mock.patch("af_engine.RDMissionController.build_rd_prompt", return_value="a: b ="):
            self.assertEqual(controller.build_rd_prompt(), "a: b =")


class DashboardTest(unittest.IsolatedAsyncioTestCase):
    """An async page on a synchronous engine."""

    async def test_page_shows_the_stage_it_set(self):
        from dashboard_modules.missions import MissionPage

        with tempfile.TemporaryDirectory() as folder:
            page = MissionPage(Path(folder) / "mission.json")
            page.controller.update_stage("BUILDING")
            self.assertEqual(page.controller.mission["current_stage"], "BUILDING")
