package fastpath.emulator.translate.gen;

import fastpath.emulator.machine.Mapping;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.SideExit;
import java.util.List;

/**
 * The generated class of a passage.
 *
 * @param bytes the class file
 * @param size bytes of bytecode of the class's method run
 * @param expected the mappings whose bytes the class takes as constants, after counters and runtime
 * @param entries the blocks at which the method can be entered, by number
 * @param exits the side exits by the number that the method returns
 */
public record GeneratedClass(
    byte[] bytes,
    int size,
    List<Mapping> expected,
    List<BasicBlock> entries,
    List<SideExit> exits) {}
