"""`python -m backend_lint`, which imports nothing of the current directory: it may be a tree of strangers."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]  # Python puts the directory there; what it has imported by itself until here is not ours to prevent

import signal


def main() -> None:
    """Run the command line. Until it is imported, Ctrl-C ends the process as the system does it: without a traceback."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from backend_lint.cli import main as command

    signal.signal(signal.SIGINT, before)
    command()


if __name__ == "__main__":
    main()
