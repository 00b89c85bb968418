"""What is kept: models, engine, migrations, search and backup."""
