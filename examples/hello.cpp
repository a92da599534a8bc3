// A web service in C++: http://127.0.0.1:8000/ and http://127.0.0.1:8000/items/7.
#include <fasterapi/app.h>

int main() {
    fasterapi::App app;

    app.get("/",
            [](fasterapi::Request&, fasterapi::Responder responder) { responder.text("Hello, World!"); });

    app.get("/items/{id:int}", [](fasterapi::Request& request, fasterapi::Responder responder) {
        responder.json([&](fasterapi::JsonWriter& json) {
            json.begin_object()
                .member("id", request.parameter_as<std::int64_t>("id").value_or(0))
                .member("name", "item")
                .end_object();
        });
    });

    app.run({.port = 8000, .workers = 2});
}
