#include "schema/builder.h"
#include "schema/serializer.h"

namespace fasterapi::python::schema {

namespace {

/// What `inner` takes, but written as what a function of the user's makes of it.
class SerializerNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        const Object serializer = declaration.object("serializer");
        inner_ = builder.build(declaration.object("inner"));
        return inner_ && serializer && serializer_.read(Declaration(serializer.get()), builder);
    }

    [[nodiscard]] Object read(Reading& reading) const override { return inner_->read(reading); }
    [[nodiscard]] Object read_text(std::string_view text) const override { return inner_->read_text(text); }
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        return inner_->validate(input, validation, where);
    }
    [[nodiscard]] Taking taking(JsonKind kind) const override { return inner_->taking(kind); }
    [[nodiscard]] bool reads_all(JsonKind kind) const override { return inner_->reads_all(kind); }
    [[nodiscard]] Suits suits(PyObject* value) const override { return inner_->suits(value); }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        return serializer_.write(alone(value), *inner_, writing);
    }
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        return serializer_.dump(alone(value), *inner_, dumping);
    }

    int traverse(visitproc visit, void* arg) const override {
        const int stop = serializer_.traverse(visit, arg);
        return stop != 0 || !inner_ ? stop : inner_->traverse(visit, arg);
    }
    void clear() noexcept override {
        serializer_.clear();
        if (inner_) {
            inner_->clear();
        }
    }

private:
    /// What a function knows of a value that is nobody's field.
    [[nodiscard]] static Serializer::Value alone(PyObject* value) noexcept {
        return {.owner = nullptr, .value = value, .field_name = nullptr};
    }

    Serializer serializer_;
    NodePtr inner_;
};

}  // namespace

NodePtr make_serializer(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<SerializerNode>();
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
