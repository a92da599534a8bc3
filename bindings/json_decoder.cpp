#include "json_decoder.h"

#include <new>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "utf8_str.h"

namespace fasterapi::python {

namespace {

/// Items on their way into lists: those of the innermost list are on top.
class Items {
public:
    ~Items() {
        while (!items_.empty()) {
            pop();
        }
    }
    Items() = default;
    Items(const Items&) = delete;
    Items& operator=(const Items&) = delete;

    [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
    void push(Object item) {
        items_.push_back(item.get());
        static_cast<void>(item.release());
    }
    /// A list of what stands above `bottom`, which is taken down.
    [[nodiscard]] Object take_list(std::size_t bottom) {
        const auto count = static_cast<Py_ssize_t>(items_.size() - bottom);
        Object list = Object::steal(PyList_New(count));
        if (list) {
            for (Py_ssize_t i = 0; i < count; ++i) {
                PyList_SET_ITEM(list.get(), i, items_[bottom + static_cast<std::size_t>(i)]);
            }
            items_.resize(bottom);
        }
        return list;
    }

private:
    void pop() {
        PyObject* item = items_.back();
        items_.pop_back();
        Py_DECREF(item);
    }

    std::vector<PyObject*> items_;
};

class Decoder {
public:
    Decoder(json::Reader& reader, NameCache& names, Duplicates duplicates) noexcept
        : reader_(reader), names_(names), duplicates_(duplicates) {}

    Object value() {
        switch (reader_.peek()) {
            case json::Kind::none: return {};
            case json::Kind::null: return reader_.read_null() ? Object::borrow(Py_None) : Object();
            case json::Kind::boolean: {
                bool value = false;
                return reader_.read_boolean(value) ? Object::borrow(value ? Py_True : Py_False) : Object();
            }
            case json::Kind::number: return number();
            case json::Kind::string: {
                json::Text text;
                return reader_.read_string(text) ? str_of(text) : Object();
            }
            case json::Kind::array: return array();
            case json::Kind::object: return object();
        }
        return {};
    }

private:
    Object number() {
        json::Number number;
        if (!reader_.read_number(number)) {
            return {};
        }
        if (number.is_small) {
            return Object::steal(PyLong_FromLongLong(number.value));
        }
        if (number.is_integer) {
            return Object::steal(PyLong_FromString(std::string(number.digits).c_str(), nullptr, 10));
        }
        return Object::steal(PyFloat_FromDouble(number.to_double()));
    }

    Object array() {
        if (!reader_.begin_array()) {
            return {};
        }
        const std::size_t bottom = items_.size();
        while (reader_.next_item()) {
            Object item = value();
            if (!item) {
                return {};
            }
            items_.push(std::move(item));
        }
        return failed() ? Object() : items_.take_list(bottom);
    }

    Object object() {
        Object dict = Object::steal(PyDict_New());
        if (!dict || !reader_.begin_object()) {
            return {};
        }
        Py_ssize_t members = 0;
        json::Text text;
        while (reader_.next_member(text)) {
            const Object name = names_.str_of(text);
            const Object item = name ? value() : Object();
            if (!item || PyDict_SetItem(dict.get(), name.get(), item.get()) < 0) {
                return {};
            }
            ++members;
            if (duplicates_ == Duplicates::refused && PyDict_GET_SIZE(dict.get()) < members) {
                PyErr_Format(PyExc_ValueError, "the member %R is there more than once", name.get());
                return {};
            }
        }
        return failed() ? Object() : dict;
    }

    [[nodiscard]] bool failed() const noexcept { return reader_.error() != json::ReadError::none; }

    json::Reader& reader_;
    NameCache& names_;
    Duplicates duplicates_;
    Items items_;
};

}  // namespace

Object str_of(const json::Text& text) {
    const auto size = static_cast<Py_ssize_t>(text.utf8.size());
    if (!text.ascii) {
        return str_of_valid_utf8(text.utf8);
    }
    Object made = Object::steal(PyUnicode_New(size, 0x7f));
    if (made && size > 0) {
        std::memcpy(PyUnicode_DATA(made.get()), text.utf8.data(), text.utf8.size());
    }
    return made;
}

Object NameCache::str_of(const json::Text& name) {
    if (!name.ascii || name.utf8.size() > longest_bytes) {
        return python::str_of(name);
    }
    const std::uint64_t hash = hash_of(name.utf8);
    Entry& entry = entries_[hash % places];
    if (entry.name && entry.hash == hash) {
        PyObject* const known = entry.name.get();
        if (std::string_view(static_cast<const char*>(PyUnicode_DATA(known)),
                             static_cast<std::size_t>(PyUnicode_GET_LENGTH(known))) == name.utf8) {
            return entry.name;
        }
    }
    Object made = python::str_of(name);
    if (made) {
        entry.hash = hash;
        entry.name = made;
    }
    return made;
}

int NameCache::traverse(visitproc visit, void* arg) const {
    for (const Entry& entry : entries_) {
        if (const int stop = entry.name.traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return 0;
}

void NameCache::clear() noexcept {
    for (Entry& entry : entries_) {
        entry.name.reset();
    }
}

Object decode_json(json::Reader& reader, NameCache& names, Duplicates duplicates) {
    try {
        return Decoder(reader, names, duplicates).value();
    } catch (const std::bad_alloc&) {
        PyErr_NoMemory();
        return {};
    }
}

}  // namespace fasterapi::python
