package fastpath.codegen;

import fastpath.codegen.source.Diagnostic;
import java.util.List;

/**
 * The output of a compiler for one source file.
 *
 * @param object an ELF64 relocatable object for x86-64
 * @param assembly the object's content as assembler source, or the empty string if no assembly was
 *     requested
 * @param warnings what the compiler warns of, in the order of the source
 */
public record Compiled(byte[] object, String assembly, List<Diagnostic> warnings) {}
