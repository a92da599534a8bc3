#pragma once

#include "schema/node.h"

namespace fasterapi::python::schema {

/// A record that is somewhere else in the tree, around this place perhaps: what makes types recursive.
class ReferenceNode final : public Node {
public:
    void refer_to(const Node& record) noexcept { record_ = &record; }

    [[nodiscard]] Object read(Reading& reading) const override;
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override;
    [[nodiscard]] Taking taking(JsonKind kind) const override { return record_->taking(kind); }
    [[nodiscard]] Suits suits(PyObject* value) const override { return record_->suits(value); }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override;
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override;

private:
    const Node* record_ = nullptr;
};

}  // namespace fasterapi::python::schema
