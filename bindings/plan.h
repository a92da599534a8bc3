#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "object.h"
#include "server/endpoint.h"
#include "server/exchange.h"

namespace fasterapi::python {

class Engine;
struct ModuleState;

/// A compiled route, read once from `fasterapi.plan.Plan` and immutable: where each argument comes from, how
/// the handler is run, and how what it returns becomes a response.
class Plan {
public:
    enum class Kind : std::uint8_t { async_call, inline_call, pool_call };

    /// @return false with an exception set.
    [[nodiscard]] bool read(const ModuleState& state, PyObject* declaration);
    /// The router's view of the pattern's parameters, in the order of Match::values; once, after read().
    /// @return false with an exception set: an argument names none of them.
    [[nodiscard]] bool resolve(const route::Router& router, std::uint32_t route);

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] bool wants_request() const noexcept { return wants_request_; }
    [[nodiscard]] const std::string& pattern() const noexcept { return pattern_; }
    [[nodiscard]] const std::vector<std::string>& methods() const noexcept { return methods_; }
    [[nodiscard]] PyObject* declaration() const noexcept { return declaration_.get(); }

    /// Call the handler. @return what it returned, or nothing with an exception set.
    [[nodiscard]] Object call(const Engine& engine, const server::Exchange& exchange,
                              PyObject* request) const;
    /// The arguments of a later call, in the order of keywords().
    [[nodiscard]] bool bind(const Engine& engine, const server::Exchange& exchange, PyObject* request,
                            std::vector<Object>& arguments) const;
    [[nodiscard]] Object call_with(const std::vector<Object>& arguments) const;
    /// The path parameters by name, as Request.path_params gives them.
    [[nodiscard]] Object path_parameters(const Engine& engine, const server::Exchange& exchange) const;

    /// Answer with what the handler returned: a Response, or something to encode into one. Not for
    /// StreamingResponse.
    /// @return false with an exception set, nothing having been sent.
    [[nodiscard]] bool answer(Engine& engine, server::Exchange& exchange, PyObject* result) const;

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    enum class Source : std::uint8_t { path, request };
    enum class Encoding : std::uint8_t { json, text, response_class };
    struct Value {
        Object name;
        Object kind;            ///< "str", "int", "float", "uuid", "path"
        std::size_t index = 0;  ///< which of Match::values, where the source is the path
        Source source = Source::path;
        bool is_text = true;
        bool is_integer = false;
    };

    [[nodiscard]] static bool set_kind(Value& value, Object kind);
    [[nodiscard]] static Object convert(const Engine& engine, const Value& value, std::string_view text);
    [[nodiscard]] static Object value_of(const Engine& engine, const Value& value,
                                         const server::Exchange& exchange, PyObject* request);

    /// With all arguments, by keywords_.
    [[nodiscard]] PyObject* vectorcall(PyObject* const* arguments) const;

    Object declaration_;
    Object call_;
    Object response_class_;
    Object keywords_;  ///< names of all arguments, or empty without any
    std::vector<Value> arguments_;
    std::vector<Value> path_parameters_;
    std::string pattern_;
    std::vector<std::string> methods_;
    std::string content_type_;
    int status_ = 200;
    Kind kind_ = Kind::async_call;
    Encoding encoding_ = Encoding::json;
    bool wants_request_ = false;
};

/// Serves a route by its plan.
class PlanEndpoint final : public server::Endpoint {
public:
    PlanEndpoint(Engine& engine, const Plan& plan) noexcept : engine_(engine), plan_(plan) {}
    void serve(server::Exchange& exchange) override;

private:
    Engine& engine_;
    const Plan& plan_;
};

}  // namespace fasterapi::python
