"""The signed-in home."""

from django.http import HttpResponse
from django.shortcuts import render

from miteinander.kernel.http import TownRequest


def home(request: TownRequest) -> HttpResponse:
    """What is waiting for the person who signed in."""
    return render(request, "workspace/home.html")
