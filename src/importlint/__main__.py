"""Run the command line: `python -m importlint`."""

import os
import sys

if __name__ == "__main__":
    # `python -m` puts the working directory first: a `click.py` of the scanned project would be executed from there.
    # Nothing that is not loaded at every start may be imported before this.
    if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:  # noqa: PTH109
        del sys.path[0]
    from importlint.cli import run

    run()
