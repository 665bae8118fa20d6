"""What My system answers, field by field."""

from datetime import date

from pydantic import BaseModel


class TaskPayload(BaseModel):
    child: str
    number: str
    title: str
    due: date
    is_done: bool


class PagePayload(BaseModel):
    number: str
    title: str
    text: str
