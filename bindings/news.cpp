#include "news.h"

#include <utility>

#include "engine.h"
#include "module_state.h"

namespace fasterapi::python {

void News::tell(Engine& engine) noexcept {
    const Object future = std::exchange(future_, Object());
    told_ = !future;
    if (!future) {
        return;
    }
    const Names& names = engine.state().names;
    const Object done = Object::steal(PyObject_CallMethodNoArgs(future.get(), names.done.get()));
    if (done.get() == Py_False) {
        PyObject* arguments[] = {future.get(), Py_None};
        Object::steal(PyObject_VectorcallMethod(names.set_result.get(), arguments, 2, nullptr)).reset();
    }
    if (PyErr_Occurred() != nullptr) {
        engine.report_error(future.get());
    }
}

Object News::wait(Engine& engine) {
    if (engine.loop() == nullptr) {
        PyErr_SetString(PyExc_RuntimeError, "the engine is gone");  // the garbage collector has been here
        return {};
    }
    if (!future_) {
        future_ =
            Object::steal(PyObject_CallMethodNoArgs(engine.loop(), engine.state().names.create_future.get()));
    }
    Object future = future_;
    if (future && told_) {
        tell(engine);
    }
    return future;
}

}  // namespace fasterapi::python
