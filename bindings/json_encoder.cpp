#include "json_encoder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <new>
#include <string_view>
#include <utility>

#include "json/escape.h"
#include "json/writer.h"
#include "object.h"

namespace fasterapi::python {

namespace {

/// Keeps other threads from changing a container, on builds where they run at the same time. Beginning
/// another one, or running Python code, may let them in for that while.
class CriticalSection {
public:
#ifdef Py_GIL_DISABLED
    explicit CriticalSection(PyObject* object) noexcept { PyCriticalSection_Begin(&section_, object); }
    ~CriticalSection() { PyCriticalSection_End(&section_); }

private:
    PyCriticalSection section_;
#else
    explicit CriticalSection(PyObject*) noexcept {}
    ~CriticalSection() {}
#endif

public:
    CriticalSection(const CriticalSection&) = delete;
    CriticalSection& operator=(const CriticalSection&) = delete;
};

/// An integer of one digit, as most are.
bool is_compact(PyObject* integer) noexcept {
#if PY_VERSION_HEX >= 0x030C0000
    return PyUnstable_Long_IsCompact(reinterpret_cast<PyLongObject*>(integer)) != 0;
#else
    return Py_SIZE(integer) >= -1 && Py_SIZE(integer) <= 1;
#endif
}

std::int64_t compact_value(PyObject* integer) noexcept {
#if PY_VERSION_HEX >= 0x030C0000
    return PyUnstable_Long_CompactValue(reinterpret_cast<PyLongObject*>(integer));
#else
    return Py_SIZE(integer) *
           static_cast<std::int64_t>(reinterpret_cast<PyLongObject*>(integer)->ob_digit[0]);
#endif
}

/// As almost all text is, and then its bytes are there as they are written.
bool is_ascii(PyObject* text) noexcept {
    return PyUnicode_IS_COMPACT_ASCII(text) != 0;
}

std::string_view ascii_view(PyObject* text) noexcept {
    return {static_cast<const char*>(PyUnicode_DATA(text)),
            static_cast<std::size_t>(PyUnicode_GET_LENGTH(text))};
}

char* write_utf8(char* to, Py_UCS4 point) noexcept {
    const auto tail = [point](unsigned shift) { return static_cast<char>(0x80 | ((point >> shift) & 0x3f)); };
    if (point < 0x800) {
        *to++ = static_cast<char>(0xc0 | (point >> 6));
    } else if (point < 0x10000) {
        *to++ = static_cast<char>(0xe0 | (point >> 12));
        *to++ = tail(6);
    } else {
        *to++ = static_cast<char>(0xf0 | (point >> 18));
        *to++ = tail(12);
        *to++ = tail(6);
    }
    *to++ = tail(0);
    return to;
}

/// Points that are copied at once.
constexpr std::size_t block_points = 16;

#if defined(__SSE2__)
/// A block of points as bytes: those above 0x7f as bytes above it, or below a space.
template <class Unit>
__m128i narrowed(const Unit* points) noexcept {
    const auto load = [points](std::size_t at) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(points + at));
    };
    if constexpr (sizeof(Unit) == 1) {
        return load(0);
    } else if constexpr (sizeof(Unit) == 2) {
        return _mm_packus_epi16(load(0), load(8));  // saturates
    } else {
        return _mm_packus_epi16(_mm_packs_epi32(load(0), load(4)), _mm_packs_epi32(load(8), load(12)));
    }
}

/// Copy a block of points.
/// @return how many, from the first on, are ASCII that needs no escape; what is behind them is of no value.
template <class Unit>
std::size_t copy_block(char* to, const Unit* points) noexcept {
    const __m128i bytes = narrowed(points);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
    const auto special = json::special_among(bytes) | static_cast<unsigned>(_mm_movemask_epi8(bytes));
    return special == 0 ? block_points : static_cast<std::size_t>(std::countr_zero(special));
}
#else
template <class Unit>
std::size_t copy_block(char* to, const Unit* points) noexcept {
    std::size_t at = 0;
    for (; at < block_points && points[at] < 0x80 &&
           !json::needs_escape(static_cast<unsigned char>(points[at]));
         ++at) {
        to[at] = static_cast<char>(points[at]);
    }
    return at;
}
#endif

