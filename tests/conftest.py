"""What all tests share: how hard the property tests try."""

import os

from hypothesis import settings

# No deadline: a slow machine is no failure. Where a green run must stay green
# (CI), every run tries the same examples; at a desk each run tries new ones.
settings.register_profile("desk", deadline=None, max_examples=60)
settings.register_profile("ci", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
