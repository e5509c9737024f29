package fastpath.lab.workshop;

import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.DeliveryHook;
import fastpath.emulator.machine.Memory;
import fastpath.kernelsrc.FastPath;
import java.util.OptionalInt;

/**
 * The simulated disk of a machine. When the disk's interrupt is delivered, the page of the last
 * page fault becomes present.
 *
 * @param vector vector of the disk's interrupt, if the machine has a disk
 * @param next a further hook, which also receives every interrupt
 */
public record PageIn(OptionalInt vector, DeliveryHook next) implements DeliveryHook {
  private static final int PAGE = 4096;

  /** Returns the disk that a fast path needs. */
  public static PageIn of(FastPath fastPath) {
    return new PageIn(fastPath.fetches(), (vector, instructions, cpu, memory) -> {});
  }

  @Override
  public void delivering(int vector, long instructions, Cpu cpu, Memory memory) {
    long page = cpu.get(State.CR2) & -PAGE;
    if (this.vector.orElse(-1) == vector && memory.mapping(page) == null) {
      memory.map(page, PAGE, Memory.READ | Memory.WRITE | Memory.USER, "fetched");
    }
    next.delivering(vector, instructions, cpu, memory);
  }

  @Override
  public void returned(long instructions, Cpu cpu, Memory memory) {
    next.returned(instructions, cpu, memory);
  }
}
