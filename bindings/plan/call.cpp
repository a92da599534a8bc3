#include "plan/call.h"

namespace fasterapi::python {

Object Call::make() const {
    std::vector<PyObject*> stack;
    stack.reserve(arguments.size());
    for (const Object& argument : arguments) {
        stack.push_back(argument.get());
    }
    const Py_ssize_t named = keywords ? PyTuple_GET_SIZE(keywords.get()) : 0;
    return Object::steal(PyObject_Vectorcall(callable.get(), stack.data(),
                                             stack.size() - static_cast<std::size_t>(named), keywords.get()));
}

Call call_of_task(PyObject* task) {
    Call call;
    call.callable = Object::steal(PyObject_GetAttrString(task, "func"));
    const Object args = call.callable ? Object::steal(PyObject_GetAttrString(task, "args")) : Object();
    const Object kwargs = args ? Object::steal(PyObject_GetAttrString(task, "kwargs")) : Object();
    const Object positional = kwargs ? Object::steal(PySequence_Tuple(args.get())) : Object();
    const Object items = positional ? Object::steal(PyMapping_Items(kwargs.get())) : Object();
    if (!items) {
        return {};
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(positional.get()); ++i) {
        call.arguments.push_back(Object::borrow(PyTuple_GET_ITEM(positional.get(), i)));
    }
    const Py_ssize_t named = PyList_GET_SIZE(items.get());
    call.keywords = named == 0 ? Object() : Object::steal(PyTuple_New(named));
    for (Py_ssize_t i = 0; i < named; ++i) {
        PyObject* item = PyList_GET_ITEM(items.get(), i);
        PyTuple_SET_ITEM(call.keywords.get(), i, Py_NewRef(PyTuple_GET_ITEM(item, 0)));
        call.arguments.push_back(Object::borrow(PyTuple_GET_ITEM(item, 1)));
    }
    return call;
}

}  // namespace fasterapi::python
