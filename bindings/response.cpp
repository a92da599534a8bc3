// What a Response puts on the wire. The Python types themselves are in response_type.cpp.
#include "response.h"

#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include <unistd.h>

#include "engine.h"
#include "http/header_field.h"
#include "module_state.h"
#include "response_type.h"

namespace fasterapi::python {

namespace {

/// The fields of a response as views into its Python objects, content-type apart.
class Fields {
public:
    /// @return false with an exception set: something changed raw_headers into what cannot be sent.
    [[nodiscard]] bool read(const ResponseObject& response) {
        if (response.status_code < 200 || response.status_code > 599) {
            PyErr_Format(PyExc_ValueError, "status_code must be a final status, 200 to 599, not %d",
                         response.status_code);
            return false;
        }
        if (response.raw_headers == nullptr) {
            return !response.content_type || read_content_type(response.content_type);
        }
        const Object pairs = Object::steal(PySequence_Tuple(response.raw_headers));
        if (!pairs) {
            return false;
        }
        keep_ = pairs;
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(pairs.get()); ++i) {
            if (!append(PyTuple_GET_ITEM(pairs.get(), i))) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] server::ResponseHead head(int status) const noexcept {
        return {.status = status, .content_type = content_type_, .fields = {fields_.data(), fields_.size()}};
    }
    /// Content-Length as the user gave it.
    [[nodiscard]] std::optional<std::uint64_t> length() const noexcept {
        for (const http::HeaderField& field : fields_) {
            std::uint64_t length = 0;
            if (http::equals_ignoring_case(field.name, "content-length") &&
                std::from_chars(field.value.data(), field.value.data() + field.value.size(), length).ec ==
                    std::errc()) {
                return length;
            }
        }
        return std::nullopt;
    }

private:
    bool read_content_type(PyObject* text) {
        Py_ssize_t size = 0;
        const char* data = PyUnicode_AsUTF8AndSize(text, &size);
        if (data == nullptr) {
            return false;
        }
        content_type_ = {data, static_cast<std::size_t>(size)};
        return true;
    }

    bool append(PyObject* pair) {
        if (PyTuple_Check(pair) == 0 || PyTuple_GET_SIZE(pair) != 2 ||
            PyBytes_Check(PyTuple_GET_ITEM(pair, 0)) == 0 || PyBytes_Check(PyTuple_GET_ITEM(pair, 1)) == 0) {
            PyErr_Format(PyExc_TypeError, "raw_headers must hold (bytes, bytes) pairs, not %R", pair);
            return false;
        }
        const http::HeaderField field{view_of_bytes(PyTuple_GET_ITEM(pair, 0)),
                                      view_of_bytes(PyTuple_GET_ITEM(pair, 1))};
        if (!http::is_token(field.name) || !http::is_field_value(field.value)) {
            PyErr_Format(PyExc_ValueError, "not a header field that can be sent: %R", pair);
            return false;
        }
        if (content_type_.empty() && http::equals_ignoring_case(field.name, "content-type")) {
            content_type_ = field.value;
        } else {
            fields_.push_back(field);
        }
        return true;
    }

    Object keep_;
    std::string_view content_type_;
    std::vector<http::HeaderField> fields_;
};

bool send_file(server::Exchange& exchange, ResponseObject& response, const ModuleState& state) {
    const Object opened = Object::steal(
        PyObject_CallMethodNoArgs(reinterpret_cast<PyObject*>(&response), state.names.open.get()));
    int descriptor = -1;
    unsigned long long length = 0;
    if (!opened || PyArg_ParseTuple(opened.get(), "iK;open() returns a descriptor and a length", &descriptor,
                                    &length) == 0) {
        return false;
    }
    Fields fields;
    if (!fields.read(response)) {
        ::close(descriptor);
        return false;
    }
    exchange.start(fields.head(response.status_code), length);
    exchange.write_file(descriptor, 0, length);
    exchange.end();
    return true;
}

}  // namespace

bool render_text(PyObject* content, ByteBuffer& out) {
    if (PyUnicode_Check(content) != 0) {
        Py_ssize_t size = 0;
        const char* text = PyUnicode_AsUTF8AndSize(content, &size);
        if (text == nullptr) {
            return false;
        }
        out.append(std::string_view(text, static_cast<std::size_t>(size)));
        return true;
    }
    if (content == Py_None) {
        return true;
    }
    Py_buffer view;
    if (PyObject_GetBuffer(content, &view, PyBUF_SIMPLE) < 0) {
        PyErr_Format(PyExc_TypeError, "a response body must be str, bytes or None, not '%.100s'",
                     Py_TYPE(content)->tp_name);
        return false;
    }
    out.append(std::string_view(static_cast<const char*>(view.buf), static_cast<std::size_t>(view.len)));
    PyBuffer_Release(&view);
    return true;
}

bool send_response(Engine& engine, server::Exchange& exchange, PyObject* object) {
    auto& response = *reinterpret_cast<ResponseObject*>(object);
    if (PyObject_TypeCheck(object, as_type(engine.state().file_response_type))) {
        return send_file(exchange, response, engine.state());
    }
    Fields fields;
    if (!fields.read(response)) {
        return false;
    }
    if (response.body == nullptr || PyBytes_Check(response.body) == 0) {
        PyErr_Format(PyExc_TypeError, "Response.body must be bytes, not '%.100s'",
                     response.body == nullptr ? "NULL" : Py_TYPE(response.body)->tp_name);
        return false;
    }
    exchange.respond(fields.head(response.status_code), view_of_bytes(response.body));
    return true;
}

bool start_response(Engine&, server::Exchange& exchange, PyObject* object) {
    const auto& response = *reinterpret_cast<const ResponseObject*>(object);
    if (response.body_iterator == nullptr) {
        PyErr_Format(PyExc_TypeError,
                     "'%.100s' has no body_iterator: does its __init__ call super().__init__()?",
                     Py_TYPE(object)->tp_name);
        return false;
    }
    Fields fields;
    if (!fields.read(response)) {
        return false;
    }
    exchange.start(fields.head(response.status_code), fields.length());
    return true;
}

PyObject* body_iterator_of(PyObject* response) noexcept {
    return reinterpret_cast<ResponseObject*>(response)->body_iterator;
}

bool write_chunk(server::Exchange& exchange, PyObject* chunk) {
    if (PyBytes_CheckExact(chunk)) {
        exchange.write(view_of_bytes(chunk));
        return true;
    }
    ByteBuffer content;
    if (!render_text(chunk, content)) {
        return false;
    }
    exchange.write(content.view());
    return true;
}

}  // namespace fasterapi::python
