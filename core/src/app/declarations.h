#pragma once

#include <string>
#include <vector>

#include <fasterapi/app.h>

namespace fasterapi {

struct RouteDeclaration {
    std::string pattern;
    std::vector<std::string> methods;
    App::Handler handler;
    RouteOptions options;
};

/// What was declared before the workers began; immutable while they run, and shared by them.
struct Declarations {
    std::vector<RouteDeclaration> routes;
    std::vector<App::Before> before;
    std::vector<App::After> after;
};

}  // namespace fasterapi
