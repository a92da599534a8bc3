#include <utility>

#include "schema/attributes.h"
#include "schema/length.h"
#include "schema/selection.h"

namespace fasterapi::python::schema {

namespace {

/// dict from keys of one type to values of one type, or a class made from a dict.
class DictNode final : public Node {
public:
    DictNode(const Declaration& declaration, Builder& builder)
        : cls_(declaration.object("cls")),
          default_factory_(declaration.object("default_factory")),
          made_as_(made_as(declaration.text("made_as"))),
          strict_(declaration.optional_flag("strict")),
          length_(declaration, length_name()),
          fail_fast_(declaration.flag("fail_fast")),
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
        return right ? finished(dict, nullptr) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        const Object items = items_of(input, validation, where);
        if (!items) {
            return {};
        }
        Object dict = Object::steal(PyDict_New());
        const Py_ssize_t before = validation.mark();
        for (Py_ssize_t i = 0; dict && i < PyList_GET_SIZE(items.get()); ++i) {
            PyObject* const pair = PyList_GET_ITEM(items.get(), i);
            if (!add(dict, PyTuple_GET_ITEM(pair, 0), PyTuple_GET_ITEM(pair, 1), validation, where)) {
                return {};
            }
            if (fail_fast_ && validation.mark() != before) {
                validation.forget_since(before + 1);  // what is wrong with the value beside the key
                return {};
            }
            if (made_as_ != MadeAs::defaultdict && length_.is_exceeded_by(PyDict_GET_SIZE(dict.get()))) {
                validation.forget_since(before);
                length_.fail_growing(input, validation, where);
                return {};
            }
        }
        if (!dict || validation.mark() != before) {
            return {};
        }
        const Py_ssize_t count = PyDict_GET_SIZE(dict.get());
        const bool right = length_.check_most(count, input, validation, where) &&
                           length_.check_least(count, input, validation, where);
        return right ? finished(dict, input) : Object();
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return kind == JsonKind::object ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        return PyDict_Check(value) != 0 ? Suits::yes : Suits::no;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        if (PyDict_Check(value) == 0) {
            PyErr_Format(PyExc_TypeError, "a dict is expected, not %.100s", Py_TYPE(value)->tp_name);
            return false;
        }
#ifdef Py_GIL_DISABLED
        const Object kept = Object::steal(PyDict_Copy(value));  // which no other thread changes
        if (!kept) {
            return false;
        }
#else
        const Object kept = Object::borrow(value);
#endif
        const Py_ssize_t size = PyDict_GET_SIZE(kept.get());
        PyObject* key = nullptr;
        PyObject* member = nullptr;
        char separator = '{';
        for (Py_ssize_t at = 0; PyDict_Next(kept.get(), &at, &key, &member) != 0;) {
            if (!write_member(Object::borrow(key), Object::borrow(member), separator, writing)) {
                return false;
            }
            if (PyDict_GET_SIZE(kept.get()) != size) {
                PyErr_SetString(PyExc_RuntimeError, "dictionary changed size during iteration");
                return false;
            }
        }
        writing.out.append(separator == '{' ? "{}" : "}");
        return true;
    }
    [[nodiscard]] bool write_validates() const noexcept override {
        return made_as_ == MadeAs::dict && length_.empty() && key_->write_name_validates() &&
               value_->write_validates();
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        const Object items = Object::steal(PyDict_Check(value) != 0 ? PyDict_Items(value) : nullptr);
        if (!items) {
            return PyErr_Occurred() == nullptr ? Object::borrow(value) : Object();
        }
        Object dict = Object::steal(PyDict_New());
        for (Py_ssize_t i = 0; dict && i < PyList_GET_SIZE(items.get()); ++i) {
            PyObject* const pair = PyList_GET_ITEM(items.get(), i);
            const Selection selection(dumping, PyTuple_GET_ITEM(pair, 0));
            if (!selection.is_written()) {
                if (PyErr_Occurred() != nullptr) {
                    return {};
                }
                continue;
            }
            const Object key = key_->dump(PyTuple_GET_ITEM(pair, 0), dumping);
            const Object member = key ? value_->dump(PyTuple_GET_ITEM(pair, 1), dumping) : Object();
            if (!member || PyDict_SetItem(dict.get(), key.get(), member.get()) < 0) {
                return {};
            }
        }
        // A class that keeps no default factory where it goes is no use there.
        return dict && made_as_ != MadeAs::defaultdict ? finished(dict, value) : dict;
    }

    int traverse(visitproc visit, void* arg) const override {
        for (const Object* member : {&cls_, &default_factory_}) {
            if (const int stop = member->traverse(visit, arg); stop != 0) {
                return stop;
            }
        }
        const int stop = key_ ? key_->traverse(visit, arg) : 0;
        return stop != 0 || !value_ ? stop : value_->traverse(visit, arg);
    }
    void clear() noexcept override {
        cls_.reset();
        default_factory_.reset();
        if (key_) key_->clear();
        if (value_) value_->clear();
    }

private:
    /// @return false with an exception set.
    [[nodiscard]] bool write_member(const Object& key, const Object& member, char& separator,
                                    Writing& writing) const {
        const Selection selection(writing, key.get());
        if (!selection.is_written()) {
            return PyErr_Occurred() == nullptr;
        }
        writing.out.append(std::exchange(separator, ','));
        if (!key_->write_name(key.get(), writing)) {
            return false;
        }
        writing.out.append(':');
        return value_->write(member.get(), writing);
    }

