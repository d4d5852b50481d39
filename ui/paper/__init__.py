"""The print centre: what goes onto paper or into a file, seen before."""
