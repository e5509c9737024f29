/**
 * Source files, places in source files, and diagnostics. Every stage of the compiler depends on
 * this package, and this package depends on no stage.
 */
package fastpath.codegen.source;
