#include "json/writer.h"
#include "schema/builder.h"

namespace fasterapi::python::schema {

namespace {

/// What `inner` takes, but written as what a function of the user's makes of it.
class SerializerNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        function_ = declaration.object("function");
        const std::string when_used = declaration.text("when_used");
        leaves_none_ = when_used.ends_with("unless-none");
        only_json_ = when_used.starts_with("json");
        inner_ = builder.build(declaration.object("inner"));
        result_ = builder.build(declaration.object("result"));
        return inner_ && result_ && PyErr_Occurred() == nullptr;
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
        if (leaves_none_ && value == Py_None) {
            json::write_null(writing.out);
            return true;
        }
        const Object made = Object::steal(PyObject_CallOneArg(function_.get(), value));
        return made && result_->write(made.get(), writing);
    }
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        if (only_json_ || (leaves_none_ && value == Py_None)) {
            return inner_->dump(value, dumping);
        }
        const Object made = Object::steal(PyObject_CallOneArg(function_.get(), value));
        return made ? result_->dump(made.get(), dumping) : Object();
    }

    int traverse(visitproc visit, void* arg) const override {
        if (const int stop = function_.traverse(visit, arg); stop != 0) {
            return stop;
        }
        const int stop = inner_->traverse(visit, arg);
        return stop != 0 ? stop : result_->traverse(visit, arg);
    }
    void clear() noexcept override {
        function_.reset();
        inner_->clear();
        result_->clear();
    }

private:
    Object function_;
    NodePtr inner_;
    NodePtr result_;
    bool leaves_none_ = false;
    bool only_json_ = false;
};

}  // namespace

NodePtr make_serializer(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<SerializerNode>();
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
