#include <algorithm>

#include "schema/builder.h"
#include "schema/scalar_errors.h"
#include "schema/text_input.h"
#include "schema/uuid_grammar.h"

namespace fasterapi::python::schema {

namespace {

constexpr const char* type_message = "UUID input should be a string, bytes or UUID object";
constexpr const char* parsing_message = "Input should be a valid UUID";

/// uuid.UUID.
class UuidNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration) {
        strict_ = declaration.optional_flag("strict");
        class_ = declaration.object("cls");
        const Object module = Object::steal(PyImport_ImportModule("uuid"));
        const Object safety =
            module ? Object::steal(PyObject_GetAttrString(module.get(), "SafeUUID")) : Object();
        safety_ = safety ? Object::steal(PyObject_GetAttrString(safety.get(), "unknown")) : Object();
        name_of_int_ = Object::steal(PyUnicode_InternFromString("int"));
        name_of_safety_ = Object::steal(PyUnicode_InternFromString("is_safe"));
        arguments_ = Object::steal(PyTuple_New(0));
        return class_ && safety_ && name_of_int_ && name_of_safety_ && arguments_;
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        json::Text text;
        if (reader.peek() != json::Kind::string || !reader.read_string(text)) {
            return {};
        }
        UuidBytes uuid;
        std::string why;
        return read_uuid(text.utf8, uuid, why) ? make(uuid) : Object();
    }

    [[nodiscard]] Object read_text(std::string_view text) const override {
        UuidBytes uuid;
        std::string why;
        return !strict_.value_or(false) && read_uuid(text, uuid, why) ? make(uuid) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        if (is_instance(input)) {
            return Object::borrow(input);
        }
        if (validation.mode() == Mode::python) {
            if (validation.is_strict(strict_)) {
                const Object name = Object::steal(PyUnicode_FromString("UUID"));
                return name ? fail_instance(name.get(), input, validation, where) : Object();
            }
            validation.lower_exactness(Exactness::lax);
        }
        if (PyUnicode_Check(input) != 0) {
            const TextInput text = text_of(input);
            return text.is == TextInput::Is::text ? from_text(text.utf8, input, validation, where)
                                                  : fail_unicode(input, validation, where);
        }
        return PyBytes_Check(input) != 0 ? from_bytes(input, validation, where)
                                         : validation.fail("uuid_type", type_message, input, where);
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::string ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return is_instance(value) ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (!is_instance(value)) {
            PyErr_Format(PyExc_TypeError, "a UUID is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        UuidBytes uuid;
        if (!bytes_of(value, uuid)) {
            return false;
        }
        const auto text = uuid_text(uuid);
        writing.out.append('"');
        writing.out.append({text.data(), text.size()});
        writing.out.append('"');
        return true;
    }
    [[nodiscard]] bool write_name(PyObject* value, Writing& writing) const override {
        return write(value, writing);
    }

    int traverse(visitproc visit, void* arg) const override {
        const int stop = class_.traverse(visit, arg);
        return stop != 0 ? stop : safety_.traverse(visit, arg);
    }
    void clear() noexcept override {
        class_.reset();
        safety_.reset();
    }

private:
    [[nodiscard]] bool is_instance(PyObject* value) const noexcept {
        return PyObject_TypeCheck(value, reinterpret_cast<PyTypeObject*>(class_.get())) != 0;
    }

    [[nodiscard]] Object from_text(std::string_view text, PyObject* input, Validation& validation,
                                   const Location* where) const {
        UuidBytes uuid;
        std::string why;
        return read_uuid(text, uuid, why)
                   ? make(uuid)
                   : fail_because("uuid_parsing", parsing_message, why.c_str(), input, validation, where);
    }

    /// Text, or else the 16 bytes themselves.
    [[nodiscard]] Object from_bytes(PyObject* input, Validation& validation, const Location* where) const {
        const std::string_view bytes = view_of_bytes(input);
        UuidBytes uuid;
        std::string why;
        if (read_uuid(bytes, uuid, why)) {
            return make(uuid);
        }
        if (bytes.size() == uuid.size()) {
            std::copy(bytes.begin(), bytes.end(), uuid.begin());
            return make(uuid);
        }
        why = "invalid length: expected 16 bytes, found " + std::to_string(bytes.size());
        return fail_because("uuid_parsing", parsing_message, why.c_str(), input, validation, where);
    }

    /// Without __init__, which would look at everything again.
    [[nodiscard]] Object make(const UuidBytes& uuid) const {
        const Object number = number_of(uuid);
        Object made = number ? Object::steal(PyBaseObject_Type.tp_new(
                                   reinterpret_cast<PyTypeObject*>(class_.get()), arguments_.get(), nullptr))
                             : Object();
        // Its own __setattr__ refuses.
        const bool right = made &&
                           PyObject_GenericSetAttr(made.get(), name_of_int_.get(), number.get()) == 0 &&
                           PyObject_GenericSetAttr(made.get(), name_of_safety_.get(), safety_.get()) == 0;
        return right ? made : Object();
    }

    /// Empty with an exception set.
    [[nodiscard]] static Object number_of(const UuidBytes& uuid) {
#if PY_VERSION_HEX >= 0x030D0000
        return Object::steal(
            PyLong_FromUnsignedNativeBytes(uuid.data(), uuid.size(), Py_ASNATIVEBYTES_BIG_ENDIAN));
#else
        std::array<char, 33> digits{};
        std::size_t at = 0;
        for (const char c : uuid_text(uuid)) {
            if (c != '-') {
                digits[at++] = c;
            }
        }
        return Object::steal(PyLong_FromString(digits.data(), nullptr, 16));
#endif
    }

    [[nodiscard]] bool bytes_of(PyObject* value, UuidBytes& uuid) const {
        const Object number = Object::steal(PyObject_GetAttr(value, name_of_int_.get()));
#if PY_VERSION_HEX >= 0x030D0000
        if (number && PyLong_CheckExact(number.get()) != 0) {
            constexpr int flags = Py_ASNATIVEBYTES_BIG_ENDIAN | Py_ASNATIVEBYTES_UNSIGNED_BUFFER |
                                  Py_ASNATIVEBYTES_REJECT_NEGATIVE;
            const Py_ssize_t needed =
                PyLong_AsNativeBytes(number.get(), uuid.data(), static_cast<Py_ssize_t>(uuid.size()), flags);
            if (needed < 0 || needed > static_cast<Py_ssize_t>(uuid.size())) {
                PyErr_SetString(PyExc_OverflowError, "the int of a UUID has 128 bits");
            }
            return PyErr_Occurred() == nullptr;
        }
#endif
        const Object bytes =
            number ? Object::steal(PyObject_CallMethod(number.get(), "to_bytes", "is", 16, "big")) : Object();
        if (!bytes || PyBytes_Check(bytes.get()) == 0) {
            return false;
        }
        const std::string_view view = view_of_bytes(bytes.get());
        std::copy_n(view.begin(), std::min(view.size(), uuid.size()), uuid.begin());
        return true;
    }

    std::optional<bool> strict_;
    Object class_;
    Object safety_;
    Object name_of_int_;
    Object name_of_safety_;
    Object arguments_;
};

}  // namespace

NodePtr make_uuid(const Declaration& declaration, Builder& /*builder*/) {
    auto node = std::make_unique<UuidNode>();
    return node->build(declaration) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
