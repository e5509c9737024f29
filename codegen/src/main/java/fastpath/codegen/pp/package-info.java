/** The C preprocessor, for C and for assembler sources: text to tokens, directives, macros. */
package fastpath.codegen.pp;
