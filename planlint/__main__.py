"""`python -m planlint`."""

from planlint.cli.main import main

if __name__ == "__main__":
    main()
