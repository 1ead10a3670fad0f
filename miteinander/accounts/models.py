"""People who sign in, and what they are in which municipality."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import UniqueConstraint
from django_scopes import ScopedManager

from miteinander.accounts.choices import Role
from miteinander.kernel.models import Municipality


class UserManager(BaseUserManager["User"]):
    """Creates people by their mail address."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """Create somebody; without a password they cannot sign in until they set one."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find by mail address, whatever its case."""
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser):
    """Somebody who signs in, by mail address."""

    email = models.EmailField("E-Mail", unique=True)
    name = models.CharField("Name", max_length=150)
    is_active = models.BooleanField("aktiv", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "Benutzerkonto"
        verbose_name_plural = "Benutzerkonten"

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name as the person wants it shown."""
        return self.name

    def has_perm(self, *args: Any) -> bool:
        """Django's own permissions are not used: rules.py of each room says who may do what."""
        return False


class Membership(models.Model):
    """A role that somebody holds in a municipality."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField("Rolle", max_length=20, choices=Role)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Rolle in einer Kommune"
        verbose_name_plural = "Rollen in Kommunen"
        constraints = [
            UniqueConstraint(fields=["municipality", "user", "role"], name="accounts_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class WeeklyDigest(models.Model):
    """Whether somebody wants the weekly mail of what waits in a municipality, and of which week.

    The row is there from the first mail or the first choice on; without one the mail is wanted.
    `sent_for` is the Monday of the last week of which one went out.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="Person")
    is_wanted = models.BooleanField("erwünscht", default=True)
    sent_for = models.DateField("zuletzt für die Woche ab", null=True, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Wochenüberblick"
        verbose_name_plural = "Wochenüberblicke"
        constraints = [
            UniqueConstraint(fields=["municipality", "user"], name="accounts_digest_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.sent_for}"


class ApiToken(models.Model):
    """The key with which another program reads, in one municipality. Never the secret itself.

    `prefix` is its public beginning, by which people tell tokens apart; `secret_hash` the SHA-256
    of the whole. It is as good as its maker: without the maker's roles it opens nothing.
    `last_used_on` is a day, not an instant: nobody needs to know more.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    made_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="angelegt von")
    name = models.CharField("Wofür", max_length=120)
    scopes = models.JSONField("Darf lesen", default=list)
    prefix = models.CharField("Beginnt mit", max_length=16, unique=True)
    secret_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField("gilt bis")
    last_used_on = models.DateField("zuletzt benutzt", null=True)
    revoked_at = models.DateTimeField("gesperrt", null=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Zugang für ein Programm"
        verbose_name_plural = "Zugänge für Programme"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class IdentityProvider(models.Model):
    """The service with which a municipality signs in its own people (OpenID Connect).

    `sealed_secret` is encrypted (sealed.py). Who comes through it gets into this municipality
    only, whatever else they may enter with their password. `trusted_domains` are mail domains, by
    line, whose addresses count as verified where the service says nothing about it. With
    `must_tell_two_factors` nobody comes in of whom the service does not say that it asked for two.
    """

    municipality = models.OneToOneField(Municipality, models.CASCADE, verbose_name="Kommune")
    name = models.CharField("Name auf der Anmeldeseite", max_length=80)
    issuer = models.URLField("Adresse des Anmeldedienstes (Issuer)", max_length=300)
    client_id = models.CharField("Kennung (Client-ID)", max_length=200)
    sealed_secret = models.TextField("Geheimnis (Client-Secret), verschlüsselt")
    trusted_domains = models.TextField("Vertraute Mail-Domains", blank=True)
    is_active = models.BooleanField("auf der Anmeldeseite anbieten", default=False)
    must_tell_two_factors = models.BooleanField("muss zwei Faktoren bestätigen", default=False)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Anmeldedienst einer Kommune"
        verbose_name_plural = "Anmeldedienste der Kommunen"

    def __str__(self) -> str:
        return self.name
