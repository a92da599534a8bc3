#include "schema/reference.h"

#include "schema/builder.h"

namespace fasterapi::python::schema {

Object ReferenceNode::read(Reading& reading) const {
    return definition_->read(reading);
}

Object ReferenceNode::validate(PyObject* input, Validation& validation, const Location* where) const {
    return definition_->validate(input, validation, where);
}

bool ReferenceNode::write(PyObject* value, Writing& writing) const {
    return definition_->write(value, writing);
}

Object ReferenceNode::dump(PyObject* value, Dumping& dumping) const {
    return definition_->dump(value, dumping);
}

NodePtr make_reference(const Declaration& declaration, Builder& builder) {
    auto reference = std::make_unique<ReferenceNode>();
    builder.add_reference(declaration.text("name"), *reference);
    return reference;
}

}  // namespace fasterapi::python::schema
