# The switches of the engine's build; those of the whole project are in its CMakeLists.txt. Each can be given on
# the command line; CMakePresets.json has the usual combinations.
include_guard(GLOBAL)

option(FASTERAPI_TESTS "Build the C++ unit tests (GoogleTest)" ON)
option(FASTERAPI_BENCH "Build the C++ micro-benchmarks (Google Benchmark)" OFF)
option(FASTERAPI_LTO "Optimise across translation units when linking modules and programs" OFF)
set(FASTERAPI_SANITIZE "" CACHE STRING "Sanitizers to build everything with, such as address;undefined")
