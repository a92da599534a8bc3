#include "schema/text_pattern.h"

#include <re2/re2.h>

#include "schema/text_input.h"

namespace fasterapi::python::schema {

namespace {

void raise_unknown(const Object& pattern, const std::string& why) {
    const Object module = Object::steal(PyImport_ImportModule("fasterapi.schema.errors"));
    const Object type =
        module ? Object::steal(PyObject_GetAttrString(module.get(), "SchemaTypeError")) : Object();
    if (type) {
        PyErr_Format(type.get(),
                     "RE2, which takes no exponential time, does not understand the pattern %R: %s. "
                     "Field(pattern=..., regex_engine=\"python-re\") has Python's re search for it",
                     pattern.get(), why.c_str());
    }
}

}  // namespace

TextPattern::TextPattern() noexcept = default;
TextPattern::~TextPattern() = default;

bool TextPattern::read(const Declaration& declaration) {
    const Object pattern = declaration.object("pattern");
    const std::string engine = declaration.text("regex_engine");
    if (PyErr_Occurred() != nullptr || pattern.get() == Py_None) {
        return PyErr_Occurred() == nullptr;
    }
    const bool is_compiled = PyUnicode_Check(pattern.get()) == 0;
    shown_ = is_compiled ? Object::steal(PyObject_GetAttrString(pattern.get(), "pattern")) : pattern;
    if (is_compiled || engine == "python-re") {
        const Object module = Object::steal(PyImport_ImportModule("re"));
        const Object compiled =
            is_compiled ? pattern
            : module    ? Object::steal(PyObject_CallMethod(module.get(), "compile", "O", pattern.get()))
                        : Object();
        search_ = compiled ? Object::steal(PyObject_GetAttrString(compiled.get(), "search")) : Object();
        return shown_ && search_;
    }
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(pattern.get(), &size);
    if (text == nullptr) {
        return false;
    }
    re2::RE2::Options options;
    options.set_log_errors(false);
    quick_ = std::make_unique<re2::RE2>(re2::StringPiece(text, static_cast<std::size_t>(size)), options);
    if (!quick_->ok()) {
        raise_unknown(pattern, quick_->error());
    }
    return quick_->ok();
}

int TextPattern::matches(PyObject* text) const {
    if (search_) {
        const Object found = Object::steal(PyObject_CallOneArg(search_.get(), text));
        return found ? static_cast<int>(found.get() != Py_None) : -1;
    }
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(text, &size);
    if (bytes == nullptr) {
        PyErr_Clear();  // half of a surrogate pair: no text, so no pattern is in it
        return 0;
    }
    return static_cast<int>(
        re2::RE2::PartialMatch(re2::StringPiece(bytes, static_cast<std::size_t>(size)), *quick_));
}

Object TextPattern::check(Object text, PyObject* input, Validation& validation, const Location* where) const {
    if (text_of(text.get()).is != TextInput::Is::text) {
        return fail_unicode(input, validation, where);
    }
    const int is_match = matches(text.get());
    if (is_match != 0) {
        return is_match > 0 ? text : Object();
    }
    const Object message =
        Object::steal(PyUnicode_FromFormat("String should match pattern '%U'", shown_.get()));
    const Object context =
        message ? Object::steal(Py_BuildValue("{s:O}", "pattern", shown_.get())) : Object();
    return context ? validation.fail("string_pattern_mismatch", message, context, input, where) : Object();
}

}  // namespace fasterapi::python::schema
