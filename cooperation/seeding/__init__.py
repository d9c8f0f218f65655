"""From curated files to tables and back: schema, read, check, load, dump, write."""
