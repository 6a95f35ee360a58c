"""Reading in bulk: a gate that turns pages of other subjects away, and runs over archives that can be stopped at any point."""
