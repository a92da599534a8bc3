#include "plan/parameter.h"

#include <algorithm>
#include <array>

#include "http/ascii.h"
#include "schema/builder.h"

namespace fasterapi::python {

namespace {

using schema::Declaration;
using schema::Location;

bool read_source(const std::string& name, Source& source) {
    constexpr std::array names{std::pair{"path", Source::path},     std::pair{"query", Source::query},
                               std::pair{"header", Source::header}, std::pair{"cookie", Source::cookie},
                               std::pair{"form", Source::form},     std::pair{"body", Source::body}};
    for (const auto& [known, value] : names) {
        if (name == known) {
            source = value;
            return true;
        }
    }
    PyErr_Format(PyExc_ValueError, "Parameter.source must be 'path', 'query', ..., not '%s'", name.c_str());
    return false;
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), http::to_lower);
    return result;
}

/// Append the errors of one parameter to those of the others.
bool add_errors(Object& errors, const Object& more) {
    if (!errors) {
        errors = more;
        return static_cast<bool>(more);
    }
    const Py_ssize_t size = PyList_GET_SIZE(errors.get());
    return PyList_SetSlice(errors.get(), size, size, more.get()) == 0;
}

/// @return an empty Object.
Object note_missing(const Location* where, Object& errors) {
    std::array<PyObject*, 2> places{};
    Py_ssize_t depth = 0;
    for (const Location* place = where; place != nullptr; place = place->outer) {
        places[static_cast<std::size_t>(depth++)] = place->item;
    }
    const Object location = Object::steal(depth == 1 ? PyTuple_Pack(1, places[0])
                                                     : PyTuple_Pack(2, places[1], places[0]));
    const Object error =
        location ? Object::steal(Py_BuildValue("[{s:s,s:O,s:s,s:O}]", "type", "missing", "loc",
                                               location.get(), "msg", "Field required", "input", Py_None))
                 : Object();
    if (error) {
        static_cast<void>(add_errors(errors, error));
    }
    return {};
}

}  // namespace

bool Parameter::read_names(PyObject* names, std::vector<Name>& into) {
    const Object tuple = Object::steal(PySequence_Tuple(names));
    for (Py_ssize_t i = 0; tuple && i < PyTuple_GET_SIZE(tuple.get()); ++i) {
        Name& name = into.emplace_back();
        name.str = Object::borrow(PyTuple_GET_ITEM(tuple.get(), i));
        Py_ssize_t size = 0;
        const char* text = PyUnicode_AsUTF8AndSize(name.str.get(), &size);
        if (text == nullptr) {
            return false;
        }
        name.text.assign(text, static_cast<std::size_t>(size));
    }
    return static_cast<bool>(tuple);
}

bool Parameter::read_members(PyObject* members, std::vector<Member>& into) {
    const Object tuple = Object::steal(PySequence_Tuple(members));
    for (Py_ssize_t i = 0; tuple && i < PyTuple_GET_SIZE(tuple.get()); ++i) {
        const Declaration declared(PyTuple_GET_ITEM(tuple.get(), i));
        Member& member = into.emplace_back();
        member.key = declared.object("key");
        member.many = declared.flag("many");
        const Object names = declared.object("names");
        if (PyErr_Occurred() != nullptr || !read_names(names.get(), member.names)) {
            return false;
        }
    }
    return static_cast<bool>(tuple);
}

bool Parameter::read(PyObject* declaration) {
    const Declaration declared(declaration);
    const std::string source = declared.text("source");
    const Object names = declared.object("names");
    const Object members = declared.object("members");
    const Object location = declared.object("location");
    schema_object_ = declared.object("schema");
    many_ = declared.flag("many");
    is_required_ = declared.flag("required");
    validates_default_ = declared.flag("validate_default");
    const std::string missing_without = declared.text("missing_without");
    needs_member_ = missing_without != "never";
    needs_anything_ = missing_without == "anything";
    default_ = schema::Default(declared.object("default"), declared.object("default_factory"));
    if (PyErr_Occurred() != nullptr || !read_source(source, source_) || !read_names(names.get(), names_) ||
        !read_members(members.get(), members_)) {
        return false;
    }
    schema_ = schema::schema_of(schema_object_.get());
    place_ = Object::steal(PySequence_GetItem(location.get(), 0));
    if (schema_ == nullptr || !place_) {
        return false;
    }
    if (source_ == Source::path && names_.empty()) {
        PyErr_SetString(PyExc_ValueError, "a path parameter needs its name");
        return false;
    }
    return true;
}

Object Parameter::bind(Inputs& inputs, Object& errors) const {
    switch (source_) {
        case Source::path: {
            const Location place{.outer = nullptr, .item = place_.get()};
            const Location where{.outer = &place, .item = names_.front().str.get()};
            return bind_text({.bytes = inputs.exchange().match().values[path_index_]}, &where, errors);
        }
        case Source::body: return bind_body(inputs, errors);
        case Source::query:
        case Source::header:
        case Source::cookie:
        case Source::form: break;
    }
    return names_.empty() ? bind_model(inputs, errors) : bind_named(inputs, errors);
}

