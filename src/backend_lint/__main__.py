"""`python -m backend_lint`, which imports nothing of the current directory: it may be a tree of strangers."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]  # Python puts the directory there; what it has imported by itself until here is not ours to prevent

# What `signal` is made of, and is there already: that one imports `enum`, and a Ctrl-C meanwhile said a traceback.
import _signal  # type: ignore[import-not-found]


def main() -> None:
    """Run the command line. Until it is imported, Ctrl-C ends the process as the system does it: without a traceback."""
    before = _signal.getsignal(_signal.SIGINT)
    if before is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    from backend_lint.cli import main as command

    _signal.signal(_signal.SIGINT, before)
    command()


if __name__ == "__main__":
    main()
