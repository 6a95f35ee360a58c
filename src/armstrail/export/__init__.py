"""The register in the formats of others, complete or saying what it leaves out."""
