package fastpath.emulator.debug;

/**
 * A function that contains an address, inlined or not.
 *
 * @param function the function's name
 * @param file the source file's name as given to the compiler; "" if not known
 * @param line the line in {@code file}: for the innermost function the line of the address, for an
 *     outer function the line of the call; 0 if not known
 */
public record Frame(String function, String file, int line) {}
