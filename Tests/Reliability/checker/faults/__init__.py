"""What goes wrong on purpose: at the server, on the disk, with signals, limits, and power."""
