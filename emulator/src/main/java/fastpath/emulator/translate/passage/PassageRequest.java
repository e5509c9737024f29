package fastpath.emulator.translate.passage;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import java.util.function.LongFunction;

/**
 * A request for a passage: what the passage is compiled from.
 *
 * @param start guest address at which the passage begins
 * @param own true if the passage begins in the called function's own activation
 * @param activation the called function
 * @param known returns the instruction at an address that has run before, and null for any other
 *     address
 * @param grouped true if accesses at known distances share one bounds check
 */
public record PassageRequest(
    long start,
    boolean own,
    Engine.Activation activation,
    LongFunction<Code> known,
    boolean grouped) {}
