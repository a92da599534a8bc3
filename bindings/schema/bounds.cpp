#include "schema/bounds.h"

#include <cmath>

namespace fasterapi::python::schema {

namespace {

/// A number as it stands in messages: a float without fraction has none there.
Object shown(PyObject* bound) {
    if (PyFloat_Check(bound) != 0) {
        const double value = PyFloat_AS_DOUBLE(bound);
        if (std::fabs(value) < 0x1p63 && value == std::trunc(value)) {
            return Object::steal(PyUnicode_FromFormat("%lld", static_cast<long long>(value)));
        }
    }
    return Object::steal(PyObject_Str(bound));
}

Object fail(const char* type, const char* name, const char* words, PyObject* bound, PyObject* input,
            Validation& validation, const Location* where) {
    const Object text = shown(bound);
    const Object message =
        text ? Object::steal(PyUnicode_FromFormat("Input should be %s %U", words, text.get())) : Object();
    const Object context = message ? Object::steal(Py_BuildValue("{s:O}", name, bound)) : Object();
    return context ? validation.fail(type, message, context, input, where) : Object();
}

/// value % bound == 0; -1 with an exception set.
int is_multiple(PyObject* value, PyObject* bound) {
    const Object rest = Object::steal(PyNumber_Remainder(value, bound));
    if (!rest) {
        // A Decimal that is infinite or has too many digits more than the bound.
        const bool is_none = PyErr_ExceptionMatches(PyExc_ArithmeticError) != 0 &&
                             PyErr_ExceptionMatches(PyExc_ZeroDivisionError) == 0;
        if (is_none) {
            PyErr_Clear();
        }
        return is_none ? 0 : -1;
    }
    const int left = PyObject_IsTrue(rest.get());
    return left < 0 ? -1 : 1 - left;
}

}  // namespace

bool Bounds::read(const Declaration& declaration, bool with_multiple) {
    const auto take = [&](const char* name) {
        Object bound = declaration.object(name);
        if (bound.get() == Py_None) {
            bound.reset();
        }
        empty_ = empty_ && !bound;
        return bound;
    };
    gt_ = take("gt");
    ge_ = take("ge");
    lt_ = take("lt");
    le_ = take("le");
    if (with_multiple) {
        multiple_of_ = take("multiple_of");
    }
    if (PyErr_Occurred() != nullptr) {
        return false;
    }
    is_simple_ = simplify();
    is_simple_real_ = simplify_real();
    return true;
}

/// @return whether the bounds are integers of a machine's size.
bool Bounds::simplify() {
    const auto value_of = [](const Object& bound, std::int64_t& value) {
        int overflow = 0;
        value =
            PyLong_CheckExact(bound.get()) != 0 ? PyLong_AsLongLongAndOverflow(bound.get(), &overflow) : 0;
        return PyLong_CheckExact(bound.get()) != 0 && overflow == 0;
    };
    std::int64_t value = 0;
    if (multiple_of_) {
        return false;
    }
    if (ge_) {
        if (!value_of(ge_, value)) return false;
        least_ = value;
    }
    if (gt_) {
        if (!value_of(gt_, value) || value == INT64_MAX) return false;
        least_ = std::max(least_, value + 1);
    }
    if (le_) {
        if (!value_of(le_, value)) return false;
        most_ = value;
    }
    if (lt_) {
        if (!value_of(lt_, value) || value == INT64_MIN) return false;
        most_ = std::min(most_, value - 1);
    }
    return true;
}

/// @return whether the bounds are numbers that a double holds.
bool Bounds::simplify_real() {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr std::int64_t exact = std::int64_t{1} << std::numeric_limits<double>::digits;
    const auto value_of = [](const Object& bound, double& value) {
        if (PyFloat_CheckExact(bound.get()) != 0) {
            value = PyFloat_AS_DOUBLE(bound.get());
            return std::isfinite(value);
        }
        int overflow = 0;
        const std::int64_t integer =
            PyLong_CheckExact(bound.get()) != 0 ? PyLong_AsLongLongAndOverflow(bound.get(), &overflow) : 0;
        value = static_cast<double>(integer);
        return PyLong_CheckExact(bound.get()) != 0 && overflow == 0 && integer >= -exact && integer <= exact;
    };
    double value = 0;
    if (multiple_of_) {
        return false;
    }
    if (ge_) {
        if (!value_of(ge_, value)) return false;
        least_real_ = value;
    }
    if (gt_) {
        if (!value_of(gt_, value)) return false;
        least_real_ = std::max(least_real_, std::nextafter(value, infinity));
    }
    if (le_) {
        if (!value_of(le_, value)) return false;
        most_real_ = value;
    }
    if (lt_) {
        if (!value_of(lt_, value)) return false;
        most_real_ = std::min(most_real_, std::nextafter(value, -infinity));
    }
    return true;
}

struct Bounds::Rule {
    Object Bounds::* bound;
    int comparison;
    const char* type;
    const char* name;
    const char* words;
};

// The first that is not kept is told, in pydantic's order.
const std::array<Bounds::Rule, 4> Bounds::rules{
    Rule{&Bounds::le_, Py_LE, "less_than_equal", "le", "less than or equal to"},
    Rule{&Bounds::lt_, Py_LT, "less_than", "lt", "less than"},
    Rule{&Bounds::ge_, Py_GE, "greater_than_equal", "ge", "greater than or equal to"},
    Rule{&Bounds::gt_, Py_GT, "greater_than", "gt", "greater than"},
};

Object Bounds::check(Object value, PyObject* input, Validation& validation, const Location* where) const {
    if (empty_) {
        return value;
    }
    if (multiple_of_) {
        const int is = is_multiple(value.get(), multiple_of_.get());
        if (is <= 0) {
            return is < 0 ? Object()
                          : fail("multiple_of", "multiple_of", "a multiple of", multiple_of_.get(), input,
                                 validation, where);
        }
    }
    for (const Rule& rule : rules) {
        const Object& bound = this->*rule.bound;
        if (!bound) {
            continue;
        }
        const int kept = PyObject_RichCompareBool(value.get(), bound.get(), rule.comparison);
        if (kept <= 0) {
            return kept < 0 ? Object()
                            : fail(rule.type, rule.name, rule.words, bound.get(), input, validation, where);
        }
    }
    return value;
}

Object Bounds::refuse(PyObject* input, Validation& validation, const Location* where) const {
    if (multiple_of_) {
        return fail("multiple_of", "multiple_of", "a multiple of", multiple_of_.get(), input, validation,
                    where);
    }
    for (const Rule& rule : rules) {
        if (const Object& bound = this->*rule.bound) {
            return fail(rule.type, rule.name, rule.words, bound.get(), input, validation, where);
        }
    }
    return {};
}

int Bounds::traverse(visitproc visit, void* arg) const {
    for (const Object* member : {&gt_, &ge_, &lt_, &le_, &multiple_of_}) {
        if (const int stop = member->traverse(visit, arg); stop != 0) {
            return stop;
        }
    }
    return 0;
}

void Bounds::clear() noexcept {
    for (Object* member : {&gt_, &ge_, &lt_, &le_, &multiple_of_}) {
        member->reset();
    }
}

}  // namespace fasterapi::python::schema
