#include "json_decoder.h"
#include "schema/builder.h"
#include "schema/text_input.h"
#include "schema/text_output.h"

namespace fasterapi::python::schema {

namespace {

/// What Python makes of a text, which tells of what is wrong with it by a TextError of
/// fasterapi.schema.errors: a URL, an address of e-mail.
class CheckedTextNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration) {
        strict_ = declaration.optional_flag("strict");
        class_ = declaration.object("cls");
        base_ = declaration.object("base");
        parse_ = declaration.object("parse");
        type_error_ = declaration.text("type_error");
        type_message_ = declaration.object("type_message");
        const Object module = Object::steal(PyImport_ImportModule("fasterapi.schema.errors"));
        error_ = module ? Object::steal(PyObject_GetAttrString(module.get(), "TextError")) : Object();
        return error_ && PyErr_Occurred() == nullptr;
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        json::Text text;
        if (reader.peek() != json::Kind::string || !reader.read_string(text)) {
            return {};
        }
        const Object input = str_of(text);
        return input ? unless_wrong(input) : Object();
    }
    [[nodiscard]] Object read_text(std::string_view text) const override {
        const Object input = utf8_lossy(text);
        return input && !strict_.value_or(false) ? unless_wrong(input) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        if (PyObject_IsInstance(input, class_.get()) == 1) {
            return Object::borrow(input);
        }
        const Object text = text_for(input, validation);
        if (!text) {
            return PyErr_Occurred() == nullptr
                       ? validation.fail(type_error_.c_str(), type_message_, {}, input, where)
                       : Object();
        }
        Object made = Object::steal(PyObject_CallOneArg(parse_.get(), text.get()));
        if (made || PyErr_ExceptionMatches(error_.get()) == 0) {
            return made;
        }
        const Object error = take_exception();
        const Object type = Object::steal(PyObject_GetAttrString(error.get(), "type"));
        const Object message = Object::steal(PyObject_Str(error.get()));
        const Object context = Object::steal(PyObject_GetAttrString(error.get(), "context"));
        const char* name = type && message && context ? PyUnicode_AsUTF8(type.get()) : nullptr;
        return name != nullptr ? validation.fail(name, message, context.get() == Py_None ? Object() : context,
                                                 input, where)
                               : Object();
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::string ? Taking::strict : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return is_written(value) ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        return write_as_text(value, base_.get(), writing);
    }

    int traverse(visitproc visit, void* arg) const override {
        for (const Object* member : {&class_, &base_, &parse_, &error_}) {
            if (const int stop = member->traverse(visit, arg); stop != 0) {
                return stop;
            }
        }
        return 0;
    }
    void clear() noexcept override {
        for (Object* member : {&class_, &base_, &parse_, &error_}) {
            member->reset();
        }
    }

private:
    [[nodiscard]] bool is_written(PyObject* value) const noexcept {
        return PyObject_TypeCheck(value, reinterpret_cast<PyTypeObject*>(base_.get())) != 0;
    }

    /// What was parsed. Empty, without an exception, where something was wrong with it.
    [[nodiscard]] Object unless_wrong(const Object& text) const {
        Object made = Object::steal(PyObject_CallOneArg(parse_.get(), text.get()));
        if (!made && PyErr_ExceptionMatches(error_.get()) != 0) {
            PyErr_Clear();
        }
        return made;
    }

    /// Empty, without an exception, for what is no text.
    [[nodiscard]] Object text_for(PyObject* input, Validation& validation) const {
        const bool is_json = validation.mode() == Mode::json;
        if (PyUnicode_Check(input) != 0) {
            validation.lower_exactness(is_json ? Exactness::strict : Exactness::lax);
            return Object::borrow(input);
        }
        validation.lower_exactness(Exactness::lax);
        if (is_written(input)) {
            return Object::steal(PyObject_Str(input));
        }
        const TextInput text = validation.is_strict(strict_) ? TextInput{} : text_of(input);
        return text.is == TextInput::Is::text ? str_of_utf8(text.utf8) : Object();
    }

    std::optional<bool> strict_;
    Object class_;
    Object base_;
    Object parse_;
    Object error_;
    std::string type_error_;
    Object type_message_;
};

}  // namespace

NodePtr make_checked_text(const Declaration& declaration, Builder& /*builder*/) {
    auto node = std::make_unique<CheckedTextNode>();
    return node->build(declaration) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
