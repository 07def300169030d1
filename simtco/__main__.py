"""`python -m simtco` is the `simtco` command."""

from simtco.cli.main import main

if __name__ == "__main__":
    main()
