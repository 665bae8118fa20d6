"""The ways in which a connected system fails; whatever goes wrong gets one of these names."""

from datetime import timedelta


class ConnectorError(Exception):
    """A failure with a name. The message is for the log and the administrator.

    It says what happened and names nobody: no address, no answer, no secret.
    """


class Unavailable(ConnectorError):
    """The system does not answer now and may later; `retry_after` is when it said so itself."""

    def __init__(self, message: str = "", *, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Refused(ConnectorError):
    """The system answers, and does not let the portal in: somebody has to mend the settings.

    With `about_person` it refuses this one question, such as about a child that it does not show,
    and says nothing of the portal's own key: others are asked about as before.
    """

    def __init__(self, message: str = "", *, about_person: bool = False) -> None:
        super().__init__(message)
        self.about_person = about_person


class UnexpectedAnswer(ConnectorError):
    """The system answers something that the connector cannot read."""


class WrongPerson(UnexpectedAnswer):
    """The system answers about somebody who was not asked about."""


class NotDeclared(ConnectorError):
    """The connector reads something about a person that its source does not say it `needs`."""


class NotAllowed(ConnectorError):
    """The connector asks for what the way out refuses: a defect of it or of its settings."""


class HostNotApproved(NotAllowed):
    """The host is not one of those that the municipality has approved, or it lies inside."""
