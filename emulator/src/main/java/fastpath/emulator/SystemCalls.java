package fastpath.emulator;

import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.machine.TrapHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The machine's side of system instructions: two Linux calls, hlt, and faults. */
final class SystemCalls implements TrapHandler {
  private static final int WRITE = 1;
  private static final int EXIT = 60;
  private static final int EXIT_GROUP = 231;
  private static final long EBADF = -9;
  private static final long EFAULT = -14;
  private static final int LARGEST_WRITE = 0x7ffff000;

  private final Cpu cpu;
  private final Memory memory;
  private final OutputStream stdout;
  private final OutputStream stderr;
  private int exitCode;

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
      case SYSCALL -> systemCall();
      case SWAPGS -> {
        long base = cpu.get(State.GS_BASE);
        cpu.set(State.GS_BASE, cpu.get(State.KERNEL_GS_BASE));
        cpu.set(State.KERNEL_GS_BASE, base);
        yield null;
      }
      case CPUID -> {
        // No feature is promised: leaf 0 says that it is the last.
        cpu.set(State.RAX, 0);
        cpu.set(State.RBX, 0);
        cpu.set(State.RCX, 0);
        cpu.set(State.RDX, 0);
        yield null;
      }
      case UD -> throw new GuestFault(Fault.Kind.INVALID_OPCODE, 0, 0, "ud2");
      case BP -> throw new GuestFault(Fault.Kind.BREAKPOINT, 0, 0, "int3");
      case INT ->
          throw new GuestFault(
              Fault.Kind.INTERRUPT, 0, 0, "0x" + Integer.toHexString(trap.number()));
      case SYSRET, IRETQ, RDMSR, WRMSR, PRIVILEGED ->
          throw new GuestFault(
              Fault.Kind.PROTECTION, 0, 0, "privileged instruction that the machine lacks");
    };
  }

  private Stop systemCall() {
    long number = cpu.get(State.RAX);
    if (number == EXIT || number == EXIT_GROUP) {
      exitCode = (int) cpu.get(State.RDI) & 0xff;
      return Stop.EXIT;
    }
    if (number != WRITE) {
      throw new GuestFault(Fault.Kind.SYSTEM_CALL, 0, 0, "number " + number + " is not provided");
    }
    // The CPU keeps the return address and the flags there (SDM vol. 2B, SYSCALL).
    cpu.set(State.RCX, cpu.get(State.RIP) + 2);
    cpu.set(State.R11, cpu.rflags());
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
