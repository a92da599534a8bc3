#include "schema/record.h"

#include <utility>

#include "json/writer.h"
#include "schema/attributes.h"

namespace fasterapi::python::schema {

namespace {

std::string as_member(std::string_view name) {
    ByteBuffer out;
    json::write_string(out, name);
    out.append(':');
    return std::string(out.view());
}

std::string_view utf8_of(const Object& text) {
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(text.get(), &size);
    return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(size));
}

/// nodes.MISSING is no default.
bool is_missing(const Object& value) {
    return std::string_view(Py_TYPE(value.get())->tp_name) == "Missing";
}

/// list, dict and set, which are what factories mostly are.
bool is_own_code(const Object& factory) {
    const PyObject* made = factory.get();
    const auto is = [made](const PyTypeObject& type) {
        return made == reinterpret_cast<const PyObject*>(&type);
    };
    return made != nullptr && !is(PyList_Type) && !is(PyDict_Type) && !is(PySet_Type);
}

/// What a default that two instances must not share is made of.
bool is_mutable(PyObject* value) {
    return !(value == Py_None || PyBool_Check(value) != 0 || PyLong_Check(value) != 0 ||
             PyFloat_Check(value) != 0 || PyUnicode_Check(value) != 0 || PyBytes_Check(value) != 0);
}

}  // namespace

bool FieldRule::read(const Declaration& declaration, Builder& builder) {
    const std::string own_name = declaration.text("name");
    const Object given_alias = declaration.object("alias");
    const Object given_dump_alias = declaration.object("dump_alias");
    name = Object::steal(PyUnicode_InternFromString(own_name.c_str()));
    node = builder.build(declaration.object("node"));
    default_value = declaration.object("default");
    default_factory = declaration.object("default_factory");
    validates_default = declaration.flag("validate_default");
    is_init_only = declaration.flag("init_only");
    is_excluded = declaration.flag("exclude");
    is_required = declaration.flag("required");
    if (PyErr_Occurred() != nullptr || !node || !name) {
        return false;
    }
    alias = given_alias.get() == Py_None ? name : given_alias;
    name_bytes = utf8_of(alias);
    written = as_member(own_name);
    written_by_alias = given_dump_alias.get() == Py_None ? written : as_member(utf8_of(given_dump_alias));
    if (is_missing(default_value)) {
        default_value.reset();
    }
    if (default_factory.get() == Py_None) {
        default_factory.reset();
    }
    if (is_own_code(default_factory)) {
        builder.note_code();
    }
    copies_default = default_value && is_mutable(default_value.get());
    return PyErr_Occurred() == nullptr;
}

Object FieldRule::make_default() const {
    if (default_factory) {
        return Object::steal(PyObject_CallNoArgs(default_factory.get()));
    }
    if (!copies_default) {
        return default_value;
    }
    const Object copy = Object::steal(PyImport_ImportModule("copy"));
    return copy ? Object::steal(PyObject_CallMethod(copy.get(), "deepcopy", "O", default_value.get()))
                : Object();
}

bool RecordNode::build(const Declaration& declaration, Builder& builder) {
    cls_ = declaration.object("cls");
    strict_ = declaration.optional_flag("strict");
    const std::string made_as = declaration.text("made_as");
    if (PyErr_Occurred() != nullptr) {
        return false;
    }
    made_as_ = made_as == "typed_dict" ? MadeAs::typed_dict : MadeAs::dataclass;
    class_name_ = Object::steal(PyObject_GetAttrString(cls_.get(), "__name__"));
    builder.add_record(declaration.text("name"), *this);
    const Object fields = Object::steal(PySequence_Tuple(declaration.object("fields").get()));
    for (Py_ssize_t i = 0; fields && i < PyTuple_GET_SIZE(fields.get()); ++i) {
        const Declaration field(PyTuple_GET_ITEM(fields.get(), i));
        if (!fields_.emplace_back().read(field, builder)) {
            return false;
        }
    }
    if (made_as_ == MadeAs::dataclass && PyObject_HasAttrString(cls_.get(), "__post_init__") != 0) {
        post_init_ = Object::steal(PyUnicode_InternFromString("__post_init__"));
        builder.note_code();
    }
    return PyErr_Occurred() == nullptr;
}

const FieldRule* RecordNode::find(std::string_view name, std::size_t expected) const noexcept {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const std::size_t at = expected + i < fields_.size() ? expected + i : expected + i - fields_.size();
        if (fields_[at].name_bytes == name) {
            return &fields_[at];
        }
    }
    return nullptr;
}

