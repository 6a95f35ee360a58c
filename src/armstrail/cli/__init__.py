"""The command line: presentation only; every command calls one function of the parts below and prints what it gives."""

from armstrail.cli.app import main

__all__ = ["main"]
