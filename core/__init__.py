"""The program without its window: facts, forms, calculation, checks, paper."""
