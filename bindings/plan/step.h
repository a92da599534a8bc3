#pragma once

#include <cstdint>
#include <vector>

#include "object.h"
#include "plan/parameter.h"

namespace fasterapi::python {

/// Where a step's argument comes from.
struct Argument {
    enum class From : std::uint8_t { parameter, step, request, response, background, constant };
    From from = From::parameter;
    std::size_t index = 0;  ///< among the step's parameters or the plan's steps
    Object constant;
};

/// One call of a plan; see fasterapi.plan.Step.
class Step {
public:
    enum class Run : std::uint8_t { async_call, inline_call, pool_call };
    static constexpr std::size_t none = ~std::size_t{0};

    /// @return false with an exception set.
    [[nodiscard]] bool read(PyObject* declaration);
    /// The route's parameters, by which paths are read. @return false with an exception set: there is none of
    /// that name.
    [[nodiscard]] bool resolve(const std::vector<std::string>& path_names);

    [[nodiscard]] Run run() const noexcept { return run_; }
    [[nodiscard]] bool yields() const noexcept { return yields_; }
    [[nodiscard]] bool ends_with_request() const noexcept { return ends_with_request_; }
    [[nodiscard]] std::size_t same_as() const noexcept { return same_as_; }
    [[nodiscard]] const std::vector<std::size_t>& needs() const noexcept { return needs_; }
    [[nodiscard]] const std::vector<Parameter>& parameters() const noexcept { return parameters_; }
    [[nodiscard]] const std::vector<Argument>& arguments() const noexcept { return arguments_; }
    [[nodiscard]] bool wants(Argument::From what) const noexcept;

    [[nodiscard]] const Object& callable() const noexcept { return call_; }
    /// Names of all arguments; empty without any.
    [[nodiscard]] const Object& keywords() const noexcept { return keywords_; }
    /// With all arguments, by their keywords. @return what PyObject_Vectorcall returns.
    [[nodiscard]] PyObject* call(PyObject* const* arguments) const;

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    [[nodiscard]] bool read_run(const std::string& run);
    [[nodiscard]] bool read_arguments(PyObject* arguments);

    Object call_;
    Object keywords_;
    std::vector<Parameter> parameters_;
    std::vector<Argument> arguments_;
    std::vector<std::size_t> needs_;
    std::size_t same_as_ = none;
    Run run_ = Run::async_call;
    bool yields_ = false;
    bool ends_with_request_ = true;
};

}  // namespace fasterapi::python
