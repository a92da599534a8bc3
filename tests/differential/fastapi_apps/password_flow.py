"""The form that a client asks for a token with."""

from typing import Annotated, Any

from tests.differential.fastapi_apps import ours


def declare(api: Any) -> Any:
    app = api.App()
    Depends = api.Depends

    @app.post("/token")
    async def token(form: Annotated[api.OAuth2PasswordRequestForm, Depends()]) -> Any:
        return vars(form)

    @app.post("/token/strict")
    async def strict(form: Annotated[api.OAuth2PasswordRequestFormStrict, Depends()]) -> Any:
        return vars(form)

    return app


app = declare(ours())
