package fastpath.emulator.explore;

import fastpath.emulator.Machine;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several CPUs, each of which calls a function of a machine's image. Memory has the contents that
 * the machine left. The first CPU has the machine's stack and per-CPU variables; every other CPU
 * has a stack and a fresh copy of its own.
 */
public final class CpuCalls {
  /**
   * The distance in bytes between the stacks, and between the per-CPU copies, of two CPUs with
   * consecutive numbers.
   */
  private static final long APART = 1L << 30;

  private final Machine machine;
  private final List<Start> starts = new ArrayList<>();

  public CpuCalls(Machine machine) {
    this.machine = machine;
  }

  /** Returns the CPUs that have been added so far. */
  public List<Start> starts() {
    return List.copyOf(starts);
  }

  /** Returns the address of a CPU's copy of the per-CPU variables. */
  public long perCpu(int cpu) {
    return machine.addresses().perCpu() + cpu * APART;
  }

  /** Returns the lowest address of a CPU's stack. */
  public long stack(int cpu) {
    return machine.addresses().stack() + cpu * APART;
  }

  /** Adds a CPU that calls a function without arguments. */
  public CpuCalls add(String function) {
    int cpu = starts.size();
    long stackTop = machine.stackTop() + cpu * APART;
    if (cpu > 0) {
      map(cpu);
    }
    long[] registers = Arrays.copyOf(machine.cpu().state(), State.COUNT);
    Arrays.fill(registers, 0, State.GENERAL, 0);
    // The ABI requires that rsp + 8 is a multiple of 16 at a function's entry.
    long rsp = stackTop - 64 - 8;
    machine.memory().poke(rsp, machine.addresses().returnTo(), 8);
    registers[State.RSP.index()] = rsp;
    registers[State.RIP.index()] = machine.symbol(function);
    registers[State.RFLAGS.index()] = Cpu.RESERVED | Cpu.IF;
    registers[State.GS_BASE.index()] = perCpu(cpu);
    registers[State.TSC_AUX.index()] = cpu;
    starts.add(new Start(function, registers, machine.addresses().returnTo()));
    return this;
  }

  private void map(int cpu) {
    Memory memory = machine.memory();
    Image image = machine.image();
    byte[] variables = image.perCpu();
    long stackBytes = machine.stackTop() - machine.addresses().stack();
    memory.map(
        perCpu(cpu),
        variables.length + Machine.PER_CPU_ZEROS,
        Memory.READ | Memory.WRITE,
        "per-CPU data of CPU " + cpu);
    memory.write(perCpu(cpu), variables);
    image
        .symbol("this_cpu_off")
        .filter(image::isPerCpu)
        .ifPresent(s -> memory.poke(perCpu(cpu) + s.value(), perCpu(cpu), 8));
    memory.map(stack(cpu), stackBytes, Memory.READ | Memory.WRITE, "stack of CPU " + cpu);
  }
}
