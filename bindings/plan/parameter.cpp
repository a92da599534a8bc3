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

/// How many errors of one parameter are told: one at least, or it would not be known to be wrong.
Py_ssize_t most_errors(const http::Limits& limits) noexcept {
    constexpr std::size_t most = PY_SSIZE_T_MAX;
    return static_cast<Py_ssize_t>(std::clamp<std::size_t>(limits.validation_errors, 1, most));
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

/// Let errors call members of a model by other names: the second of each pair instead of the first.
/// @return false with an exception set.
bool rename(PyObject* errors, const std::vector<std::pair<PyObject*, PyObject*>>& names) {
    for (Py_ssize_t i = 0; !names.empty() && i < PyList_GET_SIZE(errors); ++i) {
        PyObject* const error = PyList_GET_ITEM(errors, i);
        PyObject* const location = PyDict_GetItemString(error, "loc");
        if (location == nullptr || PyTuple_Check(location) == 0 || PyTuple_GET_SIZE(location) < 2) {
            continue;
        }
        for (const auto& [before, after] : names) {
            const int same = PyObject_RichCompareBool(PyTuple_GET_ITEM(location, 1), before, Py_EQ);
            if (same == 0) {
                continue;
            }
            const Object places = same < 0 ? Object() : Object::steal(PySequence_List(location));
            if (!places || PyList_SetItem(places.get(), 1, Py_NewRef(after)) < 0) {
                return false;
            }
            const Object renamed = Object::steal(PyList_AsTuple(places.get()));
            if (!renamed || PyDict_SetItemString(error, "loc", renamed.get()) < 0) {
                return false;
            }
            break;
        }
    }
    return true;
}

/// @return an empty Object.
Object note_missing(const Location* where, Object& errors) {
    std::array<PyObject*, 2> places{};
    Py_ssize_t depth = 0;
    for (const Location* place = where; place != nullptr; place = place->outer) {
        places[static_cast<std::size_t>(depth++)] = place->item;
    }
    const Object location =
        Object::steal(depth == 1 ? PyTuple_Pack(1, places[0]) : PyTuple_Pack(2, places[1], places[0]));
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

bool Parameter::read_name(PyObject* name, Name& into) {
    into.str = Object::borrow(name);
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(name, &size);
    if (text != nullptr) {
        into.text.assign(text, static_cast<std::size_t>(size));
    }
    return text != nullptr;
}

bool Parameter::read_names(PyObject* names, std::vector<Name>& into) {
    const Object tuple = Object::steal(PySequence_Tuple(names));
    for (Py_ssize_t i = 0; tuple && i < PyTuple_GET_SIZE(tuple.get()); ++i) {
        if (!read_name(PyTuple_GET_ITEM(tuple.get(), i), into.emplace_back())) {
            return false;
        }
    }
    return static_cast<bool>(tuple);
}

bool Parameter::read_members(PyObject* members, std::vector<Member>& into) {
    const Object tuple = Object::steal(PySequence_Tuple(members));
    for (Py_ssize_t i = 0; tuple && i < PyTuple_GET_SIZE(tuple.get()); ++i) {
        const Declaration declared(PyTuple_GET_ITEM(tuple.get(), i));
        Member& member = into.emplace_back();
        const Object key = declared.object("key");
        member.many = declared.flag("many");
        const Object names = declared.object("names");
        if (PyErr_Occurred() != nullptr || !read_name(key.get(), member.key) ||
            !read_names(names.get(), member.names)) {
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
    const Object alternatives = declared.object("alternatives");
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
        !read_members(members.get(), members_) || !read_names(alternatives.get(), alternatives_)) {
        return false;
    }
    schema_ = schema::schema_of(schema_object_.get());
    place_ = Object::steal(PySequence_GetItem(location.get(), 0));
    if (schema_ == nullptr || !place_) {
        return false;
    }
    if (!names_.empty()) {  // a header field's name as it was declared, not in lower case
        names_.front().str = Object::steal(PySequence_GetItem(location.get(), 1));
        if (!names_.front().str) {
            return false;
        }
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
            return bind_text(inputs, {.bytes = inputs.exchange().match().values[path_index_]}, &where,
                             errors);
        }
        case Source::body: return bind_body(inputs, errors);
        case Source::query:
        case Source::header:
        case Source::cookie:
        case Source::form: break;
    }
    return names_.empty() ? bind_model(inputs, errors) : bind_named(inputs, errors);
}

Object Parameter::bind_text(const Inputs& inputs, const InputText& text, const Location* where,
                            Object& errors) const {
    if (Object value = schema_->read_text(text.bytes, text.is_latin1); value || PyErr_Occurred() != nullptr) {
        return value;
    }
    const Object input = text.str();
    return input ? check(inputs, input.get(), where, errors) : Object();
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
            return list ? check(inputs, list.get(), &where, errors) : Object();
        }
        if (source_ == Source::form && text->bytes.empty()) {
            break;  // a field that was not filled in
        }
        return bind_text(inputs, *text, &where, errors);
    }
    return bind_default(inputs, &where, errors);
}