/// The points of a str as UTF-8, with JSON's escapes.
/// @return false where there is an unpaired surrogate.
template <class Unit>
bool write_points(ByteBuffer& out, const Unit* points, std::size_t count) {
    // Room for the worst case of some at a time, not of all: that would be six times what most texts take.
    constexpr std::size_t step = 128;
    while (count > 0) {
        const std::size_t now = std::min(count, step);
        char* const begin = out.prepare(now * json::longest_escape_bytes + block_points);
        char* to = begin;
        for (std::size_t i = 0; i < now;) {
            if (points[i] < 0x80 && now - i >= block_points) {
                const std::size_t copied = copy_block(to, points + i);
                to += copied;
                i += copied;
                if (copied == block_points) {
                    continue;
                }
            }
            const Py_UCS4 point = points[i++];
            if (point >= 0x80) {
                if (Py_UNICODE_IS_SURROGATE(point)) {
                    return false;
                }
                to = write_utf8(to, point);
            } else if (json::needs_escape(static_cast<unsigned char>(point))) {
                to = json::write_escape(to, static_cast<unsigned char>(point));
            } else {
                *to++ = static_cast<char>(point);
            }
        }
        out.commit(static_cast<std::size_t>(to - begin));
        points += now;
        count -= now;
    }
    return true;
}

/// Writes one value. Its functions return false with an exception set.
class Encoder {
public:
    Encoder(ByteBuffer& out, NonFinite non_finite) noexcept : out_(out), non_finite_(non_finite) {}

    /// A container being written, or the outside of all.
    struct Level {
        int depth = 0;
        /// The container at the last depth that is a power of two. A container that holds itself meets it
        /// sooner or later (Brent's cycle detection), at the cost of one comparison each.
        PyObject* landmark = nullptr;
    };

    /// `value` stays alive until the first Python code runs: those who may run some take a reference before.
    bool write(PyObject* value, const Level& outer) {
        PyTypeObject* const type = Py_TYPE(value);
        if (type == &PyUnicode_Type) {
            return write_text(value);
        }
        if (type == &PyLong_Type) {
            return write_integer(value);
        }
        if (type == &PyDict_Type || type == &PyList_Type || type == &PyTuple_Type) {
            return write_container(value, outer);
        }
        if (write_constant(value)) {
            return true;
        }
        if (PyFloat_Check(value)) {
            return write_number(value);
        }
        if (PyUnicode_Check(value)) {
            return write_text(value);
        }
        if (PyLong_Check(value)) {
            return write_integer(value);
        }
        if (PyDict_Check(value) || PyList_Check(value) || PyTuple_Check(value)) {
            return write_container(value, outer);
        }
        if (const Object name = Object::steal(PyType_GetName(type))) {
            PyErr_Format(PyExc_TypeError, "Object of type %U is not JSON serializable", name.get());
        }
        return false;
    }

    bool write_text(PyObject* text) {
#if PY_VERSION_HEX < 0x030C0000
        if (PyUnicode_READY(text) < 0) {
            return false;
        }
#endif
        if (is_ascii(text)) {
            json::write_string(out_, ascii_view(text));
            return true;
        }
        const auto length = static_cast<std::size_t>(PyUnicode_GET_LENGTH(text));
        out_.append('"');
        bool encodable = false;
        switch (PyUnicode_KIND(text)) {
            case PyUnicode_1BYTE_KIND:
                encodable = write_points(out_, PyUnicode_1BYTE_DATA(text), length);
                break;
            case PyUnicode_2BYTE_KIND:
                encodable = write_points(out_, PyUnicode_2BYTE_DATA(text), length);
                break;
            default: encodable = write_points(out_, PyUnicode_4BYTE_DATA(text), length);
        }
        if (!encodable) {
            (void)PyUnicode_AsUTF8(text);  // sets the exception that str.encode() raises
            return false;
        }
        out_.append('"');
        return true;
    }

