#pragma once

#include <vector>

#include "engine.h"

namespace fasterapi::python {

/// The options that are settings of the engine. @return false with an exception set: unknown names are told
/// the known ones.
[[nodiscard]] bool read_settings(const Engine::Options& options, server::Settings& settings);

/// The name and the default of every limit. Empty with an exception set.
[[nodiscard]] Object default_limits();

/// A sequence of descriptors. @return false with an exception set.
[[nodiscard]] bool read_descriptors(PyObject* sequence, std::vector<int>& descriptors);

}  // namespace fasterapi::python
