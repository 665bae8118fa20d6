"""What the library answers."""

from datetime import date, datetime

from pydantic import BaseModel


class Loan(BaseModel):
    child: str
    number: str
    title: str
    due: date


class Loans(BaseModel):
    loans: list[Loan]


class Book(BaseModel):
    number: str
    title: str
    shelf: str


class Guide(BaseModel):
    number: str
    title: str
    changed_at: datetime


class Guides(BaseModel):
    guides: list[Guide]
    next: str


class Reading(BaseModel):
    title: str
    group: str
    starts_at: datetime
    ends_at: datetime


class State(BaseModel):
    state: str
