"""What is done about what people write: reports, decisions, appeals, the public trace."""
