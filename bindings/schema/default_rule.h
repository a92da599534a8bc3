#pragma once

#include "schema/builder.h"

namespace fasterapi::python::schema {

/// What a field has where its input has nothing.
class DefaultRule {
public:
    /// Reads `default`, `default_factory` and `factory_takes_data`. @return false with an exception set.
    [[nodiscard]] bool read(const Declaration& declaration, Builder& builder);

    explicit operator bool() const noexcept { return value_ || factory_; }
    /// The factory is given the fields before it.
    [[nodiscard]] bool takes_data() const noexcept { return takes_data_; }

    /// Empty with an exception set. @param data makes the dict of the fields before it.
    template <class Data>
    [[nodiscard]] Object make(Data data) const {
        if (takes_data_) {
            const Object before = data();
            return before ? Object::steal(PyObject_CallOneArg(factory_.get(), before.get())) : Object();
        }
        return factory_ || copies_ ? make_new() : value_;
    }
    /// The same of a rule that takes no data.
    [[nodiscard]] Object make() const { return factory_ || copies_ ? make_new() : value_; }

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    [[nodiscard]] Object make_new() const;

    Object value_;    ///< empty without one
    Object factory_;  ///< empty without one
    bool copies_ = false;
    bool takes_data_ = false;
};

}  // namespace fasterapi::python::schema
