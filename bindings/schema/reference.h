#pragma once

#include "schema/node.h"

namespace fasterapi::python::schema {

/// A type with a name, which other places in the tree refer to.
class Definition : public Node {
public:
    /// The type may hold itself, and so may its values.
    void note_reference() noexcept { is_recursive_ = true; }

protected:
    /// Validates by `validate`, unless the input is being looked into as this type already.
    template <class Validate>
    [[nodiscard]] Object guarded(PyObject* input, Validation& validation, const Location* where,
                                 Validate validate) const {
        if (!is_recursive_) {
            return validate();
        }
        const Validation::Inside inside(validation, input, this);
        return inside ? validate()
                      : validation.fail("recursion_loop", "Recursion error - cyclic reference detected",
                                        input, where);
    }

private:
    bool is_recursive_ = false;
};

/// A definition that is somewhere else in the tree, around this place perhaps: what makes types recursive.
class ReferenceNode final : public Node {
public:
    void refer_to(const Node& definition) noexcept { definition_ = &definition; }

    [[nodiscard]] Object read(Reading& reading) const override;
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override;
    [[nodiscard]] Taking taking(JsonKind kind) const override { return definition_->taking(kind); }
    [[nodiscard]] Suits suits(PyObject* value) const override { return definition_->suits(value); }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override;
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override;
    [[nodiscard]] bool write_validates() const noexcept override { return false; }  // it may hold itself

private:
    const Node* definition_ = nullptr;
};

}  // namespace fasterapi::python::schema
