#include <algorithm>

#include "json_decoder.h"
#include "schema/attributes.h"
#include "schema/builder.h"
#include "schema/literal_values.h"

namespace fasterapi::python::schema {

namespace {

/// What stands for a tag in the location of an error.
Object located(PyObject* tag) {
    if (PyUnicode_Check(tag) != 0) {
        return Object::steal(PyUnicode_FromObject(tag));
    }
    return Object::steal(PyLong_Check(tag) != 0 ? PyNumber_Long(tag) : PyObject_Repr(tag));
}

/// One of several types: the one whose tag the input has in a member, or gets from a function.
class TaggedUnionNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        const Object members = declaration.object("members");
        const Object places = declaration.object("places");
        name_ = declaration.object("discriminator");
        alias_ = declaration.object("alias");
        shown_ = declaration.object("shown");
        if (!shown_ || !tags_.build(declaration.object("tags"))) {
            return false;
        }
        expected_ = tags_.listed(", ");
        is_function_ = PyCallable_Check(name_.get()) != 0;
        if (is_function_) {
            builder.note_code();
        } else {
            alias_ = alias_.get() == Py_None ? name_ : alias_;
            const char* alias = PyUnicode_AsUTF8(alias_.get());
            alias_bytes_ = alias == nullptr ? "" : alias;
        }
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(members.get()); ++i) {
            members_.push_back(builder.build(PyTuple_GET_ITEM(members.get(), i)));
            if (!members_.back()) {
                return false;
            }
        }
        for (Py_ssize_t i = 0; i < tags_.size(); ++i) {
            places_.push_back(PyLong_AsSize_t(PyTuple_GET_ITEM(places.get(), i)));
        }
        return PyErr_Occurred() == nullptr;
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        const Node* member = alias_.get() == name_.get() ? member_of_next(reading) : nullptr;
        return member != nullptr ? member->read(reading) : Object();
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        const Object tag = is_function_ ? Object::steal(PyObject_CallOneArg(name_.get(), input))
                                        : find_tag(input, validation, where);
        if (!tag) {
            return {};
        }
        if (is_function_ && tag.get() == Py_None) {
            return fail_missing(input, validation, where);
        }
        const Node* member = tagged(tag.get());
        if (member == nullptr) {
            return PyErr_Occurred() == nullptr ? fail_tag(tag, input, validation, where) : Object();
        }
        const Object label = located(tag.get());
        const Location place{.outer = where, .item = label.get()};
        return label ? member->validate(input, validation, &place) : Object();
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        return is_function_ ? Taking::unknown : kind == JsonKind::object ? Taking::exact : Taking::never;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        Suits most = Suits::no;
        for (const NodePtr& member : members_) {
            most = std::max(most, member->suits(value));
        }
        return most;
    }

    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        const Node* member = member_for(value);
        if (member == nullptr && PyErr_Occurred() == nullptr) {
            PyErr_Format(PyExc_TypeError, "%.100s has no tag of those that %U may have: %U",
                         Py_TYPE(value)->tp_name, shown_.get(), expected_.get());
        }
        return member != nullptr && member->write(value, writing);
    }
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        const Node* member = member_for(value);
        return member != nullptr             ? member->dump(value, dumping)
               : PyErr_Occurred() == nullptr ? Object::borrow(value)
                                             : Object();
    }

    int traverse(visitproc visit, void* arg) const override {
        if (const int stop = name_.traverse(visit, arg); stop != 0) {
            return stop;
        }
        if (const int stop = tags_.traverse(visit, arg); stop != 0) {
            return stop;
        }
        for (const NodePtr& member : members_) {
            if (const int stop = member->traverse(visit, arg); stop != 0) {
                return stop;
            }
        }
        return 0;
    }
    void clear() noexcept override {
        name_.reset();
        for (const NodePtr& member : members_) {
            member->clear();
        }
    }