Object Parameter::bind_model(Inputs& inputs, Object& errors) const {
    const Location where{.outer = nullptr, .item = place_.get()};
    const Object values = Object::steal(PyDict_New());
    Found found;
    for (const Member& member : members_) {
        if (!values || !add_member(inputs, member, values.get(), found)) {
            return {};
        }
    }
    if (!values || !add_others(inputs, values.get(), found.names)) {
        return {};
    }
    found.any = found.any || std::any_of(alternatives_.begin(), alternatives_.end(), [&](const Name& name) {
                    return inputs.find(source_, name.text).has_value();
                });
    if (needs_member_ && !found.any && !(needs_anything_ && PyDict_GET_SIZE(values.get()) > 0)) {
        return bind_default(inputs, &where, errors);
    }
    Object more;
    Object value = check(inputs, values.get(), &where, more);
    if (!value && more && rename(more.get(), found.renamed)) {
        static_cast<void>(add_errors(errors, more));
    }
    return value;
}

bool Parameter::add_member(Inputs& inputs, const Member& member, PyObject* values, Found& found) const {
    const Name* taken = &member.names.front();
    std::optional<InputText> text;
    for (const Name& name : member.names) {
        if (text = inputs.find(source_, name.text); text) {
            taken = &name;
            found.any = true;
            break;
        }
    }
    found.names.push_back(taken->text);
    if (source_ == Source::header && !http::is_lower_case_of(taken->text, member.key.text)) {
        // A field called as the member is in Python would pass for an extra of the model.
        found.names.push_back(member.key.text);
        found.renamed.emplace_back(member.key.str.get(), taken->str.get());
    }
    if (!text || (source_ == Source::form && text->bytes.empty() && !member.many)) {
        return true;
    }
    const Object value = member.many ? inputs.all(source_, taken->text) : text->str();
    return value && PyDict_SetItem(values, member.key.str.get(), value.get()) == 0;
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
        return body ? check(inputs, body.get(), &place, errors) : bind_default(inputs, &place, errors);
    }
    Location where{.outer = &place, .item = names_.front().str.get()};
    if (!body || PyBytes_Check(body.get()) != 0) {
        return bind_default(inputs, &where, errors);
    }
    if (PyDict_Check(body.get()) == 0) {
        return note_missing(&where, errors);
    }
    for (const Name& name : names_) {
        PyObject* member = PyDict_GetItemWithError(body.get(), name.str.get());
        if (member != nullptr) {
            where.item = name.str.get();
            return check(inputs, member, &where, errors);
        }
        if (PyErr_Occurred() != nullptr) {
            return {};
        }
    }
    return bind_default(inputs, &where, errors);
}

Object Parameter::check(const Inputs& inputs, PyObject* input, const Location* where, Object& errors) const {
    Object more;
    schema::Asked asked;
    asked.from_attributes = true;  // as FastAPI asks, which its errors show
    asked.most_errors = most_errors(inputs.limits());
    Object value = schema_->validate(input, schema::Mode::python, asked, where, more);
    if (!value && more) {
        static_cast<void>(add_errors(errors, more));
    }
    return value;
}

Object Parameter::bind_default(const Inputs& inputs, const Location* where, Object& errors) const {
    if (is_required_) {
        return note_missing(where, errors);
    }
    Object value = default_.make();
    return value && validates_default_ ? check(inputs, value.get(), where, errors) : value;
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
