#include "schema/record.h"

namespace fasterapi::python::schema {

namespace {

/// The members of the record around this place: what validates them, inside of functions that see the input
/// first.
class MembersNode final : public Node {
public:
    explicit MembersNode(const RecordNode& record) noexcept : record_(record) {}

    [[nodiscard]] Object read(Reading& /*reading*/) const override { return {}; }
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        return record_.validate_members(input, validation, where);
    }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        return record_.write(value, writing);
    }

private:
    const RecordNode& record_;
};

}  // namespace

NodePtr make_members(const Declaration& /*declaration*/, Builder& builder) {
    if (builder.record() == nullptr) {
        PyErr_SetString(PyExc_ValueError, "there is no record around whose members these were");
        return nullptr;
    }
    return std::make_unique<MembersNode>(*builder.record());
}

}  // namespace fasterapi::python::schema
