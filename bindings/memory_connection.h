#pragma once

#include <memory>

#include "net/memory_transport.h"
#include "object.h"

namespace fasterapi::python {

/// `_core.MemoryConnection` of `connection`, which its engine's worker serves.
[[nodiscard]] Object make_memory_connection(PyObject* engine, std::uint64_t number,
                                            std::unique_ptr<net::MemoryConnection> connection);

[[nodiscard]] Object make_memory_connection_type(PyObject* module);

}  // namespace fasterapi::python
