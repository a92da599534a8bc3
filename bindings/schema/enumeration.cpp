#include "json_decoder.h"
#include "schema/builder.h"
#include "schema/literal_values.h"
#include "schema/scalar_errors.h"
#include "schema/text_input.h"

namespace fasterapi::python::schema {

namespace {

/// A member of an enumeration, for which its value stands.
class EnumNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        strict_ = declaration.optional_flag("strict");
        class_ = declaration.object("cls");
        use_values_ = declaration.flag("use_values");
        value_ = builder.build(declaration.object("value"));
        const Object converter = declaration.object("converter");
        if (!value_ || !converter) {
            return false;
        }
        if (converter.get() != Py_None) {
            converter_ = builder.build(converter);
        }
        return (converter_ || converter.get() == Py_None) && collect_members();
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        const json::Kind kind = reading.reader.peek();
        Object value;
        if (json::Text text; kind == json::Kind::string && reading.reader.read_string(text)) {
            value = reading.names.str_of(text);
        } else if (json::Number number;
                   kind == json::Kind::number && reading.reader.read_number(number) && number.is_small) {
            value = Object::steal(PyLong_FromLongLong(number.value));
        }
        return value ? made(member_of(value.get())) : Object();
    }

    [[nodiscard]] Object read_text(std::string_view text) const override {
        const Object value = strict_.value_or(false) ? Object() : utf8_lossy(text);
        return value ? made(member_of(value.get())) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        return made(member_for(input, validation, where));
    }

    [[nodiscard]] Taking taking(JsonKind /*kind*/) const override { return Taking::lax; }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return is_instance(value) ? Suits::yes : use_values_ ? value_->suits(value) : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* member, Writing& writing) const override {
        const Object value = value_of(member);
        return value && value_->write(value.get(), writing);
    }
    [[nodiscard]] bool write_name(PyObject* member, Writing& writing) const override {
        const Object value = value_of(member);
        return value && value_->write_name(value.get(), writing);
    }

    int traverse(visitproc visit, void* arg) const override {
        for (const Object* member : {&class_, &by_value_}) {
            if (const int stop = member->traverse(visit, arg); stop != 0) {
                return stop;
            }
        }
        return value_ ? value_->traverse(visit, arg) : 0;
    }
    void clear() noexcept override {
        class_.reset();
        by_value_.reset();
        if (value_) value_->clear();
    }

