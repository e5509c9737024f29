/** Decodes the mangled symbols of C++ and Rust into the names of their sources. */
package fastpath.lab.text.demangle;
