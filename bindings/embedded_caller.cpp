#include "embedded_caller.h"

#include "engine.h"

namespace fasterapi::python {

EmbeddedCaller::EmbeddedCaller(Engine& engine, std::uint64_t number) : engine_(engine), number_(number) {
    engine_.add_caller(*this);
}

EmbeddedCaller::~EmbeddedCaller() {
    engine_.remove_caller(*this);
}

}  // namespace fasterapi::python
