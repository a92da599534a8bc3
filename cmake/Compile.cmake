# How every target of this project is compiled. The interface targets made here are private to the build: they
# are linked as $<BUILD_INTERFACE:...>, so nothing of them reaches a consumer.
include_guard(GLOBAL)
include(${CMAKE_CURRENT_LIST_DIR}/Options.cmake)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(FASTERAPI_CCACHE ccache DOC "ccache, used when present")
if(FASTERAPI_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Paths are hashed relative to the source tree, so a fresh clone elsewhere still finds its objects.
    cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH tree)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${tree} CCACHE_NOHASHDIR=1 ${FASTERAPI_CCACHE})
endif()

# Calls into libpython and libc, of which a request takes hundreds, go straight to where they lead.
add_compile_options(-fno-plt)

add_library(fasterapi_warnings INTERFACE)
target_compile_options(fasterapi_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 takes "literal" + std::string for overlapping copies (GCC bug 105651).
    target_compile_options(fasterapi_warnings INTERFACE -Wno-restrict)
endif()

if(FASTERAPI_SANITIZE)
    list(JOIN FASTERAPI_SANITIZE "," sanitizers)
    # UBSan looks at a vptr through a pipe: where a process has no descriptor left, as in some tests, every object
    # would seem to be of a wrong type.
    add_compile_options(-fsanitize=${sanitizers} -fno-sanitize=vptr -fno-sanitize-recover=all
                        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${sanitizers})
endif()

# Link-time optimisation is chosen per target when it is linked. With GCC every object carries both machine
# code and bytecode ("fat"), so that tests, archives and incremental builds link in a moment while modules and
# programs get the whole optimisation, from the same compiled (and cached) objects.
add_library(fasterapi_objects INTERFACE)
add_library(fasterapi_quick_link INTERFACE)
add_library(fasterapi_final_link INTERFACE)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Release")
    string(REGEX MATCH "^[0-9]+" FASTERAPI_BYTECODE_OF_GCC ${CMAKE_CXX_COMPILER_VERSION})
    target_compile_options(fasterapi_objects INTERFACE -flto=auto -ffat-lto-objects)
    target_link_options(fasterapi_quick_link INTERFACE -fno-lto)
    if(FASTERAPI_LTO)
        target_link_options(fasterapi_final_link INTERFACE -flto=auto)
    else()
        target_link_options(fasterapi_final_link INTERFACE -fno-lto)
    endif()
elseif(FASTERAPI_LTO)
    message(STATUS "FASTERAPI_LTO: ignored, it needs GCC and a Release build")
endif()

target_link_libraries(fasterapi_objects INTERFACE fasterapi_warnings)
