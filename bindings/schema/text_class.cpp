#include "json_decoder.h"
#include "schema/builder.h"
#include "schema/scalar_errors.h"
#include "schema/text_input.h"
#include "schema/text_output.h"

namespace fasterapi::python::schema {

namespace {

/// A class whose instances are written as text and made by calling it with that: addresses of networks,
/// paths.
class TextClassNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration) {
        strict_ = declaration.optional_flag("strict");
        only_text_ = declaration.flag("only_text");
        class_ = declaration.object("cls");
        error_ = declaration.text("error");
        message_ = declaration.object("message");
        return message_ && PyErr_Occurred() == nullptr;
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        json::Text text;
        if (reader.peek() != json::Kind::string || !reader.read_string(text)) {
            return {};
        }
        const Object input = str_of(text);
        Object made = input ? Object::steal(PyObject_CallOneArg(class_.get(), input.get())) : Object();
        if (!made && PyErr_ExceptionMatches(PyExc_ValueError) != 0) {
            PyErr_Clear();
        }
        return made;
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        if (is_instance(input)) {
            return Object::borrow(input);
        }
        const bool is_json = validation.mode() == Mode::json;
        const bool is_text = PyUnicode_Check(input) != 0;
        const bool strict = validation.is_strict_for_keys(strict_);
        if (strict && !is_json) {
            const Object name = Object::steal(PyObject_GetAttrString(class_.get(), "__qualname__"));
            return name ? fail_instance(name.get(), input, validation, where) : Object();
        }
        if (strict && !is_text) {
            return validation.fail("string_type", "Input should be a valid string", input, where);
        }
        validation.lower_exactness(is_json && is_text ? Exactness::strict : Exactness::lax);
        Object made;
        if (is_text || !only_text_) {
            made = Object::steal(PyObject_CallOneArg(class_.get(), input));
        } else if (validation.asked().strict == false) {
            const Object text = text_for(input);
            made = text ? Object::steal(PyObject_CallOneArg(class_.get(), text.get())) : Object();
        }
        if (made || (PyErr_Occurred() != nullptr && PyErr_ExceptionMatches(PyExc_ValueError) == 0)) {
            return made;
        }
        return strict ? fail_with_exception(input, validation, where) : fail(input, validation, where);
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::string ? Taking::strict : only_text_ ? Taking::never : Taking::lax;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return is_instance(value) ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        return write_as_text(value, class_.get(), writing);
    }

    int traverse(visitproc visit, void* arg) const override { return class_.traverse(visit, arg); }
    void clear() noexcept override { class_.reset(); }

private:
    [[nodiscard]] bool is_instance(PyObject* value) const noexcept {
        return PyObject_TypeCheck(value, reinterpret_cast<PyTypeObject*>(class_.get())) != 0;
    }

    /// What lax mode converts to a str. Empty for anything else.
    [[nodiscard]] static Object text_for(PyObject* input) {
        const TextInput text = text_of(input);
        if (text.is == TextInput::Is::text) {
            return str_of_utf8(text.utf8);
        }
        const Object value = value_of_member(input);
        return value ? Object::steal(PyObject_Str(value.get())) : Object();
    }

    [[nodiscard]] Object fail(PyObject* input, Validation& validation, const Location* where) const {
        PyErr_Clear();
        return validation.fail(error_.c_str(), message_, {}, input, where);
    }

    /// As what a function of the user's raises is told: strict mode calls nothing but the class itself.
    [[nodiscard]] static Object fail_with_exception(PyObject* input, Validation& validation,
                                                    const Location* where) {
        const Object exception = take_exception();
        const Object message = Object::steal(PyUnicode_FromFormat("Value error, %S", exception.get()));
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:O}", "error", exception.get())) : Object();
        return context ? validation.fail("value_error", message, context, input, where) : Object();
    }

    std::optional<bool> strict_;
    bool only_text_ = false;
    Object class_;
    std::string error_;
    Object message_;
};

}  // namespace

NodePtr make_text_class(const Declaration& declaration, Builder& /*builder*/) {
    auto node = std::make_unique<TextClassNode>();
    return node->build(declaration) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
