"""The register in other programs' formats."""
