#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "schema/node.h"

namespace fasterapi::python::schema {

class Definition;
class ReferenceNode;

/// A node as Python declares it (python/fasterapi/schema/nodes.py), its attributes read by their names. The
/// first one that is missing or of a wrong type sets an exception; what is read after it is of no value.
class Declaration {
public:
    explicit Declaration(PyObject* node) noexcept : node_(node) {}

    [[nodiscard]] PyObject* get() const noexcept { return node_; }
    [[nodiscard]] Object object(const char* name) const;
    /// None is no text.
    [[nodiscard]] std::string text(const char* name) const;
    [[nodiscard]] bool flag(const char* name) const;
    [[nodiscard]] std::optional<bool> optional_flag(const char* name) const;
    [[nodiscard]] std::optional<Py_ssize_t> length(const char* name) const;

private:
    PyObject* node_;
};

/// Builds the tree of nodes that a schema executes.
class Builder {
public:
    explicit Builder(ModuleState& state) noexcept : state_(state) {}

    /// @return nullptr with an exception set.
    [[nodiscard]] NodePtr build(PyObject* declaration);
    [[nodiscard]] NodePtr build(const Object& declaration) {
        return declaration ? build(declaration.get()) : nullptr;
    }
    /// Let every Reference know what it refers to; once, after the whole tree is built.
    /// @return false with an exception set: one names what is nowhere.
    [[nodiscard]] bool resolve();

    [[nodiscard]] ModuleState& state() const noexcept { return state_; }
    /// A node runs code of the user's when it makes a value: that must not be done twice for one input.
    void note_code() noexcept { runs_code_ = true; }
    [[nodiscard]] bool runs_code() const noexcept { return runs_code_; }
    /// The record whose functions are being built, which see its inputs first.
    class Within {
    public:
        Within(Builder& builder, const RecordNode& record) noexcept
            : builder_(builder), outer_(std::exchange(builder.record_, &record)) {}
        ~Within() { builder_.record_ = outer_; }
        Within(const Within&) = delete;
        Within& operator=(const Within&) = delete;

    private:
        Builder& builder_;
        const RecordNode* outer_;
    };
    [[nodiscard]] const RecordNode* record() const noexcept { return record_; }
    /// A tree refers to a Model, whose class has a schema of its own.
    void note_model(PyTypeObject* type) { models_.push_back(type); }
    [[nodiscard]] std::size_t references_to_models() const noexcept { return models_.size(); }
    [[nodiscard]] std::vector<PyTypeObject*> take_models() noexcept { return std::move(models_); }
    void add_definition(std::string name, Definition& definition) {
        definitions_.emplace(std::move(name), &definition);
    }
    void add_reference(std::string name, ReferenceNode& reference) {
        references_.emplace_back(std::move(name), &reference);
    }

private:
    ModuleState& state_;
    std::unordered_map<std::string, Definition*> definitions_;
    std::vector<std::pair<std::string, ReferenceNode*>> references_;
    std::vector<PyTypeObject*> models_;
    const RecordNode* record_ = nullptr;
    bool runs_code_ = false;
};

// One for each kind of node, in the file of its name. @return nullptr with an exception set.
[[nodiscard]] NodePtr make_any(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_none(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_boolean(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_integer(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_real(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_text(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_bytes(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_literal(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_check(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_checked_text(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_date(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_datetime(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_decimal(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_duration(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_enumeration(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_text_class(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_time_of_day(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_set(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_tuple(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_list(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_definition(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_deque(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_dict(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_members(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_model_reference(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_nullable(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_record(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_foreign(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_function(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_iterable(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_named_tuple(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_serializer(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_sequence(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_reference(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_tagged_union(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_unchecked(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_union(const Declaration& declaration, Builder& builder);
[[nodiscard]] NodePtr make_uuid(const Declaration& declaration, Builder& builder);

}  // namespace fasterapi::python::schema
