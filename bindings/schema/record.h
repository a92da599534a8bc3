#pragma once

#include "schema/field_rule.h"
#include "schema/field_table.h"
#include "schema/reference.h"
#include "schema/values.h"

namespace fasterapi::python::schema {

/// An object with fields: of a dataclass, of a Model, or a dict of a TypedDict.
class RecordNode final : public Definition {
public:
    /// A root is a model of one field, for which the value itself stands in the input and the output.
    enum class MadeAs : std::uint8_t { dataclass, model, root, typed_dict };
    /// What becomes of members that are no fields.
    enum class Extra : std::uint8_t { ignored, kept, refused };
    /// How the members of one input are found (record_source.h).
    struct Source;

    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder);

    [[nodiscard]] Object read(Reading& reading) const override;
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override;
    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::object ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override;
    [[nodiscard]] const RecordNode* record() const noexcept override { return this; }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override;
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override;
    /// An instance is not looked into again.
    [[nodiscard]] bool write_validates() const noexcept override { return made_as_ != MadeAs::typed_dict; }

    /// What validate() does with an input that is no instance, and that no function is to see before.
    [[nodiscard]] Object validate_members(PyObject* input, Validation& validation,
                                          const Location* where) const;
    /// Fill an instance of a root that was just made from its value; nullptr: from its default.
    /// @return false after noting what is wrong, or with an exception set.
    [[nodiscard]] bool fill_root(PyObject* model, PyObject* input, Validation& validation,
                                 const Location* where) const;
    /// What a field of a model is to be set to. @return empty after noting what is wrong with it, or with an
    /// exception set.
    [[nodiscard]] Object validate_field(std::size_t field, PyObject* input, Validation& validation) const;
    /// The place of a field, or FieldTable::nowhere.
    [[nodiscard]] std::size_t place_of(PyObject* name) const;

    [[nodiscard]] const std::vector<FieldRule>& fields() const noexcept { return fields_; }
    [[nodiscard]] bool is_root() const noexcept { return made_as_ == MadeAs::root; }
    [[nodiscard]] const Object& title() const noexcept { return title_; }
    [[nodiscard]] PyTypeObject* type() const noexcept { return reinterpret_cast<PyTypeObject*>(cls_.get()); }

    int traverse(visitproc visit, void* arg) const override;
    void clear() noexcept override;

private:
    class Around;

    // Reading.
    [[nodiscard]] bool read_members(Reading& reading, PyObject** values, Object& extra) const;
    [[nodiscard]] bool read_extra(Reading& reading, const json::Text& name, const Object& extra) const;

    // Validating.
    [[nodiscard]] bool is_instance(PyObject* input) const;
    [[nodiscard]] bool takes_attributes(PyObject* input, const Validation& validation) const;
    [[nodiscard]] Object validate_fields(const Source& source, Validation& validation,
                                         const Location* where) const;
    [[nodiscard]] bool collect(const Source& source, PyObject** values, Object& extra, Validation& validation,
                               const Location* where) const;
    [[nodiscard]] bool collect_field(std::size_t index, const Source& source, PyObject** values,
                                     Py_ssize_t errors_before, Validation& validation,
                                     const Location* where) const;
    [[nodiscard]] Object validate_member(std::size_t index, PyObject** values, PyObject* input,
                                         Validation& validation, const Location* where) const;
    [[nodiscard]] Object make_validated_default(std::size_t index, PyObject** values,
                                                Py_ssize_t errors_before, Validation& validation,
                                                const Location* where) const;
    [[nodiscard]] bool collect_extra(const Source& source, Object& extra, Validation& validation,
                                     const Location* where) const;
    [[nodiscard]] Object validate_extra(PyObject* value, Validation& validation, const Location* where) const;
    [[nodiscard]] Object fail_type(PyObject* input, Validation& validation, const Location* where) const;

    // Making. @return empty, or false, with an exception set.
    /// Give the fields that have no value their defaults.
    [[nodiscard]] bool add_defaults(PyObject** values) const;
    [[nodiscard]] Object make_default(std::size_t index, PyObject** values) const;
    /// The dict of the first `count` fields.
    [[nodiscard]] Object data_of(PyObject** values, std::size_t count) const;
    [[nodiscard]] bool complete_model(PyObject* model, Object extra) const;
    [[nodiscard]] bool set_privates(PyObject* model) const;
    [[nodiscard]] Object make_by_init(const Source& source, Validation& validation,
                                      const Location* where) const;
    [[nodiscard]] Object make_by_factory(PyObject** values, PyObject* input, Validation& validation,
                                         const Location* where) const;
    [[nodiscard]] Object make_instance(PyObject** values, const Object& extra) const;
    [[nodiscard]] Object make_dict(PyObject** values, const Object& extra) const;
    [[nodiscard]] Object make(PyObject** values, const Object& extra) const;

    // Writing.
    /// Nothing is missing in a TypedDict's dict that has to be there, and nothing else is in it.
    [[nodiscard]] bool has_its_keys(PyObject* dict) const;
    [[nodiscard]] bool is_record(PyObject* value, const Choice& choice) const;
    class Fields;
    [[nodiscard]] bool is_model() const noexcept {
        return made_as_ == MadeAs::model || made_as_ == MadeAs::root;
    }
    [[nodiscard]] Object root_of(PyObject* record) const;
    class AsUsual;
    /// What write() and dump() do where no function does something else.
    [[nodiscard]] bool write_as_usual(PyObject* value, Writing& writing) const;
    [[nodiscard]] Object dump_as_usual(PyObject* value, Dumping& dumping) const;
    template <class Visit>
    [[nodiscard]] bool each_computed(PyObject* value, Choice& choice, Visit visit) const;
    /// Call `visit` with the name, the value and the rule (nullptr for members that are no fields) of each
    /// member that is to be written. @return false with an exception set.
    template <class Visit>
    [[nodiscard]] bool each_chosen(PyObject* value, Choice& choice, Visit visit) const;
    template <class Visit>
    [[nodiscard]] bool each_extra(PyObject* value, Choice& choice, Visit visit) const;

    Object cls_;
    Object title_;       ///< what a ValidationError is of
    Object class_name_;  ///< what errors call the type
    Object post_init_;   ///< name of the method; empty where there is none
    std::vector<FieldRule> fields_;
    struct Private {
        Object name;
        DefaultRule by_default;
    };
    std::vector<Private> privates_;    ///< attributes that are no fields, which every instance has
    NodePtr before_;                   ///< functions that see the input first; nullptr: there are none
    std::vector<FieldRule> computed_;  ///< attributes that are written as fields are
    std::optional<Serializer> serializer_;
    FieldTable table_;
    NodePtr extra_node_;  ///< what members that are kept are checked by; nullptr: by nothing
    std::optional<bool> strict_;
    MadeAs made_as_ = MadeAs::dataclass;
    Extra extra_ = Extra::ignored;
    Object factory_;           ///< makes an instance of a dict of its fields; empty: nothing is called
    bool calls_init_ = false;  ///< the class has an __init__ of its own
    bool by_alias_ = true;     ///< fields are looked for by their aliases
    bool by_name_ = false;     ///< and by their names
    bool makes_defaults_of_data_ = false;  ///< so that all of them have to be made in order
    bool has_paths_ = false;               ///< some fields are looked for by more than a name
    bool takes_attributes_ = false;
    bool dumps_by_alias_ = false;
};

}  // namespace fasterapi::python::schema
