"""Parameters of the query: with defaults, optional, required, converted."""

from fasterapi import App

app = App()

CITIES = [{"city": "Athens"}, {"city": "Bergen"}, {"city": "Cusco"}]


@app.get("/cities")
async def list_cities(skip: int = 0, limit: int = 10):
    return CITIES[skip : skip + limit]


@app.get("/cities/{city}")
async def read_city(city: str, hint: str | None = None, short: bool = False):
    found = {"city": city}
    if hint:
        found["hint"] = hint
    if not short:
        found["description"] = "A place where many people live"
    return found


@app.get("/cities/{city}/weather/{day}")
async def read_weather(day: int, city: str, unit: str, hours: int = 24, station: str | None = None):
    return {"city": city, "day": day, "unit": unit, "hours": hours, "station": station}
