"""The window (PySide6): shows what core makes; parses, computes and saves nothing itself."""
