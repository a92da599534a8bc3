#include "address.h"

namespace fasterapi::python {

bool read_address(PyObject* address, std::string& host, std::uint16_t& port) {
    if (address == Py_None) {
        return true;
    }
    if (PyTuple_Check(address) == 0 && PyList_Check(address) == 0) {
        PyErr_Format(PyExc_TypeError, "an address is (host, port) or None, not %R", address);
        return false;
    }
    const Object pair = Object::steal(PySequence_Tuple(address));
    const char* text = nullptr;
    int value = 0;
    if (!pair || PyArg_ParseTuple(pair.get(), "si;an address is (host, port)", &text, &value) == 0) {
        return false;
    }
    if (value < 0 || value > 0xFFFF) {
        PyErr_Format(PyExc_ValueError, "a port is between 0 and 65535, not %d", value);
        return false;
    }
    host = text;
    port = static_cast<std::uint16_t>(value);
    return true;
}

}  // namespace fasterapi::python