    bool write_integer(PyObject* integer) {
        if (is_compact(integer)) {
            json::write_int(out_, compact_value(integer));
            return true;
        }
        int overflow = 0;
        const long long value = PyLong_AsLongLongAndOverflow(integer, &overflow);
        if (overflow == 0) {
            json::write_int(out_, value);
            return true;
        }
        const Object kept = Object::borrow(integer);
        const Object digits = Object::steal(PyLong_Type.tp_repr(integer));
        if (!digits) {
            return false;
        }
        out_.append({static_cast<const char*>(PyUnicode_DATA(digits.get())),
                     static_cast<std::size_t>(PyUnicode_GET_LENGTH(digits.get()))});
        return true;
    }

private:
    bool write_constant(PyObject* value) {
        if (value == Py_None) {
            json::write_null(out_);
        } else if (value == Py_True || value == Py_False) {
            json::write_bool(out_, value == Py_True);
        } else {
            return false;
        }
        return true;
    }

    bool write_number(PyObject* number) {
        if (non_finite_ == NonFinite::null && !std::isfinite(PyFloat_AS_DOUBLE(number))) {
            json::write_null(out_);
            return true;
        }
        return write_float(number);
    }

    bool write_float(PyObject* number) {
        const double value = PyFloat_AS_DOUBLE(number);
        if (json::write_double(out_, value)) {
            return true;
        }
        if (const Object shown = Object::steal(PyFloat_FromDouble(value))) {
            PyErr_Format(PyExc_ValueError, "Out of range float values are not JSON compliant: %R",
                         shown.get());
        }
        return false;
    }

    bool write_container(PyObject* container, const Level& outer) {
        if (container == outer.landmark) {
            PyErr_SetString(PyExc_ValueError, "Circular reference detected");
            return false;
        }
        const int depth = outer.depth + 1;
        if (depth > json::nesting_limit) {
            PyErr_Format(PyExc_ValueError, "nested deeper than %d levels", json::nesting_limit);
            return false;
        }
        const Level level{depth, (depth & (depth - 1)) == 0 ? container : outer.landmark};
        const Object kept = Object::borrow(container);
        if (PyDict_Check(container)) {
            return PyDict_CheckExact(container) ? write_dict(container, level)
                                                : write_mapping(container, level);
        }
        return write_sequence(container, level);
    }

    /// A subclass with an __iter__ of its own is asked, as json.dumps does.
    bool write_sequence(PyObject* sequence, const Level& level) {
        const getiterfunc iterate = Py_TYPE(sequence)->tp_iter;
        if (PyTuple_Check(sequence) && iterate == PyTuple_Type.tp_iter) {
            return write_items(
                level, [=] { return PyTuple_GET_SIZE(sequence); },
                [=](Py_ssize_t i) { return PyTuple_GET_ITEM(sequence, i); });
        }
        Object items = Object::borrow(sequence);
        if (iterate != PyList_Type.tp_iter) {
            items = Object::steal(PySequence_List(sequence));
            if (!items) {
                return false;
            }
        }
        const CriticalSection section(items.get());
        return write_items(
            level, [&] { return PyList_GET_SIZE(items.get()); },
            [&](Py_ssize_t i) { return PyList_GET_ITEM(items.get(), i); });
    }

    template <class Size, class Item>
    bool write_items(const Level& level, Size size, Item item) {
        out_.append('[');
        // What an item runs may change the list: its size is read anew.
        for (Py_ssize_t i = 0; i < size(); ++i) {
            if (i > 0) {
                out_.append(',');
            }
            if (!write(item(i), level)) {
                return false;
            }
        }
        out_.append(']');
        return true;
    }

