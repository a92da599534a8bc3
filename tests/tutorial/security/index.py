"""The schemes there are, and what each makes of a request that has nothing for it."""

from typing import Annotated

from fasterapi import (
    APIKeyCookie,
    APIKeyHeader,
    APIKeyQuery,
    App,
    HTTPBasic,
    HTTPBearer,
    HTTPDigest,
    OAuth2PasswordBearer,
    OpenIdConnect,
    Security,
)

app = App()

SCHEMES = {
    "key-header": APIKeyHeader(name="X-Key"),
    "key-query": APIKeyQuery(name="key"),
    "key-cookie": APIKeyCookie(name="key"),
    "basic": HTTPBasic(),
    "bearer": HTTPBearer(),
    "digest": HTTPDigest(),
    "oauth2": OAuth2PasswordBearer(tokenUrl="token"),
    "openid": OpenIdConnect(openIdConnectUrl="/openid"),
}


def declare(name, scheme):
    @app.get(f"/{name}")
    async def enter(found: Annotated[object, Security(scheme)]):
        return found if isinstance(found, str) else vars(found)


for name, scheme in SCHEMES.items():
    declare(name, scheme)
