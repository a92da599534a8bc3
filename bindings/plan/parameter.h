#pragma once

#include <string>
#include <vector>

#include "object.h"
#include "plan/inputs.h"
#include "schema/default.h"
#include "schema/schema.h"

namespace fasterapi::python {

/// A value that a step takes out of the request; see fasterapi.plan.Parameter.
class Parameter {
public:
    /// @return false with an exception set.
    [[nodiscard]] bool read(PyObject* declaration);

    [[nodiscard]] Source source() const noexcept { return source_; }
    /// Not a part of something, but all of it: a body, or a model.
    [[nodiscard]] bool is_whole() const noexcept { return names_.empty(); }
    [[nodiscard]] const schema::Schema& schema() const noexcept { return *schema_; }
    /// Of a path's parameter, and which of the route's values it then is.
    [[nodiscard]] const std::string& name() const noexcept { return names_.front().text; }
    void take_path_value(std::size_t index) noexcept { path_index_ = index; }
    /// What checks it runs code of the user's, for which the request's context has to be there.
    [[nodiscard]] bool runs_code() const noexcept { return schema_->runs_code() || default_.has_factory(); }

    /// @return empty after appending to the list `errors`, which is made where there is none; or with an
    /// exception set.
    [[nodiscard]] Object bind(Inputs& inputs, Object& errors) const;

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    struct Name {
        Object str;
        std::string text;  ///< UTF-8; Latin-1 for header fields and cookies
    };
    struct Member {
        Name key;
        std::vector<Name> names;
        bool many = false;
    };
    /// Which members of a model the request has, and what they are called there.
    struct Found {
        std::vector<std::string_view> names;                   ///< all that is no extra of the model
        std::vector<std::pair<PyObject*, PyObject*>> renamed;  ///< what errors say, and what they should
        bool any = false;
    };

    [[nodiscard]] static bool read_name(PyObject* name, Name& into);
    [[nodiscard]] static bool read_names(PyObject* names, std::vector<Name>& into);
    [[nodiscard]] static bool read_members(PyObject* members, std::vector<Member>& into);
    [[nodiscard]] Object bind_text(const Inputs& inputs, const InputText& text, const schema::Location* where,
                                   Object& errors) const;
    [[nodiscard]] Object bind_named(Inputs& inputs, Object& errors) const;
    [[nodiscard]] Object bind_model(Inputs& inputs, Object& errors) const;
    [[nodiscard]] Object bind_body(const Inputs& inputs, Object& errors) const;
    [[nodiscard]] Object check(const Inputs& inputs, PyObject* input, const schema::Location* where,
                               Object& errors) const;
    [[nodiscard]] Object bind_default(const Inputs& inputs, const schema::Location* where,
                                      Object& errors) const;
    [[nodiscard]] bool add_member(Inputs& inputs, const Member& member, PyObject* values, Found& found) const;
    [[nodiscard]] bool add_others(Inputs& inputs, PyObject* values,
                                  const std::vector<std::string_view>& taken) const;

    Source source_ = Source::query;
    std::vector<Name> names_;
    Object place_;  ///< "query", "body", ...: the first of an error's location
    Object schema_object_;
    const schema::Schema* schema_ = nullptr;
    std::vector<Member> members_;
    std::vector<Name> alternatives_;  ///< what members of models are called that there are to choose between
    schema::Default default_;
    std::size_t path_index_ = 0;
    bool many_ = false;
    bool needs_member_ = false;    ///< a model that is missing if the request has none of its members
    bool needs_anything_ = false;  ///< or nothing at all
    bool is_required_ = true;
    bool validates_default_ = false;
};

}  // namespace fasterapi::python
