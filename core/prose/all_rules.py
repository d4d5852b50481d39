"""All rules about the text: importing this module registers them."""

from __future__ import annotations

from core.prose import balance as balance
from core.prose import changes as changes
from core.prose import claims as claims
from core.prose import completion as completion
from core.prose import listed as listed
from core.prose import results as results
from core.prose import scores as scores
from core.prose import shares as shares
from core.prose import sums as sums
from core.prose import told_facts as told_facts
from core.prose import twice as twice
