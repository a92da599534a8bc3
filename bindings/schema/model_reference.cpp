#include "schema/builder.h"
#include "schema/model.h"
#include "schema/schema.h"

namespace fasterapi::python::schema {

namespace {

/// A Model, whose own class has its schema. So a class is compiled once, wherever it is used, and classes may
/// refer to each other.
class ModelReferenceNode final : public Node {
public:
    explicit ModelReferenceNode(Object cls) noexcept : cls_(std::move(cls)) {}

    [[nodiscard]] Object read(Reading& reading) const override {
        const Schema* schema = model_class(type()).compiled;
        return schema != nullptr ? schema->root().read(reading) : Object();
    }
    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        const Schema* schema = schema_of_class(type());
        return schema != nullptr ? schema->root().validate(input, validation, where) : Object();
    }
    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::object ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return Py_IS_TYPE(value, type()) != 0                  ? Suits::yes
               : PyType_IsSubtype(Py_TYPE(value), type()) != 0 ? Suits::perhaps
                                                               : Suits::no;
    }
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        const Schema* schema = schema_of_class(type());
        return schema != nullptr && schema->root().write(value, writing);
    }
    [[nodiscard]] bool write_validates() const noexcept override { return true; }
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        const Schema* schema = schema_of_class(type());
        return schema != nullptr ? schema->root().dump(value, dumping) : Object();
    }

    int traverse(visitproc visit, void* arg) const override { return cls_.traverse(visit, arg); }
    void clear() noexcept override { cls_.reset(); }

private:
    [[nodiscard]] PyTypeObject* type() const noexcept { return reinterpret_cast<PyTypeObject*>(cls_.get()); }

    Object cls_;
};

}  // namespace

NodePtr make_model_reference(const Declaration& declaration, Builder& builder) {
    Object cls = declaration.object("cls");
    if (!cls) {
        return nullptr;
    }
    if (PyType_Check(cls.get()) == 0 ||
        !is_model_class(reinterpret_cast<PyTypeObject*>(cls.get()), builder.state())) {
        PyErr_Format(PyExc_TypeError, "%R is no class of models", cls.get());
        return nullptr;
    }
    builder.note_model(reinterpret_cast<PyTypeObject*>(cls.get()));
    return std::make_unique<ModelReferenceNode>(std::move(cls));
}

}  // namespace fasterapi::python::schema
