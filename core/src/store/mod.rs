//! What is kept, sealed, in SQLite.
