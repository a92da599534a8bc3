#pragma once

#include "object.h"

namespace fasterapi::python {

/// The iterator that `await awaitable` drives: coroutines are their own.
/// (As _PyCoro_GetAwaitableIter in CPython's Objects/genobject.c.)
/// @return nothing, with a TypeError set, for what cannot be awaited.
[[nodiscard]] Object iterator_of_awaitable(Object awaitable);

}  // namespace fasterapi::python
