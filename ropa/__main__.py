"""`python -m ropa` is the command `ropa`."""

from ropa.cli.main import main

if __name__ == "__main__":
    main()
