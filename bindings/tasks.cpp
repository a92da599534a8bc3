#include "tasks.h"

#include "engine.h"
#include "module_state.h"

namespace fasterapi::python {

namespace {

bool call(const Object& function, PyObject* first, PyObject* second = nullptr) {
    PyObject* arguments[] = {first, second};
    return static_cast<bool>(
        Object::steal(PyObject_Vectorcall(function.get(), arguments, second == nullptr ? 1 : 2, nullptr)));
}

}  // namespace

Tasks::~Tasks() {
    clear();
}

Run* Tasks::make() {
    Object object = make_run(as_type(engine_.state().run_type), engine_);
    if (!object) {
        return nullptr;
    }
    ++made_;
    return &run_in(object.release());
}

bool Tasks::make_visible(Run& run) {
    const Asyncio& asyncio = engine_.state().asyncio;
    if (!call(asyncio.enter_task, engine_.loop(), run.task()) ||
        !call(asyncio.register_running_task, run.task())) {
        return false;
    }
    current_ = &run;
    return true;
}

Run* Tasks::current() {
    if (current_ != nullptr) {
        if (!current_->busy()) {
            ++reused_;
            return current_;
        }
        leave();
    }
    Run* run = nullptr;
    if (parked_.empty()) {
        run = make();
    } else {
        run = parked_.back();
        parked_.pop_back();
        ++reused_;
    }
    if (run == nullptr) {
        return nullptr;
    }
    if (!make_visible(*run)) {
        parked_.push_back(run);
        return nullptr;
    }
    run->expect_traces();
    return run;
}

bool Tasks::enter(Run& run) {
    leave();
    if (!call(engine_.state().asyncio.enter_task, engine_.loop(), run.task())) {
        return false;
    }
    current_ = &run;
    return true;
}

void Tasks::leave() noexcept {
    if (current_ == nullptr) {
        return;
    }
    Run& run = *current_;
    if (!run.busy() && run.left_traces()) {
        finish(run);  // by code that ran between two requests
        return;
    }
    current_ = nullptr;
    if (!call(engine_.state().asyncio.leave_task, engine_.loop(), run.task())) {
        engine_.report_error(run.task());
    }
    if (!run.busy()) {
        make_invisible(run);
        parked_.push_back(&run);
    }
}

void Tasks::make_invisible(Run& run) noexcept {
    if (!call(engine_.state().asyncio.unregister_running_task, run.task())) {
        engine_.report_error(run.task());
    }
}

void Tasks::settle(Run& run) noexcept {
    if (run.busy()) {
        if (!run.ListHook<BusyList>::linked()) {
            busy_.push_back(run);
        }
        return;
    }
    run.ListHook<BusyList>::unlink();
    if (!run.left_traces() && !closed_ && parked_.size() < most_parked && run.renew_context()) {
        return;  // it stays current, for the next request of this turn
    }
    finish(run);
}

void Tasks::finish(Run& run) noexcept {
    if (current_ == &run) {
        current_ = nullptr;
        if (!call(engine_.state().asyncio.leave_task, engine_.loop(), run.task())) {
            engine_.report_error(run.task());
        }
    }
    make_invisible(run);
    if (!run.finish_task()) {
        engine_.report_error(run.self());
    }
    Py_DECREF(run.self());
}

void Tasks::cancel_busy() {
    closed_ = true;
    IntrusiveList<Run, BusyList> busy;
    busy.take_all(busy_);
    while (!busy.empty()) {
        Run& run = busy.pop_front();
        busy_.push_back(run);
        if (run.cancel_for_close()) {
            run.abandon();
            settle(run);
        }
    }
}

void Tasks::close() noexcept {
    leave();
    while (!parked_.empty()) {
        Run& run = *parked_.back();
        parked_.pop_back();
        if (!run.finish_task()) {
            engine_.report_error(run.self());
        }
        Py_DECREF(run.self());
    }
}

int Tasks::traverse(visitproc visit, void* arg) const {
    for (const Run* run : parked_) {
        Py_VISIT(run->self());
    }
    return 0;
}

void Tasks::clear() noexcept {
    while (!parked_.empty()) {
        Run& run = *parked_.back();
        parked_.pop_back();
        Py_DECREF(run.self());
    }
    while (!busy_.empty()) {
        Py_DECREF(busy_.pop_front().self());
    }
}

}  // namespace fasterapi::python
