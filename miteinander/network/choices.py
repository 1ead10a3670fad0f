"""Stored codes of the network."""

from django.db import models


class OrganisationKind(models.TextChoices):
    """What an institution is, as far as lists are filtered by it."""

    MUNICIPAL_OFFICE = "municipal_office", "Amt der Kommune"
    AUTHORITY = "authority", "Behörde"
    SCHOOL = "school", "Schule"
    DAYCARE = "daycare", "Kindertagesstätte"
    EDUCATION_PROVIDER = "education_provider", "Bildungsträger"
    COUNSELLING = "counselling", "Beratungsstelle"
    WELFARE = "welfare", "Wohlfahrtsverband"
    MIGRANT_ORGANISATION = "migrant_organisation", "Migrantenorganisation"
    SPORTS_CLUB = "sports_club", "Sportverein"
    CULTURE = "culture", "Kultureinrichtung"
    HOUSING = "housing", "Wohnungswirtschaft"
    HEALTH = "health", "Gesundheit"
    EMPLOYER = "employer", "Arbeitgeber"
    CHAMBER = "chamber", "Kammer"
    RELIGIOUS = "religious", "Religionsgemeinschaft"
    VOLUNTEER_INITIATIVE = "volunteer_initiative", "Initiative"
    COMMITTEE = "committee", "Gremium"
    OTHER = "other", "Sonstige"
