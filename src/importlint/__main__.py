"""Run the command line: `python -m importlint`."""

from importlint.cli import main

if __name__ == "__main__":
    main()
