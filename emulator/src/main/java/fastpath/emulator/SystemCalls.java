package fastpath.emulator;

import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.Gate;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Interrupts;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.machine.TrapHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Implements the instructions syscall, hlt, iretq and sti, and other system instructions of the
 * machine, with their faults. Two Linux system calls are implemented here, unless the guest has set
 * an entry point of its own.
 */
final class SystemCalls implements TrapHandler {
  /**
   * The result of {@link #takeSoftware} and {@link #takeFrame} if no such instruction has retired.
   */
  static final int NONE = -1;

  private static final int WRITE = 1;
  private static final int EXIT = 60;
  private static final int EXIT_GROUP = 231;
  private static final long EBADF = -9;
  private static final long EFAULT = -14;
  private static final long X2APIC_ICR = 0x830;
  private static final long ICR_VECTOR = 0xff;
  private static final long ICR_MODE = 0x700;
  private static final long ICR_NMI = 0x400;
  private static final long ICR_SHORTHAND = 0xc0000;
  private static final long ICR_SELF = 0x40000;

  private static final int FRAME_CS = 8;
  private static final int PRIVILEGE = 3;
  private static final int SELECTOR = 0xffff;

  /**
   * The position in IA32_STAR of the CS selector for syscall; the SS selector is 8 more (SDM vol.
   * 3A, 5.8.8).
   */
  private static final int STAR_SYSCALL = 32;

  private static final int STAR_SS = 8;
  private static final int LARGEST_WRITE = 0x7ffff000;

  private final Cpu cpu;
  private final Memory memory;
  private final OutputStream stdout;
  private final OutputStream stderr;
  private int exitCode;
  private int software = NONE;
  private long frame = NONE;

