#include "schema/builder.h"
#include "schema/reference.h"

namespace fasterapi::python::schema {

namespace {

/// A type that is no class but has a name: `type Name = ...`.
class DefinitionNode final : public Definition {
public:
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        builder.add_definition(declaration.text("name"), *this);
        inner_ = builder.build(declaration.object("inner"));
        return static_cast<bool>(inner_);
    }

    [[nodiscard]] Object read(Reading& reading) const override { return inner_->read(reading); }
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        return guarded(input, validation, where, [&] { return inner_->validate(input, validation, where); });
    }
    [[nodiscard]] Taking taking(JsonKind kind) const override { return inner_->taking(kind); }
    [[nodiscard]] bool reads_all(JsonKind kind) const override { return inner_->reads_all(kind); }
    [[nodiscard]] Suits suits(PyObject* value) const override { return inner_->suits(value); }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (writing.depth == json::nesting_limit) {
            PyErr_Format(PyExc_ValueError, "nested deeper than %d levels", json::nesting_limit);
            return false;
        }
        ++writing.depth;
        const bool written = inner_->write(value, writing);
        --writing.depth;
        return written;
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        return inner_->dump(value, dumping);
    }

    int traverse(visitproc visit, void* arg) const override { return inner_->traverse(visit, arg); }
    void clear() noexcept override { inner_->clear(); }

private:
    NodePtr inner_;
};

}  // namespace

NodePtr make_definition(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<DefinitionNode>();
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
