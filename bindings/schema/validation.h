#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "object.h"

namespace fasterapi::python {

struct ModuleState;

namespace schema {

/// What an input is made of. What is taken for what depends on it a little, as with pydantic.
enum class Mode : std::uint8_t {
    python,  ///< objects of a program
    json,    ///< decoded JSON: a list may be a tuple or a set and a str a date, strict or not
};

/// How near an input is to the type that it was taken for.
enum class Exactness : std::uint8_t {
    lax,     ///< it was converted, as only lax mode does
    strict,  ///< it was converted, as strict mode does as well: an int for a float, a dict for a dataclass
    exact,   ///< it is of that type
};

/// How well an input fits a type: what decides between the members of a union.
struct Fit {
    Exactness exactness = Exactness::exact;  ///< the least of all values in it
    Py_ssize_t fields_set = -1;  ///< how many members its records were given; -1: there is none in it

    /// No other member can fit better.
    [[nodiscard]] bool is_perfect() const noexcept { return exactness == Exactness::exact && fields_set < 0; }
    /// More fields decide where both have records, then the exactness.
    [[nodiscard]] bool is_better_than(const Fit& other) const noexcept {
        const bool both_count = fields_set >= 0 && other.fields_set >= 0;
        return both_count && fields_set != other.fields_set ? fields_set > other.fields_set
                                                            : exactness > other.exactness;
    }
};

/// Where in the input a value stands: a chain from the inside out, through the frames of those that are in
/// it.
struct Location {
    const Location* outer = nullptr;
    PyObject* item = nullptr;  ///< a member's name or a dict's key; nullptr: `index`
    Py_ssize_t index = 0;
};

/// What the caller of a validation says, which goes before what nodes say.
struct Asked {
    // Most callers say nothing, or only how strict to be, as which it may be written.
    // NOLINTBEGIN(google-explicit-constructor): so that they can.
    Asked(std::nullopt_t /*nothing*/ = std::nullopt) noexcept {}
    Asked(bool is_strict) noexcept : strict(is_strict) {}
    Asked(std::optional<bool> is_strict) noexcept : strict(is_strict) {}
    // NOLINTEND(google-explicit-constructor)

    std::optional<bool> strict;
    std::optional<bool> from_attributes;  ///< models are also made from the attributes of other objects
    std::optional<bool> by_alias;
    std::optional<bool> by_name;
    /// How many errors are told. The rest only makes the input wrong: each takes a thousand times as much
    /// memory as the two bytes of input that may cause it.
    Py_ssize_t most_errors = PY_SSIZE_T_MAX;
};

/// One input being validated: how it is looked at, and what was found wrong with it.
class Validation {
public:
    Validation(ModuleState& state, Mode mode, const Asked& asked) noexcept
        : state_(state), mode_(mode), words_(mode), asked_(asked) {}

    /// For a part of the input, whose errors are collected apart.
    struct Inner {};
    Validation(const Validation& outer, Inner /*tag*/)
        : state_(outer.state_),
          mode_(outer.mode_),
          words_(outer.words_),
          asked_(outer.asked_),
          lax_keys_(outer.lax_keys_),
          fit_(outer.fit_),
          surroundings_(outer.surroundings_),
          inside_(outer.inside_) {}

    [[nodiscard]] ModuleState& state() const noexcept { return state_; }
    [[nodiscard]] Mode mode() const noexcept { return mode_; }
    /// What the whole input is made of, by which messages are worded.
    [[nodiscard]] Mode words() const noexcept { return words_; }
    [[nodiscard]] bool is_strict(std::optional<bool> node) const noexcept {
        return !lax_keys_ && is_strict_for_keys(node);
    }
    /// The same for types that are as strict with keys of JSON objects as with other strings of JSON.
    [[nodiscard]] bool is_strict_for_keys(std::optional<bool> node) const noexcept {
        return asked_.strict.value_or(node.value_or(false));
    }

    [[nodiscard]] const Asked& asked() const noexcept { return asked_; }

    /// Model.__init__: the instance that the outermost record is to fill, instead of one that it makes.
    void give_instance(PyObject* instance) noexcept { instance_ = instance; }
    [[nodiscard]] bool has_instance() const noexcept { return instance_ != nullptr; }
    [[nodiscard]] Object take_instance() noexcept {
        return Object::borrow(std::exchange(instance_, nullptr));
    }

    /// One of two messages: of an input made of JSON other words are used.
    [[nodiscard]] const char* in_words_of(const char* python, const char* json) const noexcept {
        return words_ == Mode::json ? json : python;
    }