    bool write_dict(PyObject* dict, const Level& level) {
        const CriticalSection section(dict);
        const Py_ssize_t size = PyDict_GET_SIZE(dict);
        PyObject* key = nullptr;
        PyObject* value = nullptr;
        Py_ssize_t position = 0;
        char separator = '{';
        while (PyDict_Next(dict, &position, &key, &value)) {
            if (!write_member(std::exchange(separator, ','), key, value, level)) {
                return false;
            }
            if (PyDict_GET_SIZE(dict) != size) {
                PyErr_SetString(PyExc_RuntimeError, "dictionary changed size during iteration");
                return false;
            }
        }
        close_object(separator);
        return true;
    }

    /// A dict subclass: its items() decide, as they do for json.dumps, unless it is empty.
    bool write_mapping(PyObject* mapping, const Level& level) {
        const bool empty = PyDict_GET_SIZE(mapping) == 0;
        const Object items = Object::steal(empty ? PyList_New(0) : PyMapping_Items(mapping));
        if (!items) {
            return false;
        }
        char separator = '{';
        for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items.get()); ++i) {
            PyObject* const pair = PyList_GET_ITEM(items.get(), i);
            if (!PyTuple_Check(pair) || PyTuple_GET_SIZE(pair) != 2) {
                PyErr_SetString(PyExc_ValueError, "items must return 2-tuples");
                return false;
            }
            if (!write_member(std::exchange(separator, ','), PyTuple_GET_ITEM(pair, 0),
                              PyTuple_GET_ITEM(pair, 1), level)) {
                return false;
            }
        }
        close_object(separator);
        return true;
    }

    bool write_member(char separator, PyObject* key, PyObject* value, const Level& level) {
        if (PyUnicode_CheckExact(key) && is_ascii(key)) [[likely]] {
            json::write_name(out_, separator, ascii_view(key));
            return write(value, level);
        }
        out_.append(separator);
        if (PyUnicode_Check(key)) {
            if (!write_text(key)) {
                return false;
            }
            out_.append(':');
            return write(value, level);
        }
        // An integer among the keys may run Python code.
        const Object kept = Object::borrow(value);
        out_.append('"');
        if (!write_key(key)) {
            return false;
        }
        out_.append("\":");
        return write(value, level);
    }

    /// What stands between the quotes of a key that is not a str.
    bool write_key(PyObject* key) {
        if (PyFloat_Check(key)) {
            return write_float(key);
        }
        if (write_constant(key)) {
            return true;
        }
        if (PyLong_Check(key)) {
            return write_integer(key);
        }
        PyErr_Format(PyExc_TypeError, "keys must be str, int, float, bool or None, not %.100s",
                     Py_TYPE(key)->tp_name);
        return false;
    }

    void close_object(char separator) {
        if (separator == '{') {
            out_.append('{');
        }
        out_.append('}');
    }

    ByteBuffer& out_;
    NonFinite non_finite_;
};

}  // namespace

namespace {

/// Have `write` write with an Encoder, or nothing.
template <class Write>
bool encode(ByteBuffer& out, NonFinite non_finite, Write write) noexcept {
    const std::size_t before = out.size();
    bool written = false;
    try {
        Encoder encoder(out, non_finite);
        written = write(encoder);
    } catch (const std::bad_alloc&) {
        PyErr_NoMemory();
    }
    if (!written) {
        out.truncate(before);
    }
    return written;
}

}  // namespace

bool encode_json(PyObject* value, ByteBuffer& out, NonFinite non_finite) noexcept {
    return encode(out, non_finite,
                  [value](Encoder& encoder) { return encoder.write(value, Encoder::Level()); });
}

bool encode_text(PyObject* text, ByteBuffer& out) noexcept {
    return encode(out, NonFinite::refused, [text](Encoder& encoder) { return encoder.write_text(text); });
}

bool encode_integer(PyObject* integer, ByteBuffer& out) noexcept {
    return encode(out, NonFinite::refused,
                  [integer](Encoder& encoder) { return encoder.write_integer(integer); });
}

}  // namespace fasterapi::python
