"""Origins and facts of a run's pages on Apache Spark: joins and components on the engine, the rules from origin/ and ledger/."""
