package fastpath.emulator.translate.passage;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import java.util.function.LongFunction;

/**
 * What a passage is compiled from.
 *
 * @param start guest address at which the passage begins
 * @param own true if the called function's own activation runs there
 * @param activation the called function
 * @param known the instruction at an address that has run before; null for any other address
 * @param grouped true if accesses at known distances share one bounds check
 */
public record PassageRequest(
    long start,
    boolean own,
    Engine.Activation activation,
    LongFunction<Code> known,
    boolean grouped) {}
