"""The contract's epoch: it grows when connectors have to be changed, and only then."""

EPOCH = 1


def explain_epoch(made_for: int, *, current: int = EPOCH) -> str:
    """Why a connector cannot run on this epoch; "" when it can.

    Made for epoch N, it runs on N and on N + 1, so that there is time to change it.
    """
    if made_for > current:
        return (
            f"it is made for epoch {made_for}, and this portal has epoch {current}: update Indgang"
        )
    if made_for < current - 1:
        return (
            f"it is made for epoch {made_for}, and this portal runs {max(current - 1, 1)} "
            f"and {current}: update the connector"
        )
    return ""
