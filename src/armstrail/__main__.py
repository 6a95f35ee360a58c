"""`python -m armstrail`: the command line."""

from armstrail.cli import main

if __name__ == "__main__":
    main()
