#include <algorithm>

#include "json_decoder.h"
#include "schema/builder.h"

namespace fasterapi::python::schema {

namespace {

/// @return nothing where it is no JSON.
std::optional<JsonKind> kind_of_next(json::Reader& reader) {
    switch (reader.peek()) {
        case json::Kind::null: return JsonKind::null;
        case json::Kind::boolean: return JsonKind::boolean;
        case json::Kind::string: return JsonKind::string;
        case json::Kind::array: return JsonKind::array;
        case json::Kind::object: return JsonKind::object;
        case json::Kind::none: return std::nullopt;
        case json::Kind::number: break;
    }
    json::Reader ahead = reader;
    json::Number number;
    if (!ahead.read_number(number)) {
        return std::nullopt;
    }
    return number.is_integer ? JsonKind::integer : JsonKind::fraction;
}

/// One of several types: the one that an input fits best or, left to right, the first that takes it.
class UnionNode final : public Node {
public:
    [[nodiscard]] bool build(const Declaration& declaration, Builder& builder) {
        is_smart_ = declaration.text("union_mode") == "smart";
        const Object members = declaration.object("members");
        const Object labels = declaration.object("labels");
        for (Py_ssize_t i = 0; labels && i < PyTuple_GET_SIZE(members.get()); ++i) {
            members_.push_back({builder.build(PyTuple_GET_ITEM(members.get(), i)),
                                Object::borrow(PyTuple_GET_ITEM(labels.get(), i))});
            if (!members_.back().node) {
                return false;
            }
        }
        return static_cast<bool>(labels);
    }

    [[nodiscard]] Object read(Reading& reading) const override {
        const std::optional<JsonKind> kind = kind_of_next(reading.reader);
        if (!kind) {
            return {};
        }
        std::uint64_t ruled_out = members_.size() > most_members ? ~std::uint64_t{0} : 0;
        while (const Member* member = next(*kind, ruled_out)) {
            const json::Reader::Mark start = reading.reader.mark();
            Object value = member->node->read(reading);
            if (value || PyErr_Occurred() != nullptr) {
                return value;
            }
            reading.reader.go_back(start);
            if (!member->node->reads_all(*kind)) {
                break;
            }
            ruled_out |= bit_of(*member);
        }
        const Object input = decode_json(reading.reader, reading.names);
        if (!input) {
            return {};
        }
        Validation validation(reading.state, Mode::json, reading.strict);
        return validate(input.get(), validation, nullptr);
    }

    [[nodiscard]] Object validate(PyObject* input, Validation& validation,
                                  const Location* where) const override {
        const Py_ssize_t before = validation.mark();
        Object value = is_smart_ ? best(input, validation, where) : first(input, validation, where);
        if (value) {
            validation.forget_since(before);
        }
        return value;
    }

    [[nodiscard]] Taking taking(JsonKind kind) const override {
        Taking found = Taking::never;
        for (const Member& member : members_) {
            const Taking taking = member.node->taking(kind);
            if (taking != Taking::never && found != Taking::never) {
                return Taking::unknown;  // it depends on which of them does
            }
            found = std::max(found, taking);
        }
        return found;
    }
    [[nodiscard]] Suits suits(PyObject* value) const override {
        Suits most = Suits::no;
        for (const Member& member : members_) {
            most = std::max(most, member.node->suits(value));
        }
        return most;
    }

    /// By the first member whose type the value has; then by the first of a type that it is at least like.
    [[nodiscard]] bool write(PyObject* value, Writing& writing) const override {
        const bool was_choosing = std::exchange(writing.is_choosing, true);
        bool written = false;
        for (const Suits wanted : {Suits::yes, Suits::perhaps}) {
            written = written || (PyErr_Occurred() == nullptr && write_as(wanted, value, writing));
        }
        writing.is_choosing = was_choosing;
        if (!written && PyErr_Occurred() == nullptr) {
            PyErr_Format(PyExc_TypeError, "one of %zu types is expected, and %.100s is none of them",
                         members_.size(), Py_TYPE(value)->tp_name);
        }
        return written;
    }

    [[nodiscard]] Object dump(PyObject* value, Dumping& dumping) const override {
        const bool was_choosing = std::exchange(dumping.is_choosing, true);
        Object dumped;
        for (const Suits wanted : {Suits::yes, Suits::perhaps}) {
            if (!dumped && PyErr_Occurred() == nullptr) {
                dumped = dump_as(wanted, value, dumping);
            }
        }
        dumping.is_choosing = was_choosing;
        return dumped || PyErr_Occurred() != nullptr ? dumped : Object::borrow(value);
    }

