"""Saves a mission again, in the format of today."""

import sys

from af_engine_legacy import RDMissionController


def main(path):
    controller = RDMissionController(path)
    controller.save_mission()
    return controller.mission["mission_id"]


if __name__ == "__main__":
    print(main(sys.argv[1]))
