"""Who speaks after a departure that was entered later has come back in between."""

from collections.abc import Sequence
from datetime import timedelta

from fieldnotes.model.observation import Observation


def comers_back(left: Observation, observations: Sequence[Observation]) -> list[Observation]:
    """The return that a departure entered later makes necessary: of who speaks after it without having come in.

    It stands a millisecond before what was said, so that a file written of this is read the same.
    """
    if left.kind != "presence" or left.mode != "out" or not left.counts:
        return []
    after = (seen for seen in observations if seen.counts and seen.actor == left.actor and seen.at > left.at)
    said = next((seen for seen in after if seen.kind in ("speech", "act", "presence", "floor")), None)
    if said is None or said.kind == "presence" or (said.kind == "floor" and said.mode == "stops"):
        return []
    at = max(said.at - timedelta(milliseconds=1), left.at)
    return [Observation(at=at, kind="presence", mode="in", actor=left.actor)]
