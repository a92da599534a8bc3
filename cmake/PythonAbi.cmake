# Finds the CPython to build for and says what it can do. Sets FASTERAPI_OWN_GIL (own-GIL sub-interpreters
# that work, 3.13+) and FASTERAPI_FREE_THREADED (Py_GIL_DISABLED).
include_guard(GLOBAL)

find_package(Python 3.11 REQUIRED COMPONENTS Interpreter Development.Module)
if(NOT Python_INTERPRETER_ID STREQUAL "Python")
    message(FATAL_ERROR "${Python_EXECUTABLE} is ${Python_INTERPRETER_ID}, and fasterapi._core needs CPython")
endif()

execute_process(
    COMMAND ${Python_EXECUTABLE} -c
            "import sysconfig; print(sysconfig.get_config_var('Py_GIL_DISABLED') or 0)"
    OUTPUT_VARIABLE gil_disabled OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)

set(FASTERAPI_FREE_THREADED OFF)
if(gil_disabled EQUAL 1)
    set(FASTERAPI_FREE_THREADED ON)
endif()
set(FASTERAPI_OWN_GIL OFF)
if(Python_VERSION VERSION_GREATER_EQUAL 3.13)
    set(FASTERAPI_OWN_GIL ON)
endif()

message(STATUS "CPython ${Python_VERSION} (${Python_SOABI}): own-GIL sub-interpreters ${FASTERAPI_OWN_GIL}, "
               "free-threaded ${FASTERAPI_FREE_THREADED}")
