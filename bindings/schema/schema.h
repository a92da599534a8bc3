#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "schema/builder.h"

namespace fasterapi::python::schema {

class RecordNode;

/// A compiled type as a whole: what parameters, bodies, responses and models are checked and written by.
class Schema {
public:
    explicit Schema(ModuleState& state) noexcept : state_(state) {}

    /// @return false with an exception set.
    [[nodiscard]] bool build(PyObject* declaration);

    /// A value, or nothing: then either `errors` is a list of what was wrong, or an exception is set.
    [[nodiscard]] Object validate(PyObject* input, Mode mode, const Asked& asked, const Location* where,
                                  Object& errors) const;
    /// The same from JSON text; that it is none is an error of the type "json_invalid".
    [[nodiscard]] Object validate_json(std::string_view text, const Asked& asked, const Location* where,
                                       Object& errors) const;
    /// Only what is right as it stands, and only if no code of the user's would run twice: JSON text, or the
    /// text of a query, a path, a header field (UTF-8, or Latin-1). @return empty, mostly without an
    /// exception.
    [[nodiscard]] Object read(std::string_view text, std::optional<bool> strict = std::nullopt) const;
    [[nodiscard]] Object read_text(std::string_view text, bool is_latin1) const;
    /// Validating or writing runs code of the user's.
    [[nodiscard]] bool runs_code() const { return !may_read(); }

    /// @return false with an exception set.
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const;
    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const { return root_->dump(value, dumping); }

    [[nodiscard]] ModuleState& state() const noexcept { return state_; }
    [[nodiscard]] const Node& root() const noexcept { return *root_; }
    /// The root, where it is a record.
    [[nodiscard]] const RecordNode* record() const noexcept { return record_; }
    /// What errors call the type.
    [[nodiscard]] Object title() const;
    /// Model.__init__, of the schema of a Model: fill an instance that was just made.
    /// @param argument the value of a root; nullptr: its default.
    /// @return false with an exception set.
    [[nodiscard]] bool initialize(PyObject* model, PyObject* argument, PyObject* keywords) const;
    /// Whatever write() writes is valid, so that it need not be validated before.
    [[nodiscard]] bool write_validates() const { return may_read() && root_->write_validates(); }

    int traverse(visitproc visit, void* arg) const {
        const int stop = declaration_.traverse(visit, arg);
        return stop != 0 || !root_ ? stop : root_->traverse(visit, arg);
    }
    void clear() noexcept {
        declaration_.reset();
        if (root_) {
            root_->clear();
        }
    }

private:
    ModuleState& state_;
    /// Nothing would be done twice if Node::read() gave up, here and in the models that are referred to.
    [[nodiscard]] bool may_read() const;

    enum class Reads : std::uint8_t { unknown, yes, no };

    NodePtr root_;
    Object declaration_;
    const RecordNode* record_ = nullptr;
    std::vector<PyTypeObject*> models_;  ///< referred to, by nodes that keep them alive
    bool runs_code_ = false;
    mutable std::atomic<Reads> reads_ = Reads::unknown;  ///< may_read(), once all models are complete
};

/// Of a Python object of the type _core.Schema.
[[nodiscard]] const Schema& schema_in(PyObject* object) noexcept;

/// ValidationError of fasterapi.exceptions, with these errors; nothing where another exception is set.
void raise_errors(const Object& errors, const Object& title);

[[nodiscard]] Object make_schema_type(PyObject* module);
/// The schema in an instance of _core.Schema; nullptr with an exception set for another object.
[[nodiscard]] const Schema* schema_of(PyObject* object);

}  // namespace fasterapi::python::schema
