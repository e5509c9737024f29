package fastpath.emulator.translate.gen;

import fastpath.emulator.machine.Region;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.SideExit;
import java.util.List;

/**
 * A class, and what has to be known of it.
 *
 * @param size bytes of bytecode of its method run
 * @param entries where it can be entered, by their numbers
 * @param regions whose bytes it expects in its class data after counters and link
 * @param exits by the number that it returns
 */
public record GeneratedClass(
    byte[] bytes, int size, List<Region> regions, List<BasicBlock> entries, List<SideExit> exits) {}
