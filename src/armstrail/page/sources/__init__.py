"""The ways by which bytes come in: files, lines of JSON, web archives, single addresses, feeds. See docs/sources.md."""
