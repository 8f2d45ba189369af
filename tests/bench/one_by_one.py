"""The server of before: every vote alone in a commit. Only to compare with.

`python -m tests.bench.one_by_one`, with settings from the environment; with
LIVE_TRANSPORT=stock the sockets are those of the library as well.
"""

from gevent import monkey

if __name__ == "__main__":
    monkey.patch_all()

import importlib
import sys

WRITER = "dilemma.live.writer"


def main() -> None:
    """Start the server after taking the group out of its group commit."""
    try:
        writer = importlib.import_module(WRITER)
    except ModuleNotFoundError:
        sys.exit(f"there is no {WRITER}, so there is no group commit to take away")
    # Without patience it would refuse what it cannot write in time.
    for name, alone in (("MOST", 1), ("WINDOW", 0.0), ("PATIENCE", 300.0)):
        if not hasattr(writer, name):
            sys.exit(f"{WRITER}.{name} is gone, so votes cannot be written one by one")
        setattr(writer, name, alone)
    from dilemma import config, server

    server.run(config.load())


if __name__ == "__main__":
    main()
