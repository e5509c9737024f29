/**
 * C: types, typed syntax trees, the parser with its checks, constant expressions. The language is
 * the integer subset of C17 that kernel headers need, with GNU's extensions: statement expressions,
 * {@code typeof}, attributes, {@code asm} with operands, {@code asm goto}, labels as values, case
 * ranges, {@code __int128}, {@code __seg_gs}; and what gcc takes of C23 in its dialect of C17.
 * Under {@code -std=gnu2x} the words and rules of C23 replace those of C17: {@link
 * fastpath.codegen.c.Dialect}, {@code Keywords}. Comments cite sections of C17.
 *
 * <h2>One pass</h2>
 *
 * <p>The meaning of a name decides how the text after it is parsed, so that parsing and checking
 * are one pass. {@link fastpath.codegen.c.Parser} connects the parts, each of which covers a
 * section of C17:
 *
 * <table>
 * <caption>Parts of the parser</caption>
 * <tr><th>Class</th><th>Reads</th></tr>
 * <tr><td>{@code DeclarationParser}</td><td>external and local declarations, functions (6.9)</td></tr>
 * <tr><td>{@code SpecifierParser}</td><td>storage classes, types, structs, enumerations (6.7)</td></tr>
 * <tr><td>{@code DeclaratorParser}</td><td>pointers, arrays and functions around a name (6.7.6)</td>
 * </tr>
 * <tr><td>{@code InitializerParser}</td><td>initializers, flattened to stored values (6.7.9)</td></tr>
 * <tr><td>{@code StatementParser}, {@code AsmStatements}</td><td>statements (6.8), {@code asm}</td>
 * </tr>
 * <tr><td>{@code ExpressionParser}</td><td>expressions (6.5)</td></tr>
 * <tr><td>{@code Atomics}</td><td>accesses to objects of atomic type (6.2.5)</td></tr>
 * <tr><td>{@code BuiltinParser}, {@code AtomicBuiltins}, {@code OverflowBuiltins}, {@code
 * StringBuiltins}, {@code ObjectSizes}, {@code VarargsParser}</td><td>{@code __builtin_}, {@code __atomic_} and {@code
 * __sync_} functions</td></tr>
 * <tr><td>{@code Constants}, {@code WideConstants}, {@code Reals}</td><td>constant expressions (6.6);
 * floating point exists in them only</td></tr>
 * <tr><td>{@code IdentifierLists}</td><td>definitions in the style of K&amp;R (6.9.1)</td></tr>
 * <tr><td>{@code AttributeParser}, {@code BracketAttributes}, {@code AttributePlace}</td><td>{@code __attribute__}, {@code
 * [[...]]}</td></tr>
 * </table>
 *
 * <h2>The result</h2>
 *
 * <p>A {@link fastpath.codegen.c.Unit} has functions of {@link fastpath.codegen.c.Stmt}s and {@link
 * fastpath.codegen.c.Expr}s. {@link fastpath.codegen.c.Sema} builds every expression: it checks
 * operands, inserts conversions and folds constants. An {@code Expr} has no implicit conversion:
 * operands of arithmetic have one type, and arrays and functions have become addresses. A builtin
 * that cannot be folded is an {@code Expr.Builtin} of a {@link fastpath.codegen.c.BuiltinKind},
 * which package {@code lower} expands.
 *
 * <p>Error messages have the wording of gcc. After an error the parser goes on with the next
 * statement, declaration, member or parameter: {@link fastpath.codegen.c.Recovery}. {@code
 * DiagnosticsTest} has a test case for each kind of error, and {@code ErrorsTest} has programs with
 * several errors.
 */
package fastpath.codegen.c;
