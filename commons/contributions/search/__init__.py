"""Finding texts by their words, in every language people write here.

One small interface over SQLite's FTS5 and PostgreSQL's tsvector: words are folded by ``folding``
before either sees them, so that both find the same.
"""
