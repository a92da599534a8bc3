"""Security schemes: what they find, and what they answer without it."""

from typing import Annotated, Any

from tests.differential.fastapi_apps import ours


def declare(api: Any) -> Any:
    app = api.App()
    Depends = api.Depends

    def shown(value: Any) -> Any:
        return value if value is None or isinstance(value, str) else vars(value)

    schemes = {
        "header": lambda **o: api.APIKeyHeader(name="X-Key", **o),
        "query": lambda **o: api.APIKeyQuery(name="key", **o),
        "cookie": lambda **o: api.APIKeyCookie(name="key", **o),
        "basic": lambda **o: api.HTTPBasic(**o),
        "realm": lambda **o: api.HTTPBasic(realm="here", **o),
        "bearer": lambda **o: api.HTTPBearer(**o),
        "digest": lambda **o: api.HTTPDigest(**o),
        "oauth2": lambda **o: api.OAuth2(**o),
        "password": lambda **o: api.OAuth2PasswordBearer(tokenUrl="token", **o),
        "code": lambda **o: api.OAuth2AuthorizationCodeBearer("authorize", "token", **o),
        "openid": lambda **o: api.OpenIdConnect(openIdConnectUrl="/openid", **o),
    }

    def add(path: str, scheme: Any) -> None:
        @app.get(path)
        async def credentials(found: Annotated[Any, Depends(scheme)]) -> Any:
            return shown(found)

    for name, make in schemes.items():
        add(f"/{name}", make())
        add(f"/{name}/optional", make(auto_error=False))

    return app


app = declare(ours())
