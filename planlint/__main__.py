"""`planlint` and `python -m planlint`."""

import gc
import signal
from typing import NoReturn

# Until there is somebody to say so in words, an interruption ends the program in silence.
_before = signal.getsignal(signal.SIGINT)
if _before is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def main() -> NoReturn:
    """Load the command line and run it."""
    gc.set_threshold(100_000)  # what is loaded stays: looking for garbage in it is a twentieth of a short run
    from planlint.cli.main import main as run

    signal.signal(signal.SIGINT, _before)
    run()


if __name__ == "__main__":
    main()
