"""What people write: text, language, revisions, translations, comments, support."""
