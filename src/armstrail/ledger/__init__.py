"""Facts across pages: identity, witnesses, conflicts, grades, and the store that keeps them."""
