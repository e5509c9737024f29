package fastpath.codegen;

/**
 * What a compiler made.
 *
 * @param object an ELF64 relocatable object for x86-64
 * @param assembly the same as assembler source, or the empty string when not asked for
 */
public record Compiled(byte[] object, String assembly) {}
