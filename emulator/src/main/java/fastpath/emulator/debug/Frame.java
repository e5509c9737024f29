package fastpath.emulator.debug;

/**
 * A function at an address, inlined or not.
 *
 * @param function its name
 * @param file as the compiler was given it; "" if not known
 * @param line in file: the line of the code for the innermost function, of the call for the others;
 *     0 if not known
 */
public record Frame(String function, String file, int line) {}