    enum class MadeAs : std::uint8_t { dict, counter, defaultdict, ordered_dict };

    [[nodiscard]] static MadeAs made_as(std::string_view name) noexcept {
        return name == "counter"        ? MadeAs::counter
               : name == "defaultdict"  ? MadeAs::defaultdict
               : name == "ordered_dict" ? MadeAs::ordered_dict
                                        : MadeAs::dict;
    }
    [[nodiscard]] const char* length_name() const noexcept {
        switch (made_as_) {
            case MadeAs::counter: return "Counter";
            case MadeAs::defaultdict: return "Value";
            case MadeAs::ordered_dict: return "OrderedDict";
            case MadeAs::dict: break;
        }
        return "Dictionary";
    }
    [[nodiscard]] bool is_one(PyObject* value) const {
        return PyObject_TypeCheck(value, reinterpret_cast<PyTypeObject*>(cls_.get())) != 0;
    }

    /// @param like the input, where that is no JSON: of one defaultdict becomes another with its factory.
    [[nodiscard]] Object finished(const Object& dict, PyObject* like) const {
        switch (made_as_) {
            case MadeAs::dict: return dict;
            case MadeAs::counter:
            case MadeAs::ordered_dict: return Object::steal(PyObject_CallOneArg(cls_.get(), dict.get()));
            case MadeAs::defaultdict: break;
        }
        const Object factory = like != nullptr && is_one(like)
                                   ? Object::steal(PyObject_GetAttrString(like, "default_factory"))
                                   : default_factory_;
        return factory ? Object::steal(
                             PyObject_CallFunctionObjArgs(cls_.get(), factory.get(), dict.get(), nullptr))
                       : Object();
    }

    /// As a list of pairs: what validates them may change the dict.
    [[nodiscard]] Object items_of(PyObject* input, Validation& validation, const Location* where) const {
        if (made_as_ != MadeAs::dict && !lower(input, validation)) {
            return made_as_ == MadeAs::defaultdict ? fail_instance(input, validation, where)
                                                   : fail_type(input, validation, where);
        }
        if (PyDict_Check(input) != 0) {
            return Object::steal(PyDict_Items(input));
        }
        if (validation.mode() == Mode::python && has_members(input, validation.is_strict(strict_))) {
            const Object items = pairs_of(input);
            return items ? items : fail_mapping(input, validation, where);
        }
        return fail_type(input, validation, where);
    }

    /// @return false where only an instance of the class is taken, and this is none.
    [[nodiscard]] bool lower(PyObject* input, Validation& validation) const {
        if (is_one(input)) {
            return true;
        }
        if (validation.mode() == Mode::json) {
            validation.lower_exactness(Exactness::strict);
            return true;
        }
        validation.lower_exactness(Exactness::lax);
        return !validation.is_strict(strict_);
    }

    [[nodiscard]] Object fail_type(PyObject* input, Validation& validation, const Location* where) const {
        const char* type = made_as_ == MadeAs::counter        ? "counter_type"
                           : made_as_ == MadeAs::ordered_dict ? "ordered_dict_type"
                                                              : "dict_type";
        const char* words = made_as_ == MadeAs::counter        ? "Input should be a valid Counter"
                            : made_as_ == MadeAs::ordered_dict ? "Input should be a valid OrderedDict"
                                                               : "Input should be a valid dictionary";
        return validation.fail(type, validation.in_words_of(words, "Input should be an object"), input,
                               where);
    }
    [[nodiscard]] static Object fail_instance(PyObject* input, Validation& validation,
                                              const Location* where) {
        const Object message =
            Object::steal(PyUnicode_FromString("Input should be an instance of defaultdict"));
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:s}", "class", "defaultdict")) : Object();
        return context ? validation.fail("is_instance_of", message, context, input, where) : Object();
    }

    /// Of a mapping that is no dict, and that may have any code in it.
    [[nodiscard]] static Object pairs_of(PyObject* mapping) {
        const Object items = Object::steal(PyObject_CallMethod(mapping, "items", nullptr));
        Object list = items ? Object::steal(PySequence_List(items.get())) : Object();
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

    Object cls_;
    Object default_factory_;
    MadeAs made_as_;
    std::optional<bool> strict_;
    LengthBounds length_;
    bool fail_fast_;
    NodePtr key_;
    NodePtr value_;
};

}  // namespace

NodePtr make_dict(const Declaration& declaration, Builder& builder) {
    return std::make_unique<DictNode>(declaration, builder);
}

}  // namespace fasterapi::python::schema
