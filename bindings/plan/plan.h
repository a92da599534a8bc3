#pragma once

#include <string>
#include <vector>

#include "object.h"
#include "plan/answer.h"
#include "plan/step.h"
#include "route/router.h"
#include "server/exchange.h"

namespace fasterapi::python {

struct ModuleState;

/// A compiled route, read once from `fasterapi.plan.Plan` and immutable.
class Plan {
public:
    enum class Body : std::uint8_t { none, json, form };

    /// @return false with an exception set.
    [[nodiscard]] bool read(const ModuleState& state, PyObject* declaration);
    /// The router's view of the pattern's parameters, in the order of Match::values; once, after read().
    /// @return false with an exception set: an argument names none of them.
    [[nodiscard]] bool resolve(const route::Router& router, std::uint32_t route);

    [[nodiscard]] const std::string& pattern() const noexcept { return pattern_; }
    [[nodiscard]] const std::vector<std::string>& methods() const noexcept { return methods_; }
    [[nodiscard]] PyObject* declaration() const noexcept { return declaration_.get(); }
    [[nodiscard]] PyObject* app() const noexcept { return app_.get(); }

    /// Dependencies, and the handler last.
    [[nodiscard]] const std::vector<Step>& steps() const noexcept { return steps_; }
    [[nodiscard]] const Answer& answer() const noexcept { return answer_; }
    [[nodiscard]] Body body() const noexcept { return body_; }
    [[nodiscard]] bool strict_content_type() const noexcept { return strict_content_type_; }
    /// A body is wrong in which an object has a key twice; else the last one counts.
    [[nodiscard]] bool refuses_duplicate_keys() const noexcept { return refuses_duplicate_keys_; }
    /// The body has one parameter, which is the whole: JSON may be read straight into it.
    [[nodiscard]] const Parameter* whole_body() const noexcept { return whole_body_; }
    /// A handler that can be called in the pool without a task: nothing comes before or after it.
    [[nodiscard]] bool is_one_pooled_call() const noexcept { return is_one_pooled_call_; }
    /// dependency_overrides may give another plan.
    [[nodiscard]] bool has_dependencies() const noexcept { return steps_.size() > 1; }

    /// The path parameters by name, as Request.path_params gives them.
    [[nodiscard]] Object path_parameters(const server::Exchange& exchange) const;

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    struct PathParameter {
        Object name;
        Object type;  ///< int, float or uuid.UUID; None for text
    };

    [[nodiscard]] bool read_steps(PyObject* steps);
    [[nodiscard]] bool read_body(PyObject* body);
    void find_shortcuts();

    Object declaration_;
    Object app_;
    std::vector<Step> steps_;
    Answer answer_;
    std::vector<PathParameter> path_parameters_;
    std::string pattern_;
    std::vector<std::string> methods_;
    const Parameter* whole_body_ = nullptr;
    Body body_ = Body::none;
    bool strict_content_type_ = true;
    bool refuses_duplicate_keys_ = false;
    bool is_one_pooled_call_ = false;
};

}  // namespace fasterapi::python
