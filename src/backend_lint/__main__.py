"""`python -m backend_lint`."""

from backend_lint.cli import main

if __name__ == "__main__":
    main()
