package fastpath.emulator.debug;

/**
 * A function that an address belongs to.
 *
 * @param function its name
 * @param file as the compiler was given it; "" if not known
 * @param line in file: of the code for the innermost, of the call for those around it; 0 if not
 *     known
 */
public record Frame(String function, String file, int line) {}