Object RecordNode::read(Reading& reading) const {
    json::Reader& reader = reading.reader;
    if (reader.peek() != json::Kind::object || !reader.begin_object()) {
        return {};
    }
    Values values(fields_.size());
    std::size_t expected = 0;
    json::Text name;
    while (reader.next_member(name)) {
        const FieldRule* field = find(name.utf8, expected);
        if (field == nullptr) {
            if (!reader.skip()) {
                return {};
            }
            continue;
        }
        const auto index = static_cast<std::size_t>(field - fields_.data());
        values[index] = field->node->read(reading);
        if (!values[index]) {
            return {};
        }
        expected = index + 1 < fields_.size() ? index + 1 : 0;
    }
    if (reader.error() != json::ReadError::none) {
        return {};
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (!values[i] && (fields_[i].is_required || fields_[i].validates_default)) {
            return {};
        }
    }
    return make(values);
}

Object RecordNode::validate(PyObject* input, Validation& validation, const Location* where) const {
    const bool is_instance = made_as_ != MadeAs::typed_dict && PyObject_IsInstance(input, cls_.get()) == 1;
    if (is_instance && validation.mode() == Mode::python) {
        return Object::borrow(input);
    }
    const bool is_strict = validation.is_strict(strict_) && validation.mode() == Mode::python;
    const bool is_taken = made_as_ == MadeAs::typed_dict
                              ? has_members(input, is_strict || validation.mode() == Mode::json)
                              : PyDict_Check(input) != 0 && !is_strict;
    if (!is_taken) {
        return PyErr_Occurred() == nullptr ? fail_type(input, validation, where) : Object();
    }
    if (!is_recursive_) {
        return validate_fields(input, validation, where);
    }
    const Validation::Inside inside(validation, input);
    return inside ? validate_fields(input, validation, where)
                  : validation.fail("recursion_loop", "Recursion error - cyclic reference detected", input,
                                    where);
}

Object RecordNode::validate_fields(PyObject* input, Validation& validation, const Location* where) const {
    Values values(fields_.size());
    const Py_ssize_t before = validation.mark();
    if (!collect(input, values, validation, where) || validation.mark() != before) {
        return {};
    }
    if (made_as_ != MadeAs::typed_dict) {
        validation.lower_exactness(Exactness::strict);
    }
    return make(values);
}

/// @return false with an exception set.
bool RecordNode::collect(PyObject* input, Values& values, Validation& validation,
                         const Location* where) const {
    Py_ssize_t given = 0;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const FieldRule& field = fields_[i];
        const Location place{.outer = where, .item = field.alias.get()};
        Object member = member_of(input, field.alias.get());
        if (!member && PyErr_Occurred() != nullptr) {
            return false;
        }
        given += member ? 1 : 0;
        if (!member && field.validates_default && !field.is_required) {
            member = field.make_default();
            if (!member) {
                return false;
            }
        }
        if (member) {
            values[i] = field.node->validate(member.get(), validation, &place);
        } else if (field.is_required) {
            validation.fail("missing", "Field required", input, &place);
        }
        if (PyErr_Occurred() != nullptr) {
            return false;
        }
    }
    validation.add_fields_set(given);
    return true;
}

Object RecordNode::fail_type(PyObject* input, Validation& validation, const Location* where) const {
    if (made_as_ == MadeAs::typed_dict) {
        return validation.fail(
            "dict_type",
            validation.in_words_of("Input should be a valid dictionary", "Input should be an object"), input,
            where);
    }
    const bool is_exact = validation.is_strict(strict_) && validation.mode() == Mode::python;
    const char* words =
        is_exact ? "Input should be an instance of %U" : "Input should be a dictionary or an instance of %U";
    const Object message = validation.mode() == Mode::json
                               ? Object::steal(PyUnicode_FromString("Input should be an object"))
                               : Object::steal(PyUnicode_FromFormat(words, class_name_.get()));
    const Object context =
        message ? Object::steal(Py_BuildValue("{s:O}", "class_name", class_name_.get())) : Object();
    return context ? validation.fail(is_exact ? "dataclass_exact_type" : "dataclass_type", message, context,
                                     input, where)
                   : Object();
}

Object RecordNode::make(Values& values) const {
    if (made_as_ == MadeAs::typed_dict) {
        return make_dict(values);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i]) {
            values[i] = fields_[i].make_default();
        }
        if (!values[i]) {
            return {};
        }
    }
    return make_instance(values);
}

Object RecordNode::make_instance(const Values& values) const {
    auto* type = reinterpret_cast<PyTypeObject*>(cls_.get());
    const Object nothing = Object::steal(PyTuple_New(0));
    Object instance = nothing ? Object::steal(type->tp_new(type, nothing.get(), nullptr)) : Object();
    std::vector<PyObject*> arguments{instance.get()};
    for (std::size_t i = 0; instance && i < fields_.size(); ++i) {
        if (fields_[i].is_init_only) {
            arguments.push_back(values[i].get());
        } else if (PyObject_GenericSetAttr(instance.get(), fields_[i].name.get(), values[i].get()) < 0) {
            return {};
        }
    }
    if (!instance || !post_init_) {
        return instance;
    }
    const Object done = Object::steal(
        PyObject_VectorcallMethod(post_init_.get(), arguments.data(), arguments.size(), nullptr));
    return done ? instance : Object();
}

