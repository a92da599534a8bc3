#pragma once

#include "schema/field_rule.h"
#include "schema/field_table.h"
#include "schema/reference.h"
#include "schema/values.h"

namespace fasterapi::python::schema {

/// An object with fields: of a dataclass, of a Model, or a dict of a TypedDict.
class RecordNode final : public Definition {
public:
    enum class MadeAs : std::uint8_t { dataclass, model, typed_dict };
    /// What becomes of members that are no fields.
    enum class Extra : std::uint8_t { ignored, kept, refused };

    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder);

    [[nodiscard]] Object read(Reading& reading) const override;
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override;
    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::object ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override;
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override;
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override;

    /// Model.__init__: fill an instance that was just made from its keywords.
    /// @return false after noting what is wrong with them, or with an exception set.
    [[nodiscard]] bool fill(PyObject* model, PyObject* keywords, Validation& validation) const;

    [[nodiscard]] const std::vector<FieldRule>& fields() const noexcept { return fields_; }
    [[nodiscard]] const Object& title() const noexcept { return title_; }
    [[nodiscard]] PyTypeObject* type() const noexcept { return reinterpret_cast<PyTypeObject*>(cls_.get()); }

    int traverse(visitproc visit, void* arg) const override;
    void clear() noexcept override;

private:
    // Reading.
    [[nodiscard]] bool read_members(Reading& reading, PyObject** values) const;

    // Validating.
    [[nodiscard]] bool is_instance(PyObject* input) const;
    [[nodiscard]] Object validate_fields(PyObject* input, Validation& validation,
                                         const Location* where) const;
    [[nodiscard]] Object validate_model(PyObject* input, Validation& validation, const Location* where) const;
    [[nodiscard]] bool collect(PyObject* input, PyObject** values, Validation& validation,
                               const Location* where) const;
    [[nodiscard]] bool collect_field(std::size_t index, PyObject* input, PyObject** values,
                                     Validation& validation, const Location* where) const;
    [[nodiscard]] Object fail_type(PyObject* input, Validation& validation, const Location* where) const;

    // Making. @return empty, or false, with an exception set.
    /// Give the fields that have no value their defaults.
    [[nodiscard]] bool add_defaults(PyObject** values) const;
    [[nodiscard]] Object make_default(std::size_t index, PyObject** values) const;
    [[nodiscard]] bool complete_model(PyObject* model) const;
    [[nodiscard]] Object make_instance(PyObject** values) const;
    [[nodiscard]] Object make_dict(PyObject** values) const;
    [[nodiscard]] Object make(PyObject** values) const;

    // Writing.
    /// Nothing is missing in a TypedDict's dict that has to be there, and nothing else is in it.
    [[nodiscard]] bool has_its_keys(PyObject* dict) const;
    [[nodiscard]] bool is_record(PyObject* value, const Choice& choice) const;
    [[nodiscard]] bool write_fields(PyObject* value, Writing& writing) const;
    template <class Visit>
    [[nodiscard]] bool each_chosen(PyObject* value, const Choice& choice, Visit visit) const;

    Object cls_;
    Object title_;      ///< what errors call the type
    Object post_init_;  ///< name of the method; empty where there is none
    std::vector<FieldRule> fields_;
    FieldTable table_;
    std::optional<bool> strict_;
    MadeAs made_as_ = MadeAs::dataclass;
    Extra extra_ = Extra::ignored;
    bool by_alias_ = true;  ///< fields are looked for by their aliases
    bool by_name_ = false;  ///< and by their names
    bool dumps_by_alias_ = false;
};

}  // namespace fasterapi::python::schema
