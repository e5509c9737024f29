/**
 * The C preprocessor, for C and assembler sources: tokens, directives, macros. {@link
 * fastpath.codegen.pp.Preprocessor} executes directives; {@link fastpath.codegen.pp.Expander}
 * replaces macros; {@link fastpath.codegen.pp.Lexer} splits text into tokens. A {@link
 * fastpath.codegen.pp.Token} from a macro has the file, line and column of the macro's use, not of
 * its definition.
 *
 * <p>A {@link fastpath.codegen.pp.HeaderCache} keeps the tokens of files ({@code LexedFile}) for
 * all compilations of a compiler, because variants include the same headers. A group that is
 * skipped is read only at its directives.
 *
 * <p>{@code Predefined} has the predefined macros and the freestanding headers of C. {@code
 * Extensions} is the table of attributes, builtins and pragmas that {@code __has_attribute}, {@code
 * __has_builtin} and the parser use. Section numbers in comments are those of C17.
 */
package fastpath.codegen.pp;
