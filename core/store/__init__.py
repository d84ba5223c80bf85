"""The database: tables, engine, migrations, writes, the read model and the queries."""
