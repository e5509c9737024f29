/**
 * Turns what repeats into JVM bytecode: a passage of blocks is found, its flags are followed, code
 * is generated, and it runs in the interpreter's place with the same state and the same counts.
 */
package fastpath.emulator.translate;
