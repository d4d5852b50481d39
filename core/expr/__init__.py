"""The small expression language of the packs: parse, type-check, evaluate, render."""
