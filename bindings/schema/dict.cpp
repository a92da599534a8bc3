#include "schema/attributes.h"
#include "schema/length.h"

namespace fasterapi::python::schema {

namespace {

/// dict from keys of one type to values of one type.
class DictNode final : public Node {
public:
    DictNode(const Declaration& declaration, Builder& builder)
        : strict_(declaration.optional_flag("strict")),
          length_(declaration, "Dictionary"),
          key_(builder.build(declaration.object("key"))),
          value_(builder.build(declaration.object("value"))) {}

    [[nodiscard]] Object read(Reading& reading) const override {
        json::Reader& reader = reading.reader;
        if (reader.peek() != json::Kind::object || !reader.begin_object()) {
            return {};
        }
        Object dict = Object::steal(PyDict_New());
        json::Text text;
        while (dict && reader.next_member(text)) {
            const Object name = reading.names.str_of(text);
            // Strict, since nobody knows here whether it is; what only lax mode takes is no plain key.
            Validation validation(reading.state, Mode::json, true);
            const Object key = name ? validate_key(name.get(), validation, nullptr) : Object();
            const Object value = key ? value_->read(reading) : Object();
            if (!value || PyDict_SetItem(dict.get(), key.get(), value.get()) < 0) {
                return {};
            }
        }
        const bool right =
            dict && reader.error() == json::ReadError::none && length_.allow(PyDict_GET_SIZE(dict.get()));
        return right ? dict : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        const Object items = items_of(input, validation, where);
        if (!items || !length_.check_most(PyList_GET_SIZE(items.get()), input, validation, where)) {
            return {};
        }
        Object dict = Object::steal(PyDict_New());
        const Py_ssize_t before = validation.mark();
        for (Py_ssize_t i = 0; dict && i < PyList_GET_SIZE(items.get()); ++i) {
            PyObject* const pair = PyList_GET_ITEM(items.get(), i);
            if (!add(dict, PyTuple_GET_ITEM(pair, 0), PyTuple_GET_ITEM(pair, 1), validation, where)) {
                return {};
            }
        }
        const bool right = dict && validation.mark() == before &&
                           length_.check_least(PyList_GET_SIZE(items.get()), input, validation, where);
        return right ? dict : Object();
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::object ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return PyDict_Check(value) != 0 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        const Object items = Object::steal(PyDict_Check(value) != 0 ? PyDict_Items(value) : nullptr);
        if (!items) {
            PyErr_Format(PyExc_TypeError, "a dict is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
        writing.out.append('{');
        for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items.get()); ++i) {
            if (i > 0) {
                writing.out.append(',');
            }
            PyObject* const pair = PyList_GET_ITEM(items.get(), i);
            if (!key_->write_name(PyTuple_GET_ITEM(pair, 0), writing)) {
                return false;
            }
            writing.out.append(':');
            if (!value_->write(PyTuple_GET_ITEM(pair, 1), writing)) {
                return false;
            }
        }
        writing.out.append('}');
        return true;
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        const Object items = Object::steal(PyDict_Check(value) != 0 ? PyDict_Items(value) : nullptr);
        if (!items) {
            return PyErr_Occurred() == nullptr ? Object::borrow(value) : Object();
        }
        Object dict = Object::steal(PyDict_New());
        for (Py_ssize_t i = 0; dict && i < PyList_GET_SIZE(items.get()); ++i) {
            PyObject* const pair = PyList_GET_ITEM(items.get(), i);
            const Object key = key_->dump(PyTuple_GET_ITEM(pair, 0), dumping);
            const Object member = key ? value_->dump(PyTuple_GET_ITEM(pair, 1), dumping) : Object();
            if (!member || PyDict_SetItem(dict.get(), key.get(), member.get()) < 0) {
                return {};
            }
        }
        return dict;
    }

    int traverse(visitproc visit, void* arg) const override {
        const int stop = key_ ? key_->traverse(visit, arg) : 0;
        return stop != 0 || !value_ ? stop : value_->traverse(visit, arg);
    }
    void clear() noexcept override {
        if (key_) key_->clear();
        if (value_) value_->clear();
    }

private:
    /// As a list of pairs: what validates them may change the dict.
    [[nodiscard]] Object items_of(PyObject* input, Validation& validation, const Location* where) const {
        if (PyDict_Check(input) != 0) {
            return Object::steal(PyDict_Items(input));
        }
        if (validation.mode() == Mode::python && has_members(input, validation.is_strict(strict_))) {
            const Object items = pairs_of(input);
            return items ? items : fail_mapping(input, validation, where);
        }
        return validation.fail(
            "dict_type",
            validation.in_words_of("Input should be a valid dictionary", "Input should be an object"), input,
            where);
    }

    /// Of a mapping that is no dict, and that may have any code in it.
    [[nodiscard]] static Object pairs_of(PyObject* mapping) {
        const Object items = Object::steal(PyObject_CallMethod(mapping, "items", nullptr));
        const Object list = items ? Object::steal(PySequence_List(items.get())) : Object();
        for (Py_ssize_t i = 0; list && i < PyList_GET_SIZE(list.get()); ++i) {
            PyObject* const pair = PyList_GET_ITEM(list.get(), i);
            if (PyTuple_Check(pair) == 0 || PyTuple_GET_SIZE(pair) != 2) {
                return {};
            }
        }
        return list;
    }
    [[nodiscard]] static Object fail_mapping(PyObject* input, Validation& validation, const Location* where) {
        const Object reason =
            PyErr_Occurred() != nullptr
                ? take_reason()
                : Object::steal(PyUnicode_FromString("Mapping items must be tuples of (key, value) pairs"));
        const Object message = reason ? Object::steal(PyUnicode_FromFormat(
                                            "Input should be a valid mapping, error: %U", reason.get()))
                                      : Object();
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:O}", "error", reason.get())) : Object();
        return context ? validation.fail("mapping_type", message, context, input, where) : Object();
    }

    [[nodiscard]] Object validate_key(PyObject* key, Validation& validation, const Location* where) const {
        const Validation::OfKeys lax(validation);
        return key_->validate(key, validation, where);
    }

    /// @return false with an exception set.
    [[nodiscard]] bool add(const Object& dict, PyObject* key, PyObject* value, Validation& validation,
                           const Location* where) const {
        const Object mark = Object::steal(PyUnicode_FromString("[key]"));
        if (!mark) {
            return false;
        }
        const Location of_value{.outer = where, .item = key};
        const Location of_key{.outer = &of_value, .item = mark.get()};
        const Object checked_key = validate_key(key, validation, &of_key);
        if (!checked_key && PyErr_Occurred() != nullptr) {
            return false;
        }
        const Object checked = value_->validate(value, validation, &of_value);
        if (!checked || !checked_key) {
            return PyErr_Occurred() == nullptr;
        }
        return PyDict_SetItem(dict.get(), checked_key.get(), checked.get()) == 0;
    }

    std::optional<bool> strict_;
    LengthBounds length_;
    NodePtr key_;
    NodePtr value_;
};

}  // namespace

NodePtr make_dict(const Declaration& declaration, Builder& builder) {
    return std::make_unique<DictNode>(declaration, builder);
}

}  // namespace fasterapi::python::schema
