from unittest.mock import patch

from app.core.engine import PillarsEngine


def test_weight():
    with patch("app.core.engine.FILE", "weights.json"):
        assert PillarsEngine().weight("cost") == 0.5
