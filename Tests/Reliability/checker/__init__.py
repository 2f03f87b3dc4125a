"""Plants random faults around a program that rotates tokens, and judges it by its promise alone."""
