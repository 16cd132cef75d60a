"""The material that lies beside a checkout: real meetings and tools that are not ours to ship."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
SHARED = CHECKOUT.parent / "shared"
NO_SHARED = "needs ../shared, which is not beside this checkout"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=NO_SHARED)
