package fastpath.emulator.machine;

import fastpath.emulator.count.Counters;
import fastpath.emulator.count.Profile;

/**
 * How a call or run ended.
 *
 * @param value rax
 * @param exitCode 0..255 with {@link Stop#EXIT}, else 0
 * @param fault null unless {@link Stop#FAULT}
 * @param engine as {@code --engine} names it
 * @param translated instructions that ran as translated code; the others were interpreted
 * @param seconds of guest execution alone
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
