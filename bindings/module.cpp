// fasterapi._core: multi-phase initialisation, so that every interpreter has a module of its own.
#include <new>
#include <string>

#include "direct_exchange.h"
#include "engine.h"
#include "engine_settings.h"
#include "json_decoder.h"
#include "json_encoder.h"
#include "memory_connection.h"
#include "module_state.h"
#include "net/listener.h"
#include "request.h"
#include "response.h"
#include "run.h"
#include "schema/model.h"
#include "schema/schema.h"

namespace fasterapi::python {

namespace {

ModuleState& state_of(PyObject* module) noexcept {
    return *static_cast<ModuleState*>(PyModule_GetState(module));
}

PyObject* dumps(PyObject*, PyObject* value) {
    ByteBuffer out;
    return encode_json(value, out) ? bytes(out.view()).release() : nullptr;
}

PyObject* loads(PyObject* module, PyObject* args, PyObject* kwargs) {
    static const char* const names[] = {"text", "duplicates", nullptr};
    Py_buffer text;
    int duplicates = 1;
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "s*|$p:loads", const_cast<char**>(names), &text,
                                    &duplicates) == 0) {
        return nullptr;
    }
    json::Reader reader({static_cast<const char*>(text.buf), static_cast<std::size_t>(text.len)});
    Object value = decode_json(reader, state_of(module).names_seen,
                               duplicates != 0 ? Duplicates::last_wins : Duplicates::refused);
    PyBuffer_Release(&text);
    if (value && reader.finish()) {
        return value.release();
    }
    if (PyErr_Occurred() == nullptr) {
        PyErr_SetString(PyExc_ValueError, json::explain(reader).c_str());
    }
    return nullptr;
}

PyObject* listen(PyObject*, PyObject* args, PyObject* kwargs) {
    static const char* const names[] = {"host", "port", "uds", "fd", "backlog", "shared", nullptr};
    net::ListenAddress address;
    const char* host = address.host.c_str();
    const char* unix_path = "";
    unsigned short port = address.port;
    int shared = 0;
    if (PyArg_ParseTupleAndKeywords(args, kwargs, "|$sHsiip:listen", const_cast<char**>(names), &host, &port,
                                    &unix_path, &address.descriptor, &address.backlog, &shared) == 0) {
        return nullptr;
    }
    address.host = host;
    address.port = port;
    address.unix_path = unix_path;
    const auto descriptor = net::listen_on(address, shared != 0);
    if (descriptor) {
        return PyLong_FromLong(*descriptor);
    }
    const std::string where = !address.unix_path.empty() ? address.unix_path
                              : address.descriptor >= 0  ? "descriptor " + std::to_string(address.descriptor)
                                                         : address.host + ":" + std::to_string(address.port);
    const net::ListenError& error = descriptor.error();
    const std::string what = std::string(error.call) + ": " + error.code.message();
    const Object values =
        Object::steal(Py_BuildValue("(iss)", error.code.value(), what.c_str(), where.c_str()));
    if (values) {
        PyErr_SetObject(PyExc_OSError, values.get());
    }
    return nullptr;
}

PyObject* describe_listener(PyObject*, PyObject* descriptor) {
    const int number = static_cast<int>(PyLong_AsLong(descriptor));
    return PyErr_Occurred() != nullptr ? nullptr : latin1(net::describe_listener(number)).release();
}

PyObject* raise_descriptor_limit(PyObject*, PyObject*) {
    return PyLong_FromUnsignedLongLong(net::raise_descriptor_limit());
}

PyObject* build_info(PyObject*, PyObject*) {
#ifdef Py_GIL_DISABLED
    constexpr bool free_threaded = true;
#else
    constexpr bool free_threaded = false;
#endif
#if defined(__SANITIZE_ADDRESS__)
    constexpr const char* sanitizers = "address";
#elif defined(__SANITIZE_THREAD__)
    constexpr const char* sanitizers = "thread";
#else
    constexpr const char* sanitizers = "";
#endif
    constexpr bool own_gil = PY_VERSION_HEX >= 0x030D0000;
    return Py_BuildValue("{s:s,s:s,s:O,s:O,s:s,s:s}", "version", FASTERAPI_VERSION, "python", PY_VERSION,
                         "free_threaded", free_threaded ? Py_True : Py_False, "own_gil",
                         own_gil ? Py_True : Py_False, "compiler", __VERSION__, "sanitizers", sanitizers);
}

PyMethodDef functions[] = {
    {"build_info", build_info, METH_NOARGS, nullptr},
    {"default_limits", [](PyObject*, PyObject*) { return default_limits().release(); }, METH_NOARGS, nullptr},
    {"describe_listener", describe_listener, METH_O, nullptr},
    {"dumps", dumps, METH_O, nullptr},
    {"listen", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(listen)),
     METH_VARARGS | METH_KEYWORDS, nullptr},
    {"loads", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(loads)),
     METH_VARARGS | METH_KEYWORDS, nullptr},
    {"raise_descriptor_limit", raise_descriptor_limit, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

int execute(PyObject* module) {
    ModuleState& state = *new (PyModule_GetState(module)) ModuleState;
    state.content_types = Object::steal(PyDict_New());
    if (!state.content_types || !state.names.fill() || !make_request_types(module, state) ||
        !make_response_types(module, state)) {
        return -1;
    }
    state.run_type = make_run_type(module);
    state.engine_type = make_engine_type(module);
    state.schema_type = schema::make_schema_type(module);
    state.model_class_type = schema::make_model_class_type(module);
    state.model_type = schema::make_model_type(module);
    state.memory_connection_type = make_memory_connection_type(module);
    state.direct_exchange_type = make_direct_exchange_type(module);
    if (!state.run_type || !state.engine_type || !state.schema_type || !state.model_class_type ||
        !state.model_type || !state.memory_connection_type || !state.direct_exchange_type) {
        return -1;
    }
    for (const Object* type :
         {&state.direct_exchange_type, &state.engine_type, &state.memory_connection_type, &state.model_type,
          &state.model_class_type, &state.schema_type, &state.request_type, &state.headers_type,
          &state.response_type, &state.json_response_type, &state.streaming_response_type,
          &state.file_response_type}) {
        if (PyModule_AddType(module, as_type(*type)) < 0) {
            return -1;
        }
    }
    return 0;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
    return state_of(module).traverse(visit, arg);
}

int clear(PyObject* module) {
    state_of(module).clear();
    return 0;
}

void free_module(void* module) {
    state_of(static_cast<PyObject*>(module)).clear();
}

PyModuleDef_Slot slots[] = {
    {Py_mod_exec, reinterpret_cast<void*>(execute)},
#if PY_VERSION_HEX >= 0x030C0000
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
    {0, nullptr},
};

}  // namespace

PyModuleDef module_definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "fasterapi._core",
    .m_doc = "The C++ engine of FasterAPI.",
    .m_size = sizeof(ModuleState),
    .m_methods = functions,
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = free_module,
};

}  // namespace fasterapi::python

PyMODINIT_FUNC PyInit__core() {
    return PyModuleDef_Init(&fasterapi::python::module_definition);
}
