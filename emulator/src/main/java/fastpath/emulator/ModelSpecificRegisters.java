package fastpath.emulator;

import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;

/**
 * The model-specific registers that rdmsr and wrmsr reach (SDM vol. 4, 2.1): the bases of fs and
 * gs, the time-stamp counter, IA32_TSC_AUX, IA32_EFER, and IA32_STAR, IA32_LSTAR, IA32_FMASK of
 * syscall. IA32_EFER has its value of 64-bit mode, of which only the bit SCE may change. The
 * time-stamp counter counts instructions and cannot be written. An access to any other register
 * raises #GP(0).
 */
final class ModelSpecificRegisters {
  static final int TSC = 0x10;
  static final int EFER = 0xc0000080;
  static final int STAR = 0xc0000081;
  static final int LSTAR = 0xc0000082;
  static final int FMASK = 0xc0000084;
  static final int FS_BASE = 0xc0000100;
  static final int GS_BASE = 0xc0000101;
  static final int KERNEL_GS_BASE = 0xc0000102;
  static final int TSC_AUX = 0xc0000103;

  /** The bits of IA32_EFER: SCE, LME, LMA, NXE. */
  static final long LONG_MODE = 0xd01;

  /** The bit SCE of IA32_EFER, which enables syscall and sysret. */
  static final long SYSTEM_CALLS = 1;

  private ModelSpecificRegisters() {}

  /**
   * Sets the registers to the values of a kernel in 64-bit mode that has not yet set an entry point
   * for syscall.
   */
  static void initialize(Cpu cpu) {
    cpu.set(State.EFER, LONG_MODE);
  }

  /** Executes rdmsr: reads the register whose number is in ecx into edx:eax. */
  static void read(Cpu cpu) {
    int number = (int) cpu.get(State.RCX);
    long value =
        switch (number) {
          case TSC -> cpu.get(State.TSC);
          case EFER -> cpu.get(State.EFER);
          case STAR -> cpu.get(State.STAR);
          case LSTAR -> cpu.get(State.LSTAR);
          case FMASK -> cpu.get(State.FMASK);
          case FS_BASE -> cpu.get(State.FS_BASE);
          case GS_BASE -> cpu.get(State.GS_BASE);
          case KERNEL_GS_BASE -> cpu.get(State.KERNEL_GS_BASE);
          case TSC_AUX -> cpu.get(State.TSC_AUX);
          default -> throw protection("rdmsr of 0x%x, which is absent", number);
        };
    cpu.set(State.RAX, value & 0xffffffffL);
    cpu.set(State.RDX, value >>> 32);
  }

  /** Executes wrmsr: writes edx:eax to the register whose number is in ecx. */
  static void write(Cpu cpu) {
    int number = (int) cpu.get(State.RCX);
    long value = cpu.get(State.RDX) << 32 | cpu.get(State.RAX) & 0xffffffffL;
    switch (number) {
      case FS_BASE -> cpu.set(State.FS_BASE, canonical(number, value));
      case GS_BASE -> cpu.set(State.GS_BASE, canonical(number, value));
      case KERNEL_GS_BASE -> cpu.set(State.KERNEL_GS_BASE, canonical(number, value));
      case TSC_AUX -> cpu.set(State.TSC_AUX, allowed(number, value, value >>> 32 == 0));
      case EFER -> cpu.set(State.EFER, allowed(number, value, (value | SYSTEM_CALLS) == LONG_MODE));
      case STAR -> cpu.set(State.STAR, value);
      case LSTAR -> cpu.set(State.LSTAR, canonical(number, value));
      case FMASK -> cpu.set(State.FMASK, allowed(number, value, value >>> 32 == 0));
      case TSC -> throw protection("wrmsr to 0x%x, which counts instructions", number);
      default -> throw protection("wrmsr to 0x%x, which is absent", number);
    }
  }

  /**
   * Writing an address that is not canonical to a register that holds an address raises #GP(0) (SDM
   * WRMSR).
   */
  private static long canonical(int number, long value) {
    return allowed(number, value, Memory.isCanonical(value));
  }

  private static long allowed(int number, long value, boolean allowed) {
    if (!allowed) {
      throw protection("wrmsr of 0x" + Long.toHexString(value) + " to 0x%x", number);
    }
    return value;
  }

  private static GuestFault protection(String text, int number) {
    return new GuestFault(Fault.Kind.PROTECTION, 0, 0, text.formatted(number));
  }
}
