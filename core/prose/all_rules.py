"""All rules about the text: importing this module registers them."""

from __future__ import annotations
