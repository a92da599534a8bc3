# The switches of the build. Each can be given on the command line; CMakePresets.json has the usual
# combinations.
include_guard(GLOBAL)

option(FASTERAPI_PYTHON "Build the Python extension module fasterapi._core" ON)
option(FASTERAPI_TESTS "Build the C++ unit tests (GoogleTest)" ON)
option(FASTERAPI_BENCH "Build the C++ micro-benchmarks (Google Benchmark)" OFF)
option(FASTERAPI_EXAMPLES "Build the C++ examples" ON)
option(FASTERAPI_FUZZ "Build the fuzzers (clang, libFuzzer)" OFF)
option(FASTERAPI_LTO "Optimise across translation units when linking modules and programs" OFF)
set(FASTERAPI_SANITIZE "" CACHE STRING "Sanitizers to build everything with, such as address;undefined")