    /// Every node that takes an input says so by these, or by nothing where the input is of its type exactly
    /// and has no fields. What a node notes before it fails is of no account.
    void lower_exactness(Exactness most) noexcept {
        if (most < fit_.exactness) {
            fit_.exactness = most;
        }
    }
    /// A record was made from this many members of its input; its defaults do not count.
    void add_fields_set(Py_ssize_t count) noexcept {
        fit_.fields_set = fit_.fields_set < 0 ? count : fit_.fields_set + count;
    }
    /// A union begins anew with each member, and then comes back to what was around it.
    [[nodiscard]] Fit exchange_fit(Fit fit) noexcept { return std::exchange(fit_, fit); }
    /// The fit of something in what is validated, such as that of a union's best member.
    void include(const Fit& inner) noexcept {
        lower_exactness(inner.exactness);
        if (inner.fields_set >= 0) {
            add_fields_set(inner.fields_set);
        }
    }

    /// Note an error of pydantic's `type`, whose message holds nothing that varies.
    /// @return an empty Object, for the caller to return.
    Object fail(const char* type, const char* message, PyObject* input, const Location* where);
    /// The same for a message made for this input, and the values in it.
    Object fail(const char* type, const Object& message, const Object& context, PyObject* input,
                const Location* where);

    /// Note the exception that a function of the user's raised, if it says that the value is wrong:
    /// ValueError, AssertionError, CustomError, or ValidationError with errors of its own.
    /// @return empty; with the exception still set if it says nothing of the value.
    Object fail_raised(PyObject* input, const Location* where);

    /// The record whose member is being validated: what functions of the user's may ask for.
    class Surroundings {
    public:
        virtual ~Surroundings() = default;
        [[nodiscard]] virtual Object name() const = 0;  ///< of the member
        [[nodiscard]] virtual Object data() const = 0;  ///< a dict of the members before it that were right
    };
    [[nodiscard]] const Surroundings* surroundings() const noexcept { return surroundings_; }
    [[nodiscard]] const Surroundings* exchange_surroundings(const Surroundings* around) noexcept {
        return std::exchange(surroundings_, around);
    }

    /// What a function of the user's made is an object, whatever the input was; only messages go on as
    /// before.
    class OfObjects {
    public:
        explicit OfObjects(Validation& validation) noexcept
            : validation_(validation), before_(std::exchange(validation.mode_, Mode::python)) {}
        ~OfObjects() { validation_.mode_ = before_; }
        OfObjects(const OfObjects&) = delete;
        OfObjects& operator=(const OfObjects&) = delete;

    private:
        Validation& validation_;
        Mode before_;
    };

    /// Whatever is asked otherwise, the keys of JSON objects are converted: JSON has none but strings.
    class OfKeys {
    public:
        explicit OfKeys(Validation& validation) noexcept
            : validation_(validation), before_(validation.lax_keys_) {
            validation.lax_keys_ = validation.mode_ == Mode::json;
        }
        ~OfKeys() { validation_.lax_keys_ = before_; }
        OfKeys(const OfKeys&) = delete;
        OfKeys& operator=(const OfKeys&) = delete;

    private:
        Validation& validation_;
        bool before_;
    };

    /// An input that a recursive type looks into: one that holds itself would be looked into for ever.
    class Inside {
    public:
        /// @param node what looks into it; another may do so inside.
        Inside(Validation& validation, PyObject* input, const void* node);
        ~Inside() {
            if (entered_) {
                validation_.inside_.pop_back();
            }
        }
        Inside(const Inside&) = delete;
        Inside& operator=(const Inside&) = delete;

        /// false: it is being looked into already, or so many others are around it.
        explicit operator bool() const noexcept { return entered_; }

    private:
        Validation& validation_;
        bool entered_;
    };

    /// A list of {"type", "loc", "msg", "input"} and, where there is one, "ctx".
    [[nodiscard]] Object take_errors() noexcept {
        forget_since(asked_.most_errors);
        return std::move(errors_);
    }
    /// A place to come back to: what a union's member found wrong does not count if another takes the input.
    [[nodiscard]] Py_ssize_t mark() const noexcept;
    void forget_since(Py_ssize_t mark) noexcept;

private:
    /// @return whether there are as many errors as are told. Then None is noted instead of one more, so that
    /// mark() changes by it.
    [[nodiscard]] bool note_untold();

    ModuleState& state_;
    Mode mode_;
    Mode words_;
    Asked asked_;
    PyObject* instance_ = nullptr;
    bool lax_keys_ = false;
    Fit fit_;
    const Surroundings* surroundings_ = nullptr;
    std::vector<std::pair<PyObject*, const void*>> inside_;
    Object errors_;
};

}  // namespace schema

}  // namespace fasterapi::python
