#pragma once

#include "schema/node.h"

namespace fasterapi::python::schema {

/// The items of an input that lax mode takes for a list, a tuple or a set alike: of any of these, and of
/// whatever can be iterated over but is no text and no mapping.
/// @return a list or tuple; empty, without an exception, for an input that has no items, or with what its
/// iteration raised.
[[nodiscard]] Object items_of(PyObject* input);

/// How many items items_of() has of the input: -1 where nobody knows before it is iterated over.
[[nodiscard]] Py_ssize_t known_count(PyObject* input) noexcept;

// What lists and those like them have in common, whose items are all of one type.
/// A list of the items of a JSON array, or empty as from Node::read().
[[nodiscard]] Object read_items(const Node& item, Reading& reading);
/// A list of what the items of a list or tuple stand for, or empty as from Node::validate().
/// @param fail_fast the first error is the last.
[[nodiscard]] Object validate_items(const Node& item, PyObject* items, Validation& validation,
                                    const Location* where, bool fail_fast = false);
/// The items of a list or tuple as a JSON array. @return false with an exception set.
[[nodiscard]] bool write_items(const Node& item, PyObject* items, Writing& writing);
/// A list of the items of a list or tuple, as Node::dump() gives them.
[[nodiscard]] Object dump_items(const Node& item, PyObject* items, Dumping& dumping);

}  // namespace fasterapi::python::schema