private:
    /// What is made of an input that stands for a member.
    [[nodiscard]] Object made(Object member) const {
        return member && use_values_ ? value_of(member.get()) : member;
    }

    [[nodiscard]] Object member_for(PyObject* input, Validation& validation, const Location* where) const {
        if (is_instance(input)) {
            return Object::borrow(input);
        }
        const bool strict = validation.is_strict(strict_);
        if (strict && validation.mode() == Mode::python) {
            const Object name = Object::steal(PyObject_GetAttrString(class_.get(), "__qualname__"));
            return name ? fail_instance(name.get(), input, validation, where) : Object();
        }
        validation.lower_exactness(Exactness::lax);
        if (has_integers_ && is_too_large(input)) {
            return fail_too_large(input, validation, where);
        }
        if (converter_ && !strict) {
            if (text_of(input).is == TextInput::Is::not_unicode) {
                return fail_unicode(input, validation, where);
            }
            const Object value = converted(input, validation);
            Object member = value ? member_of(value.get()) : Object();
            if (member || PyErr_Occurred() != nullptr) {
                return member;
            }
            if (value && is_too_large(value.get())) {
                return fail_too_large(value.get(), validation, where);
            }
        }
        return called(input, validation, where);
    }

    [[nodiscard]] bool is_instance(PyObject* value) const noexcept {
        return PyObject_TypeCheck(value, reinterpret_cast<PyTypeObject*>(class_.get())) != 0;
    }

    [[nodiscard]] bool collect_members() {
        by_value_ = Object::steal(PyDict_New());
        const Object names = Object::steal(PyObject_GetAttrString(class_.get(), "__members__"));
        const Object members = names ? Object::steal(PyMapping_Values(names.get())) : Object();
        const Py_ssize_t count = members ? PyList_GET_SIZE(members.get()) : 0;
        const Object values = members ? Object::steal(PyTuple_New(count)) : Object();
        for (Py_ssize_t i = 0; values && i < count; ++i) {
            PyObject* const member = PyList_GET_ITEM(members.get(), i);
            PyObject* const value = PyObject_GetAttrString(member, "value");
            if (value == nullptr) {
                return false;
            }
            PyTuple_SET_ITEM(values.get(), i, value);
            const bool is_integer = PyLong_CheckExact(value) != 0;
            const bool is_plain = is_integer || PyUnicode_CheckExact(value) != 0 ||
                                  (converter_ && PyFloat_CheckExact(value) != 0);
            has_integers_ = has_integers_ || is_integer;
            if (is_plain && PyDict_SetDefault(by_value_.get(), value, member) == nullptr) {
                return false;
            }
        }
        LiteralValues known;
        expected_ = known.build(values) ? known.listed(" or ") : Object();
        return static_cast<bool>(expected_);
    }

    /// The member of a value that is a plain str, int or float. Empty, without an exception, if there is
    /// none.
    [[nodiscard]] Object member_of(PyObject* value) const {
        return Object::borrow(PyDict_GetItemWithError(by_value_.get(), value));
    }

    [[nodiscard]] Object value_of(PyObject* member) const {
        if (!is_instance(member)) {
            if (use_values_) {
                return Object::borrow(member);
            }
            PyErr_Format(PyExc_TypeError, "an instance of %R is expected, not %.100s", class_.get(),
                         Py_TYPE(member)->tp_name);
            return {};
        }
        return Object::steal(PyObject_GetAttrString(member, "value"));
    }

    [[nodiscard]] static bool is_too_large(PyObject* input) noexcept {
        int overflow = 0;
        if (PyLong_CheckExact(input) != 0) {
            static_cast<void>(PyLong_AsLongLongAndOverflow(input, &overflow));
        }
        return overflow != 0;
    }

    [[nodiscard]] static Object fail_too_large(PyObject* input, Validation& validation,
                                               const Location* where) {
        return validation.fail("int_parsing_size",
                               "Unable to parse input string as an integer, exceeded maximum size", input,
                               where);
    }

    /// As lax mode converts inputs for an int, a str or a float, what an IntEnum's and a StrEnum's members
    /// are. Empty, without an exception, where it does not.
    [[nodiscard]] Object converted(PyObject* input, Validation& validation) const {
        // A StrEnum's member is a text before it is a member.
        const bool is_whole =
            PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(class_.get()), &PyLong_Type) != 0 &&
            text_of(input).is == TextInput::Is::other;
        Object value = is_whole ? value_of_member(input) : Object();
        if (value) {
            return PyLong_Check(value.get()) != 0 ? value : Object();
        }
        const Py_ssize_t before = validation.mark();
        value = PyErr_Occurred() == nullptr ? converter_->validate(input, validation, nullptr) : Object();
        validation.forget_since(before);
        return value;
    }

    /// As the enumeration finds its members, by whatever is equal to a value or by its _missing_().
    [[nodiscard]] Object called(PyObject* input, Validation& validation, const Location* where) const {
        Object member = Object::steal(PyObject_CallOneArg(class_.get(), input));
        if (member || PyErr_ExceptionMatches(PyExc_ValueError) == 0) {
            return member;
        }
        PyErr_Clear();
        const Object message = Object::steal(PyUnicode_FromFormat("Input should be %U", expected_.get()));
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:O}", "expected", expected_.get())) : Object();
        return context ? validation.fail("enum", message, context, input, where) : Object();
    }

    std::optional<bool> strict_;
    Object class_;
    NodePtr value_;
    NodePtr converter_;
    Object by_value_;
    Object expected_;
    bool has_integers_ = false;
    bool use_values_ = false;  ///< a member's value is made of it
};

}  // namespace

NodePtr make_enumeration(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<EnumNode>();
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
