/**
 * The C preprocessor, for C and for assembler sources: characters to tokens, directives, macros.
 * {@link fastpath.codegen.pp.Preprocessor} executes directives over {@link
 * fastpath.codegen.pp.Expander}, which replaces macros; {@link fastpath.codegen.pp.Lexer} makes
 * tokens. A {@link fastpath.codegen.pp.Token} keeps the file, line and column of the use, not of
 * the macro.
 *
 * <p>A {@link fastpath.codegen.pp.HeaderCache} keeps files as tokens ({@code LexedFile}) for all
 * compilations of a compiler, since variants include the same headers. A skipped group is jumped
 * over from directive to directive.
 *
 * <p>{@code Predefined} has the macros that exist before the first line and the freestanding
 * headers of C. {@code GnuAttribute} is the one table of attributes: {@code __has_attribute} and
 * the parser ask it. Section numbers are of C17.
 */
package fastpath.codegen.pp;
