#pragma once

#include <string>

#include "schema/builder.h"

namespace fasterapi::python::schema {

/// A member of a record.
struct FieldRule {
    Object name;          ///< of the attribute
    Object alias;         ///< what the input calls it; the name without one
    std::string written;  ///< "name": as it stands in JSON
    std::string written_by_alias;
    Object dump_alias;  ///< what the output calls it by alias
    NodePtr node;
    Object default_value;         ///< empty without one
    Object default_factory;       ///< empty without one
    Py_ssize_t slot_offset = -1;  ///< where instances of the class itself keep it; negative: nobody knows
    bool is_required = true;
    bool copies_default = false;
    bool factory_takes_data = false;
    bool validates_default = false;
    bool is_init_only = false;
    bool is_excluded = false;
    bool is_frozen = false;

    [[nodiscard]] bool read(const Declaration& declaration, Builder& builder);
    /// The value of a field that the input does not have. Empty with an exception set.
    /// @param data makes the dict of the fields before it, for the factories that take it.
    template <class Data>
    [[nodiscard]] Object make_default(Data data) const {
        if (default_factory && factory_takes_data) {
            const Object before = data();
            return before ? Object::steal(PyObject_CallOneArg(default_factory.get(), before.get()))
                          : Object();
        }
        return default_factory || copies_default ? make_new_default() : default_value;
    }

    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;

private:
    [[nodiscard]] Object make_new_default() const;
};

}  // namespace fasterapi::python::schema
