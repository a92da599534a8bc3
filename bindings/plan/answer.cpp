#include "plan/answer.h"

#include <string_view>

#include "engine.h"
#include "http/status.h"
#include "json_decoder.h"
#include "json_encoder.h"
#include "module_state.h"
#include "response.h"
#include "response_type.h"
#include "schema/builder.h"

namespace fasterapi::python {

namespace {

/// What an answer of that status has for content: a 205 has none (RFC 9110 15.3.6), nor does a handler mean
/// the length of its result with a 304.
std::string_view sent_with(int status, const ByteBuffer& content) noexcept {
    return status == 205 || http::forbids_content(status) ? std::string_view{} : content.view();
}

}  // namespace

bool Answer::read(const ModuleState& state, PyObject* plan, PyObject* declaration) {
    plan_ = plan;
    const schema::Declaration declared(declaration);
    response_class_ = declared.object("response_class");
    const Object schema_object = declared.object("schema");
    include_ = declared.object("include");
    exclude_ = declared.object("exclude");
    by_alias_ = declared.flag("by_alias");
    exclude_unset_ = declared.flag("exclude_unset");
    exclude_defaults_ = declared.flag("exclude_defaults");
    exclude_none_ = declared.flag("exclude_none");
    const Py_ssize_t status = declared.length("status_code").value_or(0);
    if (PyErr_Occurred() != nullptr) {
        return false;
    }
    if (status < 200 || status > 599) {
        PyErr_Format(PyExc_ValueError, "Answer.status_code must be a final status, 200 to 599, not %zd",
                     status);
        return false;
    }
    status_ = static_cast<int>(status);
    if (schema_object.get() != Py_None) {
        schema_object_ = schema_object;
        schema_ = schema::schema_of(schema_object_.get());
        if (schema_ == nullptr) {
            return false;
        }
    }
    switch (rendering_of(state, response_class_.get())) {
        case Rendering::json: encoding_ = Encoding::json; break;
        case Rendering::text: encoding_ = Encoding::text; break;
        case Rendering::own: encoding_ = Encoding::response_class; break;
    }
    return content_type_of_class(state, response_class_.get(), content_type_);
}

bool Answer::respond(Engine& engine, server::Exchange& exchange, PyObject* result) const {
    if (is_instance_of_heap_type(result, engine.state().response_type.get())) {
        return send_response(engine, exchange, result);
    }
    if (encoding_ == Encoding::response_class) {
        const Object response = call_response_class(engine, result, status_);
        return response && send_response(engine, exchange, response.get());
    }
    const server::ResponseHead head{.status = status_, .content_type = content_type_, .fields = {}};
    if (encoding_ == Encoding::text && PyBytes_CheckExact(result)) {
        exchange.respond(head, view_of_bytes(result));
        return true;
    }
    ByteBuffer& content = engine.scratch();
    content.clear();
    if (!write(engine, result, content)) {
        return false;
    }
    exchange.respond(head, sent_with(status_, content));
    return true;
}

Object Answer::make_response(Engine& engine, PyObject* result, PyObject* injected) const {
    if (is_instance_of_heap_type(result, engine.state().response_type.get())) {
        return Object::borrow(result);
    }
    int status = status_;
    if (injected != nullptr) {
        const int other = reinterpret_cast<const ResponseObject*>(injected)->status_code;
        status = other != 0 ? other : status;
    }
    Object response;
    if (encoding_ == Encoding::response_class) {
        response = call_response_class(engine, result, status);
    } else {
        ByteBuffer content;
        const Object body = write(engine, result, content) ? bytes(sent_with(status, content)) : Object();
        response =
            body ? make_plain_response(engine.response_class(), body, content_type_, status) : Object();
    }
    return response && (injected == nullptr || add_headers(response.get(), injected)) ? response : Object();
}

bool Answer::write(Engine& engine, PyObject* result, ByteBuffer& content) const {
    if (encoding_ == Encoding::text) {
        return render_text(result, content);
    }
    return schema_ == nullptr ? write_as_it_is(engine, result, content)
                              : write_by_schema(engine, result, content);
}

bool Answer::write_by_schema(Engine& engine, PyObject* result, ByteBuffer& content) const {
    if (schema_->write_validates()) {
        schema::Writing writing = writing_to(content, true);
        if (schema_->write(result, writing)) {
            return true;
        }
        PyErr_Clear();  // what has to be converted first, or is wrong: said below
    }
    const Object place = Object::steal(PyUnicode_InternFromString("response"));
    const schema::Location where{.outer = nullptr, .item = place.get()};
    schema::Asked asked;
    asked.from_attributes = true;  // a handler may return what a database gave it
    Object errors;
    const Object value =
        place ? schema_->validate(result, schema::Mode::python, asked, &where, errors) : Object();
    if (!value) {
        if (errors) {
            engine.raise_response_error(errors, result, plan_);
        }
        return false;
    }
    schema::Writing writing = writing_to(content, false);
    return schema_->write(value.get(), writing);
}

bool Answer::write_as_it_is(Engine& engine, PyObject* result, ByteBuffer& content) {
    if (encode_json(result, content)) {
        return true;
    }
    if (PyErr_ExceptionMatches(PyExc_TypeError) == 0) {
        return false;
    }
    PyErr_Clear();
    const Object plain = engine.jsonable(result);
    return plain && encode_json(plain.get(), content);
}

Object Answer::call_response_class(Engine& engine, PyObject* result, int status) const {
    const Object content = jsonable(engine, result);
    return content ? Object::steal(PyObject_CallFunction(response_class_.get(), "Oi", content.get(), status))
                   : Object();
}

/// What a response class of the user's is given: of a schema, the JSON that it would write, decoded.
Object Answer::jsonable(Engine& engine, PyObject* result) const {
    if (schema_ == nullptr) {
        const bool is_plain = result == Py_None || PyUnicode_CheckExact(result) || PyBytes_CheckExact(result);
        return is_plain ? Object::borrow(result) : engine.jsonable(result);
    }
    ByteBuffer content;
    if (!write_by_schema(engine, result, content)) {
        return {};
    }
    json::Reader reader(content.view());
    return decode_json(reader, engine.state().names_seen);
}

schema::Writing Answer::writing_to(ByteBuffer& content, bool checks) const {
    schema::Choice choice{};
    choice.include = include_.get() == Py_None ? nullptr : include_.get();
    choice.exclude = exclude_.get() == Py_None ? nullptr : exclude_.get();
    choice.by_alias = by_alias_;
    choice.exclude_unset = exclude_unset_;
    choice.exclude_defaults = exclude_defaults_;
    choice.exclude_none = exclude_none_;
    choice.checks = checks;
    return {choice, content};
}

int Answer::traverse(visitproc visit, void* arg) const {
    for (const Object* member : {&response_class_, &schema_object_, &include_, &exclude_}) {
        if (const int stop = member->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return 0;
}

void Answer::clear() noexcept {
    for (Object* member : {&response_class_, &include_, &exclude_}) {
        member->reset();
    }
}

}  // namespace fasterapi::python
