#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/builder.h"

namespace fasterapi::python::schema {

/// A member of a record.
struct FieldRule {
    Object name;             ///< of the attribute
    Object alias;            ///< what the input calls it
    std::string name_bytes;  ///< the alias, as UTF-8
    std::string written;     ///< "name": as it stands in JSON
    std::string written_by_alias;
    NodePtr node;
    Object default_value;    ///< empty without one
    Object default_factory;  ///< empty without one
    bool is_required = true;
    bool copies_default = false;
    bool validates_default = false;
    bool is_init_only = false;
    bool is_excluded = false;

    [[nodiscard]] bool read(const Declaration& declaration, Builder& builder);
    /// The value of a field that the input does not have. Empty with an exception set.
    [[nodiscard]] Object make_default() const;
};

/// An object with fields.
class RecordNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder);
    /// The type holds itself, so its values may.
    void note_reference() noexcept { is_recursive_ = true; }

    [[nodiscard]] Object read(Reading& reading) const override;
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override;
    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::object ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override;
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override;

    int traverse(visitproc visit, void* arg) const override;
    void clear() noexcept override;

private:
    enum class MadeAs : std::uint8_t { dataclass, typed_dict };
    using Values = std::vector<Object>;  ///< one for each field; empty where the input has none

    /// The field that the input calls so, which is looked for from `expected` on; nullptr: none.
    [[nodiscard]] const FieldRule* find(std::string_view name, std::size_t expected) const noexcept;
    [[nodiscard]] Object validate_fields(PyObject* input, Validation& validation,
                                         const Location* where) const;
    /// Nothing is missing in a TypedDict's dict that has to be there, and nothing else is in it.
    [[nodiscard]] bool has_its_keys(PyObject* dict) const;
    [[nodiscard]] bool write_fields(PyObject* value, Writing& writing) const;
    [[nodiscard]] bool collect(PyObject* input, Values& values, Validation& validation,
                               const Location* where) const;
    [[nodiscard]] Object fail_type(PyObject* input, Validation& validation, const Location* where) const;
    /// From values whose missing ones have defaults. Empty with an exception set.
    [[nodiscard]] Object make(Values& values) const;
    [[nodiscard]] Object make_instance(const Values& values) const;
    [[nodiscard]] Object make_dict(const Values& values) const;
    [[nodiscard]] Object value_of(PyObject* record, const FieldRule& field) const;

    Object cls_;
    Object post_init_;  ///< name of the method; empty where there is none
    Object class_name_;
    std::vector<FieldRule> fields_;
    std::optional<bool> strict_;
    MadeAs made_as_ = MadeAs::dataclass;
    bool is_recursive_ = false;
};

}  // namespace fasterapi::python::schema
