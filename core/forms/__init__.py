"""Dictionary and packs: read, validate, compile."""