Object Parameter::bind_text(const InputText& text, const Location* where, Object& errors) const {
    if (Object value = schema_->read_text(text.bytes, text.is_latin1); value || PyErr_Occurred() != nullptr) {
        return value;
    }
    const Object input = text.str();
    return input ? check(input.get(), where, errors) : Object();
}

Object Parameter::bind_named(Inputs& inputs, Object& errors) const {
    const Location place{.outer = nullptr, .item = place_.get()};
    Location where{.outer = &place, .item = names_.front().str.get()};
    for (const Name& name : names_) {
        const auto text = inputs.find(source_, name.text);
        if (!text) {
            continue;
        }
        where.item = name.str.get();
        if (many_) {
            const Object list = inputs.all(source_, name.text);
            return list ? check(list.get(), &where, errors) : Object();
        }
        if (source_ == Source::form && text->bytes.empty()) {
            break;  // a field that was not filled in
        }
        return bind_text(*text, &where, errors);
    }
    return bind_default(&where, errors);
}

Object Parameter::bind_model(Inputs& inputs, Object& errors) const {
    const Location where{.outer = nullptr, .item = place_.get()};
    const Object values = Object::steal(PyDict_New());
    std::vector<std::string_view> taken;
    bool is_there = false;
    for (const Member& member : members_) {
        if (!values || !add_member(inputs, member, values.get(), taken, is_there)) {
            return {};
        }
    }
    if (!values || !add_others(inputs, values.get(), taken)) {
        return {};
    }
    if (needs_member_ && !is_there && !(needs_anything_ && PyDict_GET_SIZE(values.get()) > 0)) {
        return bind_default(&where, errors);
    }
    return check(values.get(), &where, errors);
}

bool Parameter::add_member(Inputs& inputs, const Member& member, PyObject* values,
                           std::vector<std::string_view>& taken, bool& is_there) const {
    const Name* found = &member.names.front();
    std::optional<InputText> text;
    for (const Name& name : member.names) {
        if (text = inputs.find(source_, name.text); text) {
            found = &name;
            is_there = true;
            break;
        }
    }
    taken.push_back(found->text);
    if (!text || (source_ == Source::form && text->bytes.empty() && !member.many)) {
        return true;
    }
    const Object value = member.many ? inputs.all(source_, found->text) : text->str();
    return value && PyDict_SetItem(values, member.key.get(), value.get()) == 0;
}

bool Parameter::add_others(Inputs& inputs, PyObject* values,
                           const std::vector<std::string_view>& taken) const {
    for (const auto& [name, value] : inputs.pairs(source_)) {
        const std::string key = source_ == Source::header ? lower(name.bytes) : std::string(name.bytes);
        if (std::find(taken.begin(), taken.end(), key) != taken.end()) {
            continue;
        }
        const Object key_object = InputText{key, name.is_latin1}.str();
        const Object text = value.str();
        if (!key_object || !text) {
            return false;
        }
        PyObject* before = PyDict_GetItemWithError(values, key_object.get());
        if (before == nullptr) {
            if (PyErr_Occurred() != nullptr || PyDict_SetItem(values, key_object.get(), text.get()) < 0) {
                return false;
            }
        } else if (PyList_Check(before) != 0) {
            if (PyList_Append(before, text.get()) < 0) {
                return false;
            }
        } else {
            const Object both = Object::steal(Py_BuildValue("[OO]", before, text.get()));
            if (!both || PyDict_SetItem(values, key_object.get(), both.get()) < 0) {
                return false;
            }
        }
    }
    return true;
}

Object Parameter::bind_body(const Inputs& inputs, Object& errors) const {
    const Object& body = inputs.body_value();
    const Location place{.outer = nullptr, .item = place_.get()};
    if (names_.empty()) {
        return body ? check(body.get(), &place, errors) : bind_default(&place, errors);
    }
    Location where{.outer = &place, .item = names_.front().str.get()};
    if (!body || PyBytes_Check(body.get()) != 0) {
        return bind_default(&where, errors);
    }
    if (PyDict_Check(body.get()) == 0) {
        return note_missing(&where, errors);
    }
    for (const Name& name : names_) {
        PyObject* member = PyDict_GetItemWithError(body.get(), name.str.get());
        if (member != nullptr) {
            where.item = name.str.get();
            return check(member, &where, errors);
        }
        if (PyErr_Occurred() != nullptr) {
            return {};
        }
    }
    return bind_default(&where, errors);
}

Object Parameter::check(PyObject* input, const Location* where, Object& errors) const {
    Object more;
    Object value = schema_->validate(input, schema::Mode::python, std::nullopt, where, more);
    if (!value && more) {
        static_cast<void>(add_errors(errors, more));
    }
    return value;
}

Object Parameter::bind_default(const Location* where, Object& errors) const {
    if (is_required_) {
        return note_missing(where, errors);
    }
    Object value = default_.make();
    return value && validates_default_ ? check(value.get(), where, errors) : value;
}

int Parameter::traverse(visitproc visit, void* arg) const {
    if (const int stop = schema_object_.traverse(visit, arg); stop != 0) {
        return stop;
    }
    return default_.traverse(visit, arg);
}

void Parameter::clear() noexcept {
    default_.clear();
}

}  // namespace fasterapi::python
