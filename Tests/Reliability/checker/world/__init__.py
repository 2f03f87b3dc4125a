"""One run: its folders, its users, its processes, and what they are asked to do."""
