#include "schema/record.h"

#include <structmember.h>

namespace fasterapi::python::schema {

namespace {

RecordNode::MadeAs made_as(std::string_view name) {
    return name == "typed_dict" ? RecordNode::MadeAs::typed_dict
           : name == "model"    ? RecordNode::MadeAs::model
           : name == "root"     ? RecordNode::MadeAs::root
                                : RecordNode::MadeAs::dataclass;
}

RecordNode::Extra extra(std::string_view name) {
    return name == "allow"    ? RecordNode::Extra::kept
           : name == "forbid" ? RecordNode::Extra::refused
                              : RecordNode::Extra::ignored;
}

/// Where instances of a class with __slots__ keep an attribute; negative: elsewhere.
Py_ssize_t slot_offset(PyObject* cls, PyObject* name) {
    const Object found = Object::steal(PyObject_GetAttr(cls, name));
    if (!found) {
        PyErr_Clear();
        return -1;
    }
    if (Py_TYPE(found.get()) != &PyMemberDescr_Type) {
        return -1;
    }
    const PyMemberDef* member = reinterpret_cast<PyMemberDescrObject*>(found.get())->d_member;
    return member->type == T_OBJECT_EX ? member->offset : -1;
}

std::string_view view_of(const Object& text) {
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(text.get(), &size);
    return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(size));
}

}  // namespace

bool RecordNode::build(const Declaration& declaration, Builder& builder) {
    cls_ = declaration.object("cls");
    title_ = declaration.object("title");
    class_name_ = cls_ ? Object::steal(PyObject_GetAttrString(cls_.get(), "__name__")) : Object();
    strict_ = declaration.optional_flag("strict");
    made_as_ = made_as(declaration.text("made_as"));
    extra_ = extra(declaration.text("extra"));
    by_alias_ = declaration.flag("by_alias");
    by_name_ = declaration.flag("by_name");
    dumps_by_alias_ = declaration.flag("dump_by_alias");
    takes_attributes_ = declaration.flag("from_attributes");
    calls_init_ = declaration.flag("calls_init");
    factory_ = declaration.object("factory");
    if (factory_.get() == Py_None) {
        factory_.reset();
    }
    const Object privates = Object::steal(PySequence_Tuple(declaration.object("privates").get()));
    const Object extra_node = declaration.object("extra_node");
    const Object fields = Object::steal(PySequence_Tuple(declaration.object("fields").get()));
    const std::string post_init = declaration.text("post_init");
    if (PyErr_Occurred() != nullptr) {
        return false;
    }
    builder.add_definition(declaration.text("name"), *this);
    const std::size_t references = builder.references_to_models();
    fields_.reserve(static_cast<std::size_t>(PyTuple_GET_SIZE(fields.get())));
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(fields.get()); ++i) {
        const Declaration declared(PyTuple_GET_ITEM(fields.get(), i));
        FieldRule& field = fields_.emplace_back();
        if (!field.read(declared, builder)) {
            return false;
        }
        field.slot_offset = made_as_ == MadeAs::typed_dict ? -1 : slot_offset(cls_.get(), field.name.get());
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(privates.get()); ++i) {
        const Declaration declared(PyTuple_GET_ITEM(privates.get(), i));
        Private& attribute = privates_.emplace_back();
        attribute.name = declared.object("name");
        if (!attribute.by_default.read(declared, builder)) {
            return false;
        }
    }
    const Object before = declaration.object("before");
    if (before && before.get() != Py_None) {
        const Builder::Within within(builder, *this);
        before_ = builder.build(before);
        if (!before_) {
            return false;
        }
    }
    const Object computed = Object::steal(PySequence_Tuple(declaration.object("computed").get()));
    for (Py_ssize_t i = 0; computed && i < PyTuple_GET_SIZE(computed.get()); ++i) {
        const Declaration declared(PyTuple_GET_ITEM(computed.get(), i));
        if (!computed_.emplace_back().read(declared, builder)) {
            return false;
        }
    }
    const Object serializer = declaration.object("serializer");
    if (!computed || !serializer ||
        (serializer.get() != Py_None &&
         !serializer_.emplace().read(Declaration(serializer.get()), builder))) {
        return false;
    }
    if (calls_init_ || factory_) {
        builder.note_code();
    }
    // Functions may ask for the fields before theirs, those with defaults too.
    makes_defaults_of_data_ = builder.runs_code();
    if (extra_node.get() != Py_None) {
        extra_node_ = builder.build(extra_node);
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        has_paths_ = has_paths_ || !fields_[i].paths.empty();
        makes_defaults_of_data_ = makes_defaults_of_data_ || fields_[i].by_default.takes_data();
        if (!fields_[i].is_init) {
            continue;
        }
        if (by_alias_) table_.add(view_of(fields_[i].alias), i);
        if (by_name_) table_.add(view_of(fields_[i].name), i);
    }
    table_.finish();
    if (builder.references_to_models() != references) {
        note_reference();
    }
    if (!post_init.empty()) {
        post_init_ = Object::steal(PyUnicode_InternFromString(post_init.c_str()));
        builder.note_code();
    }
    return PyErr_Occurred() == nullptr;
}

int RecordNode::traverse(visitproc visit, void* arg) const {
    if (const int stop = cls_.traverse(visit, arg); stop != 0) {
        return stop;
    }
    for (const FieldRule& field : fields_) {
        if (const int stop = field.traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    if (const int stop = before_ ? before_->traverse(visit, arg) : 0; stop != 0) {
        return stop;
    }
    for (const FieldRule& field : computed_) {
        if (const int stop = field.traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    if (const int stop = serializer_ ? serializer_->traverse(visit, arg) : 0; stop != 0) {
        return stop;
    }
    for (const Private& attribute : privates_) {
        if (const int stop = attribute.by_default.traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    if (const int stop = factory_.traverse(visit, arg); stop != 0) {
        return stop;
    }
    return extra_node_ ? extra_node_->traverse(visit, arg) : 0;
}

void RecordNode::clear() noexcept {
    cls_.reset();
    factory_.reset();
    if (extra_node_) {
        extra_node_->clear();
    }
    if (before_) {
        before_->clear();
    }
    for (FieldRule& field : computed_) {
        field.clear();
    }
    if (serializer_) {
        serializer_->clear();
    }
    for (Private& attribute : privates_) {
        attribute.by_default.clear();
    }
    for (FieldRule& field : fields_) {
        field.clear();
    }
}

NodePtr make_record(const Declaration& declaration, Builder& builder) {
    auto record = std::make_unique<RecordNode>();
    return record->build(declaration, builder) ? std::move(record) : nullptr;
}

}  // namespace fasterapi::python::schema
