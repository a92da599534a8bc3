"""What the three dependencies of the typed workload `deps` give: settings, a session, the user that asks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    tenant: str
    scheme: str


@dataclass(frozen=True)
class User:
    name: str
    email: str
    tenant: str


SETTINGS = Settings(tenant="navy", scheme="bearer")
USERS = {"token-of-grace": ("grace", "grace@example.org"), "token-of-ada": ("ada", "ada@example.org")}


class Session:
    """Made for each request."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def find_user(self, authorization: str) -> User | None:
        """Who an Authorization header stands for."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != self.settings.scheme or token not in USERS:
            return None
        name, email = USERS[token]
        return User(name, email, self.settings.tenant)
