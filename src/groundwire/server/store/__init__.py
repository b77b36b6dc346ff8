"""The server's database: engine, tables, migrations."""
