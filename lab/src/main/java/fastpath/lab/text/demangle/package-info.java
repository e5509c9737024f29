/** Names of C++ and Rust as their sources have them, from the names that symbols have. */
package fastpath.lab.text.demangle;
