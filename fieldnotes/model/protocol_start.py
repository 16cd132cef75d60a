"""What a new protocol begins with: a small one to fill in, or another one that is said to be its source."""

import msgspec

from fieldnotes.model.protocol import Act, Mode, Prompts, Protocol, Scale


def beginning() -> Protocol:
    """A small protocol that can be used as it is."""
    return Protocol(
        name="my-protocol",
        title="My protocol",
        version="1",
        citation="Our own; not a published or validated instrument.",
        acts=(
            Act("question", "q", "Asks for information, a view or a reason."),
            Act("challenge", "c", "Puts a claim, a plan or its ground in doubt, and expects an answer."),
            Act("support", "s", "Backs what somebody else has said."),
        ),
        modes=(
            Mode("consensus", "Everybody who was asked agreed."),
            Mode("vote", "Hands or ballots were counted."),
            Mode("deferred", "Put off to a later meeting."),
        ),
        scales=(
            Scale(
                "clarity",
                definition="How clear it was at the end what had been decided.",
                anchors={"1": "nobody could say", "3": "in outline", "5": "said aloud and recorded"},
            ),
        ),
        prompts=Prompts(("Who sits where?",), ("Who has not spoken yet?",), ("What surprised you?",)),
    )


def adapted(origin: Protocol) -> Protocol:
    """A copy to be changed, of version 1, whose citation says what it comes from."""
    citation = f"Adapted from {origin.title}, version {origin.version}. {origin.citation}"
    return msgspec.structs.replace(origin, version="1", citation=citation)
