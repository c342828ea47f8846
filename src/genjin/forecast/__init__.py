"""What will come in, how sure, and why: the engine, and what the product keeps and shows of it."""
