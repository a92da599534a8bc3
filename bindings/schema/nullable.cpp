#include "json/writer.h"
#include "schema/builder.h"

namespace fasterapi::python::schema {

namespace {

/// None, or what `inner` takes.
class NullableNode final : public Node {
public:
    explicit NullableNode(NodePtr inner) noexcept : inner_(std::move(inner)) {}

    [[nodiscard]] Object read(Reading& reading) const override {
        if (reading.reader.peek() != json::Kind::null) {
            return inner_->read(reading);
        }
        return reading.reader.read_null() ? Object::borrow(Py_None) : Object();
    }
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        return input == Py_None ? Object::borrow(input) : inner_->validate(input, validation, where);
    }
    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::null ? Taking::exact : inner_->taking(kind);
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return value == Py_None ? Suits::yes : inner_->suits(value);
    }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (value != Py_None) {
            return inner_->write(value, writing);
        }
        json::write_null(writing.out);
        return true;
    }
    [[nodiscard]] bool write_validates() const noexcept override { return inner_->write_validates(); }
    [[nodiscard]] Object read_text(std::string_view text) const override { return inner_->read_text(text); }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        return value == Py_None ? Object::borrow(value) : inner_->dump(value, dumping);
    }

    int traverse(visitproc visit, void* arg) const override { return inner_->traverse(visit, arg); }
    void clear() noexcept override { inner_->clear(); }

private:
    NodePtr inner_;
};

}  // namespace

NodePtr make_nullable(const Declaration& declaration, Builder& builder) {
    NodePtr inner = builder.build(declaration.object("inner"));
    return inner ? std::make_unique<NullableNode>(std::move(inner)) : nullptr;
}

}  // namespace fasterapi::python::schema