    int traverse(visitproc visit, void* arg) const override {
        for (const Member& member : members_) {
            if (const int stop = member.node->traverse(visit, arg); stop != 0) {
                return stop;
            }
        }
        return 0;
    }
    void clear() noexcept override {
        for (const Member& member : members_) {
            member.node->clear();
        }
    }

private:
    struct Member {
        NodePtr node;
        Object label;  ///< where its errors are
    };
    static constexpr std::size_t most_members = 64;

    [[nodiscard]] std::uint64_t bit_of(const Member& member) const noexcept {
        return std::uint64_t{1} << static_cast<unsigned>(&member - members_.data());
    }

    /// The member whose read() decides about JSON of this kind. nullptr: only all of them together do.
    [[nodiscard]] const Member* next(JsonKind kind, std::uint64_t ruled_out) const {
        const Member* next = nullptr;
        Taking most = Taking::never;
        int count = 0;
        for (const Member& member : members_) {
            if (ruled_out == ~std::uint64_t{0} || (ruled_out & bit_of(member)) != 0) {
                continue;
            }
            const Taking taking = member.node->taking(kind);
            count += taking == Taking::never ? 0 : 1;
            if (taking > most && (is_smart_ || next == nullptr)) {
                next = &member;
                most = taking;
            }
        }
        const bool is_simple = kind != JsonKind::array && kind != JsonKind::object;
        return count == 1 || !is_smart_ || (is_simple && most != Taking::unknown) ? next : nullptr;
    }

    [[nodiscard]] Object best(PyObject* input, Validation& validation, const Location* where) const {
        const Fit around = validation.exchange_fit({});
        Object best;
        Fit best_fit;
        for (const Member& member : members_) {
            const Location place{.outer = where, .item = member.label.get()};
            Object value = member.node->validate(input, validation, &place);
            const Fit fit = validation.exchange_fit({});
            if (value && (!best || fit.is_perfect() || fit.is_better_than(best_fit))) {
                best = std::move(value);
                best_fit = fit;
            }
            if (PyErr_Occurred() != nullptr) {
                return {};
            }
            if (best && best_fit.is_perfect()) {
                break;
            }
        }
        static_cast<void>(validation.exchange_fit(around));
        if (best) {
            validation.include(best_fit);
        }
        return best;
    }

    [[nodiscard]] Object first(PyObject* input, Validation& validation, const Location* where) const {
        const Fit around = validation.exchange_fit({});
        for (const Member& member : members_) {
            const Location place{.outer = where, .item = member.label.get()};
            static_cast<void>(validation.exchange_fit(around));
            Object value = member.node->validate(input, validation, &place);
            if (value || PyErr_Occurred() != nullptr) {
                return value;
            }
        }
        return {};
    }

    /// @return false without an exception where no member fits.
    [[nodiscard]] bool write_as(Suits wanted, PyObject* value, Writing& writing) const {
        const std::size_t before = writing.out.size();
        const int depth = writing.depth;
        for (const Member& member : members_) {
            if (member.node->suits(value) != wanted) {
                continue;
            }
            if (member.node->write(value, writing)) {
                return true;
            }
            if (PyErr_ExceptionMatches(PyExc_TypeError) == 0) {
                return false;
            }
            PyErr_Clear();
            writing.out.truncate(before);
            writing.depth = depth;
        }
        return false;
    }

    /// @return empty without an exception where no member fits.
    [[nodiscard]] Object dump_as(Suits wanted, PyObject* value, Dumping& dumping) const {
        for (const Member& member : members_) {
            Object dumped =
                member.node->suits(value) == wanted ? member.node->dump(value, dumping) : Object();
            if (dumped || (PyErr_Occurred() != nullptr && PyErr_ExceptionMatches(PyExc_TypeError) == 0 &&
                           PyErr_ExceptionMatches(PyExc_ValueError) == 0)) {
                return dumped;
            }
            PyErr_Clear();
        }
        return {};
    }

    std::vector<Member> members_;
    bool is_smart_ = true;
};

}  // namespace

NodePtr make_union(const Declaration& declaration, Builder& builder) {
    auto node = std::make_unique<UnionNode>();
    return node->build(declaration, builder) ? std::move(node) : nullptr;
}

}  // namespace fasterapi::python::schema
