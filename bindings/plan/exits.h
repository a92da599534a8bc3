#pragma once

#include <vector>

#include "object.h"
#include "plan/call.h"
#include "plan/step.h"

namespace fasterapi::python {

/// The generators of one request whose rest is still to run, by the rules of contextlib's exit stacks: the
/// last one entered first; one that swallows an error hides it from those behind it.
class Exits {
public:
    struct Exit {
        Object generator;
        Step::Run run;
    };

    void push(Exit exit) { exits_.push_back(std::move(exit)); }
    [[nodiscard]] bool empty() const noexcept { return exits_.empty(); }
    /// The next generator to run, which is taken off.
    [[nodiscard]] Exit pop();
    void clear() noexcept { exits_.clear(); }

    int traverse(visitproc visit, void* arg) const;

private:
    std::vector<Exit> exits_;
};

/// Whether an iterator raises `raised` at its end, whichever kind it is.
[[nodiscard]] bool is_end_of_iteration(const Object& raised) noexcept;

/// How to go on with a generator: with `error` raised at its yield, or without one. An async one's is
/// awaited.
[[nodiscard]] Call continue_generator(const Exits::Exit& exit, const Object& error);

/// A RuntimeError that says of the generator, which it names, what it did; or what went wrong with making it.
[[nodiscard]] Object misbehaviour_of(const Exits::Exit& exit, const char* did);

/// A generator that was continued has ended by raising `raised` (StopIteration or StopAsyncIteration where it
/// only ended), or has given another item, where that is empty.
/// @return the error that goes on from here to the next generator; empty for none.
[[nodiscard]] Object error_after_exit(const Exits::Exit& exit, const Object& error, Object raised);

}  // namespace fasterapi::python