Object RecordNode::make_dict(const Values& values) const {
    Object dict = Object::steal(PyDict_New());
    for (std::size_t i = 0; dict && i < fields_.size(); ++i) {
        if (values[i] && PyDict_SetItem(dict.get(), fields_[i].name.get(), values[i].get()) < 0) {
            return {};
        }
    }
    return dict;
}

Object RecordNode::value_of(PyObject* record, const FieldRule& field) const {
    return made_as_ == MadeAs::typed_dict ? Object::borrow(PyDict_GetItemWithError(record, field.name.get()))
                                          : Object::steal(PyObject_GetAttr(record, field.name.get()));
}

Node::Suits RecordNode::suits(PyObject* value) const {
    if (made_as_ == MadeAs::typed_dict) {
        return PyDict_Check(value) != 0 ? Suits::yes : Suits::no;
    }
    auto* type = reinterpret_cast<PyTypeObject*>(cls_.get());
    return Py_IS_TYPE(value, type) != 0           ? Suits::yes
           : PyObject_TypeCheck(value, type) != 0 ? Suits::perhaps
                                                  : Suits::no;
}

bool RecordNode::has_its_keys(PyObject* dict) const {
    Py_ssize_t known = 0;
    for (const FieldRule& field : fields_) {
        const Object member = Object::borrow(PyDict_GetItemWithError(dict, field.name.get()));
        if (!member && (PyErr_Occurred() != nullptr || field.is_required)) {
            return false;
        }
        known += member ? 1 : 0;
    }
    return known == PyDict_GET_SIZE(dict);
}

bool RecordNode::write(PyObject* value, Writing& writing) const {
    const int is_record =
        made_as_ == MadeAs::typed_dict ? PyDict_Check(value) : PyObject_IsInstance(value, cls_.get());
    if (is_record != 1) {
        if (is_record == 0) {
            PyErr_Format(PyExc_TypeError, "a %U is expected, not %.100s", class_name_.get(),
                         Py_TYPE(value)->tp_name);
        }
        return false;
    }
    if (writing.is_choosing && made_as_ == MadeAs::typed_dict && !has_its_keys(value)) {
        if (PyErr_Occurred() == nullptr) {
            PyErr_Format(PyExc_TypeError, "a %U has other members", class_name_.get());
        }
        return false;
    }
    if (writing.depth == json::nesting_limit) {
        PyErr_Format(PyExc_ValueError, "nested deeper than %d records", json::nesting_limit);
        return false;
    }
    ++writing.depth;
    const bool written = write_fields(value, writing);
    --writing.depth;
    return written;
}

bool RecordNode::write_fields(PyObject* value, Writing& writing) const {
    char separator = '{';
    for (const FieldRule& field : fields_) {
        if (field.is_init_only || field.is_excluded) {
            continue;
        }
        const Object member = value_of(value, field);
        if (!member) {
            if (PyErr_Occurred() != nullptr) {
                return false;
            }
            continue;
        }
        if (writing.exclude_none && member.get() == Py_None) {
            continue;
        }
        writing.out.append(std::exchange(separator, ','));
        writing.out.append(writing.by_alias ? field.written_by_alias : field.written);
        if (!field.node->write(member.get(), writing)) {
            return false;
        }
    }
    writing.out.append(separator == '{' ? "{}" : "}");
    return true;
}

int RecordNode::traverse(visitproc visit, void* arg) const {
    if (const int stop = cls_.traverse(visit, arg); stop != 0) {
        return stop;
    }
    for (const FieldRule& field : fields_) {
        for (const Object* member : {&field.default_value, &field.default_factory}) {
            if (const int stop = member->traverse(visit, arg); stop != 0) {
                return stop;
            }
        }
        if (const int stop = field.node ? field.node->traverse(visit, arg) : 0; stop != 0) {
            return stop;
        }
    }
    return 0;
}

void RecordNode::clear() noexcept {
    cls_.reset();
    for (FieldRule& field : fields_) {
        field.default_value.reset();
        field.default_factory.reset();
        if (field.node) {
            field.node->clear();
        }
    }
}

NodePtr make_record(const Declaration& declaration, Builder& builder) {
    auto record = std::make_unique<RecordNode>();
    return record->build(declaration, builder) ? std::move(record) : nullptr;
}

}  // namespace fasterapi::python::schema
