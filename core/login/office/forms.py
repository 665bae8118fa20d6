"""What an office fills in about how long people stay signed in."""

from typing import Any

from django import forms

from core.login.models import IdleTimes
from core.login.office.operations import CHOSEN


class IdleTimesForm(forms.ModelForm[IdleTimes]):
    """After how long without use people must sign in again, within the bounds of the model."""

    class Meta:
        model = IdleTimes
        fields = CHOSEN

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in CHOSEN:
            column: Any = IdleTimes._meta.get_field(name)
            limits = {check.code: check.limit_value for check in column.validators[:2]}
            attributes = {"min": limits["min_value"], "max": limits["max_value"]}
            self.fields[name].widget.attrs |= attributes
