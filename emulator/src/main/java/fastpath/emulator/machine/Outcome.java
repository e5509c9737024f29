package fastpath.emulator.machine;

import fastpath.emulator.count.Counters;
import fastpath.emulator.count.Profile;

/**
 * The outcome of a call or run.
 *
 * @param value the value of RAX
 * @param exitCode exit code 0..255 with {@link Stop#EXIT}, else 0
 * @param fault the fault; null unless {@link Stop#FAULT}
 * @param engine name of the engine, as for {@code --engine}
 * @param translated number of instructions that ran as translated code; the others were interpreted
 * @param seconds time of guest execution in seconds
 */
public record Outcome(
    Stop stop,
    long value,
    int exitCode,
    Fault fault,
    Counters counters,
    Profile profile,
    String engine,
    long translated,
    double seconds) {}