  SystemCalls(Cpu cpu, Memory memory, OutputStream stdout, OutputStream stderr) {
    this.cpu = cpu;
    this.memory = memory;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  int exitCode() {
    return exitCode;
  }

  @Override
  public Stop trap(Uop.Trap trap) {
    return switch (trap.kind()) {
      case HLT -> Stop.HALT;
      case SYSCALL -> {
        needSystemCalls("syscall");
        long next = cpu.get(State.RIP) + trap.number();
        yield cpu.get(State.LSTAR) == 0 ? systemCall(next) : enterKernel(next);
      }
      case SYSRET -> {
        needSystemCalls("sysret");
        if (trap.number() != 64) {
          throw new GuestFault(
              Fault.Kind.UNSUPPORTED, 0, 0, "sysret to 32-bit code: use sysretq, or iretq");
        }
        yield null;
      }
      case SWAPGS -> {
        long base = cpu.get(State.GS_BASE);
        cpu.set(State.GS_BASE, cpu.get(State.KERNEL_GS_BASE));
        cpu.set(State.KERNEL_GS_BASE, base);
        yield null;
      }
      case CPUID -> {
        Cpuid.execute(cpu);
        yield null;
      }
      case RDMSR -> {
        ModelSpecificRegisters.read(cpu);
        yield null;
      }
      case LOAD_SEGMENT -> {
        SegmentLoad.check(State.segment(trap.number()), cpu);
        yield null;
      }
      case WRITE_CONTROL -> {
        ControlRegisters.check(trap, cpu);
        yield null;
      }
      case UD -> throw new GuestFault(Fault.Kind.INVALID_OPCODE, 0, 0, "ud2");
      case BP ->
          software(
              Fault.Kind.BREAKPOINT.vector(), new GuestFault(Fault.Kind.BREAKPOINT, 0, 0, "int3"));
      case INT -> {
        int vector = trap.number();
        yield software(
            vector,
            new GuestFault(
                Fault.Kind.INTERRUPT, 0, missingGate(vector), "0x" + Integer.toHexString(vector)));
      }
      case IRETQ -> interruptReturn();
      case STI -> {
        if ((cpu.rflags() & Cpu.IF) == 0) {
          // The sti has not retired yet, and interrupts are delayed until the instruction after it.
          cpu.interrupts().shadow(cpu.get(State.TSC) + 2);
        }
        yield null;
      }
      case WRMSR -> writeMsr();
      case PRIVILEGED ->
          throw new GuestFault(
              Fault.Kind.PROTECTION, 0, 0, "privileged instruction that the machine lacks");
    };
  }

  /**
   * The instructions int n and int3 retire before their handlers run. Without a handler these
   * instructions fault.
   */
  private Stop software(int vector, GuestFault otherwise) {
    if (Gate.of(vector, cpu, memory) == null) {
      throw otherwise;
    }
    software = vector;
    return Stop.INTERRUPT;
  }

  /** Returns the error code that names a gate of the interrupt table (SDM vol. 3A, 6.13). */
  static int missingGate(int vector) {
    return vector << 3 | 2;
  }

  /**
   * Only one register of the x2APIC is emulated: the interrupt command register (SDM vol. 3A,
   * 11.12.9).
   */
  private Stop writeMsr() {
    long command = cpu.get(State.RAX);
    long msr = cpu.get(State.RCX) & 0xffffffffL;
    boolean self = (command & ICR_SHORTHAND) == ICR_SELF;
    boolean addressed = (command & ICR_SHORTHAND) == 0;
    long destination = cpu.get(State.RDX) & 0xffffffffL;
    if (msr != X2APIC_ICR) {
      ModelSpecificRegisters.write(cpu);
      return null;
    }
    if (!self && !(addressed && destination == cpu.get(State.TSC_AUX))) {
      throw new GuestFault(
          Fault.Kind.PROTECTION, 0, 0, "an interrupt sent to a CPU that the machine lacks");
    }
    cpu.interrupts()
        .raise((command & ICR_MODE) == ICR_NMI ? Interrupts.NMI : (int) (command & ICR_VECTOR));
    return Stop.INTERRUPT;
  }

  private Stop interruptReturn() {
    long rsp = cpu.get(State.RSP);
    cpu.interrupts().unblockNmi();
    long selector = memory.load(rsp + FRAME_CS, 8) & 0xffff;
    if (selector == 0 || (selector & PRIVILEGE) != 0) {
      throw new GuestFault(
          Fault.Kind.PROTECTION,
          0,
          (int) selector & ~PRIVILEGE,
          "iretq to selector 0x" + Long.toHexString(selector) + ", which is not the kernel's");
    }
    frame = rsp;
    return Stop.INTERRUPT;
  }

  /** Returns the vector of a software interrupt that has just retired; -1 if none has retired. */
  int takeSoftware() {
    int vector = software;
    software = NONE;
    return vector;
  }

  /** Returns the address of the frame from which an iretq has just returned; -1 if no iretq has. */
  long takeFrame() {
    long at = frame;
    frame = NONE;
    return at;
  }

  private void needSystemCalls(String what) {
    if ((cpu.get(State.EFER) & ModelSpecificRegisters.SYSTEM_CALLS) == 0) {
      throw new GuestFault(Fault.Kind.INVALID_OPCODE, 0, 0, what + " while IA32_EFER.SCE is clear");
    }
  }

  /**
   * Sets the registers as the CPU does on entry to the guest's syscall handler (SDM SYSCALL); rsp
   * does not change.
   */
  private Stop enterKernel(long next) {
    long selectors = cpu.get(State.STAR) >>> STAR_SYSCALL;
    leave(next);
    cpu.set(State.RFLAGS, cpu.rflags() & ~cpu.get(State.FMASK) | Cpu.RESERVED);
    cpu.set(State.CS, selectors & SELECTOR & ~PRIVILEGE);
    cpu.set(State.SS, selectors + STAR_SS & SELECTOR);
    return null;
  }

  /** Saves the return address and the flags in rcx and r11. */
  private void leave(long next) {
    cpu.set(State.RCX, next);
    cpu.set(State.R11, cpu.rflags());
  }

  private Stop systemCall(long next) {
    long number = cpu.get(State.RAX);
    if (number == EXIT || number == EXIT_GROUP) {
      exitCode = (int) cpu.get(State.RDI) & 0xff;
      return Stop.EXIT;
    }
    if (number != WRITE) {
      throw new GuestFault(Fault.Kind.SYSTEM_CALL, 0, 0, "number " + number + " is not provided");
    }
    leave(next);
    cpu.set(State.RAX, write(cpu.get(State.RDI), cpu.get(State.RSI), cpu.get(State.RDX)));
    return null;
  }

  private long write(long descriptor, long from, long length) {
    if (descriptor != 1 && descriptor != 2) {
      return EBADF;
    }
    OutputStream to = descriptor == 1 ? stdout : stderr;
    long n =
        Math.min(Long.compareUnsigned(length, LARGEST_WRITE) > 0 ? LARGEST_WRITE : length, 1 << 20);
    try {
      byte[] bytes = memory.read(from, (int) n);
      if (to != null) {
        to.write(bytes);
        to.flush();
      }
      return n;
    } catch (GuestFault f) {
      return EFAULT;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
