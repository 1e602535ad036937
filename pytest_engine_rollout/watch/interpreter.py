"""Functions of the interpreter that watching needs, taken before a test could replace them."""

from __future__ import annotations

import sys
import threading

# A frame and the threads have no other name, though these are private.
frame_at = sys._getframe  # noqa: SLF001 - see above
frames_of_threads = sys._current_frames  # noqa: SLF001 - see above
present_thread = threading.get_ident
