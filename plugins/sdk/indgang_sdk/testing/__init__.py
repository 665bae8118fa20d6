"""The test kit: what authors of connectors test with, and what every portal tests them with."""

from indgang_sdk.testing.example import Example, Recorded, SignIn
from indgang_sdk.testing.people import ANNA, BO, DORTE, EMIL, Person

__all__ = ["ANNA", "BO", "DORTE", "EMIL", "Example", "Person", "Recorded", "SignIn"]
