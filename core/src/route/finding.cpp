#include "route/finding.h"

namespace fasterapi::route {

void Finding::look_at(const MethodRoutes& routes, const Capture* last) {
    known = true;
    methods |= routes.methods();
    if (!method) {
        return;
    }
    const auto choice = routes.choose(*method);
    if (!choice || choice->rank >= rank) {
        return;
    }
    rank = choice->rank;
    route = choice->route;
    implied_head = choice->implied_head;
    std::size_t count = 0;
    for (const Capture* capture = last; capture != nullptr; capture = capture->previous) {
        ++count;
    }
    values.resize(count);
    for (const Capture* capture = last; capture != nullptr; capture = capture->previous) {
        values[--count] = capture->value;
    }
}

}  // namespace fasterapi::route
