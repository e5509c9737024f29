/**
 * Source files, places in them, and what is wrong with them. Every stage of the compiler depends on
 * this package, and this package depends on none of them.
 */
package fastpath.codegen.source;