private:
    /// What a value is written by. @return nullptr with an exception, or without one where it has no tag.
    [[nodiscard]] const Node* member_for(PyObject* value) const {
        const Object tag = is_function_               ? Object::steal(PyObject_CallOneArg(name_.get(), value))
                           : PyDict_Check(value) != 0 ? member_of(value, name_.get())
                                                      : attribute_of(value, name_.get());
        return tag ? tagged(tag.get()) : nullptr;
    }

    /// @return nullptr for a tag that there is not.
    [[nodiscard]] const Node* tagged(PyObject* tag) const {
        const Py_ssize_t place = tags_.find(tag);
        return place < 0 ? nullptr : members_[places_[static_cast<std::size_t>(place)]].get();
    }

    /// Looks ahead for the tag of the JSON object that comes; mostly it stands first.
    [[nodiscard]] const Node* member_of_next(Reading& reading) const {
        json::Reader& reader = reading.reader;
        const json::Reader::Mark start = reader.mark();
        json::Text name;
        const Node* member = nullptr;
        if (reader.peek() == json::Kind::object && reader.begin_object()) {
            while (member == nullptr && reader.next_member(name)) {
                const bool is_tag = name.utf8 == alias_bytes_;
                member = is_tag ? member_of_tag(reading) : nullptr;
                if (member == nullptr && (is_tag || !reader.skip())) {
                    return nullptr;
                }
            }
        }
        reader.go_back(start);
        return member;
    }

    /// By the tag that comes. @return nullptr for one that there is not.
    [[nodiscard]] const Node* member_of_tag(Reading& reading) const {
        const json::Kind kind = reading.reader.peek();
        Object tag;
        if (json::Text text; kind == json::Kind::string && reading.reader.read_string(text)) {
            PyObject* const known = tags_.find_text(text.utf8);
            tag = known != nullptr ? Object::borrow(known) : str_of(text);
        } else if (kind == json::Kind::number) {
            tag = decode_json(reading.reader, reading.names);
        }
        return tag ? tagged(tag.get()) : nullptr;
    }

    [[nodiscard]] Object find_tag(PyObject* input, Validation& validation, const Location* where) const {
        if (validation.mode() == Mode::json && PyDict_Check(input) == 0) {
            return validation.fail("dict_type", "Input should be an object", input, where);
        }
        const auto get = has_members(input, validation.is_strict(false)) ? member_of
                         : has_attributes(input)                         ? attribute_of
                                                                         : nullptr;
        if (get == nullptr) {
            return validation.fail("model_attributes_type",
                                   "Input should be a valid dictionary or object to extract fields from",
                                   input, where);
        }
        for (const Object* name : {&name_, &alias_}) {
            Object tag = get(input, name->get());
            if (tag) {
                return tag;
            }
            if (PyErr_Occurred() != nullptr) {
                return fail_attribute(input, validation, where);
            }
        }
        return fail_missing(input, validation, where);
    }

    [[nodiscard]] Object fail_missing(PyObject* input, Validation& validation, const Location* where) const {
        const Object message =
            Object::steal(PyUnicode_FromFormat("Unable to extract tag using discriminator %U", shown_.get()));
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:O}", "discriminator", shown_.get())) : Object();
        return context ? validation.fail("union_tag_not_found", message, context, input, where) : Object();
    }

    [[nodiscard]] Object fail_tag(const Object& tag, PyObject* input, Validation& validation,
                                  const Location* where) const {
        const Object text = Object::steal(PyObject_Str(tag.get()));
        const Object message =
            text ? Object::steal(PyUnicode_FromFormat(
                       "Input tag '%U' found using %U does not match any of the expected tags: %U",
                       text.get(), shown_.get(), expected_.get()))
                 : Object();
        const Object context =
            message ? Object::steal(Py_BuildValue("{s:O,s:O,s:O}", "discriminator", shown_.get(), "tag",
                                                  text.get(), "expected_tags", expected_.get()))
                    : Object();
        return context ? validation.fail("union_tag_invalid", message, context, input, where) : Object();
    }

    std::vector<NodePtr> members_;
    LiteralValues tags_;
    std::vector<std::size_t> places_;  ///< the member of each tag
    Object name_;                      ///< of the member that is the tag, or a function
    Object alias_;                     ///< what the input may call it, too
    std::string alias_bytes_;
    Object shown_;     ///< the discriminator, as messages show it
    Object expected_;  ///< the tags, as they do
    bool is_function_ = false;
};

}  // namespace

NodePtr make_tagged_union(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<TaggedUnionNode>();
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
