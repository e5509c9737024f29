package fastpath.emulator.frames;

import fastpath.emulator.debug.Cfi;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import java.util.Optional;

/**
 * Finds what instructions do for stack frames: by analysis of the code and, where the analysis
 * cannot tell, by call frame information or the kernel's unwind table. If the sources differ, the
 * analysis of the code counts, because the code is what is executed.
 */
public final class Frames implements FrameFacts {
  private final Cfi cfi;
  private final CfiFrames byCfi;
  private final OpcodeFrames byOpcodes;
  private final OrcFrames byOrc;
  private final ProgramCode code;

  /**
   * @param orc the kernel's unwind table, or {@link OrcTable#EMPTY}
   */
  public Frames(Cfi cfi, OrcTable orc, ProgramCode code) {
    this.cfi = cfi;
    this.code = code;
    byCfi = new CfiFrames(cfi);
    byOpcodes = new OpcodeFrames(code);
    byOrc = new OrcFrames(orc, byOpcodes);
  }

  /**
   * Returns the source of facts for the function that contains an address; empty if no source
   * covers the function.
   */
  public Optional<FramesFrom> from(long address) {
    Optional<Cfi.Section> section = cfi.section(address);
    if (section.isPresent()) {
      return section.map(s ->
          switch (s) {
            case EH_FRAME -> FramesFrom.EH_FRAME;
            case DEBUG_FRAME -> FramesFrom.DEBUG_FRAME;
          });
    }
    if (byOrc.covers(address)) {
      return Optional.of(FramesFrom.ORC);
    }
    return byOpcodes.covers(address) ? Optional.of(FramesFrom.EXECUTION) : Optional.empty();
  }

  @Override
  public FrameUse use(Lifted insn) {
    FrameUse use = byOpcodes.use(insn);
    if (use == FrameUse.UNKNOWN) {
      use = byCfi.use(insn);
    }
    return use == FrameUse.UNKNOWN ? byOrc.use(insn) : use;
  }

  /** True if the instruction at an address is known to build or undo a stack frame. */
  public boolean isFrame(long address) {
    Decoded insn = code.decode(address);
    return insn != null && isFrame(insn);
  }

  /** True if the instruction is known to build or undo a stack frame. */
  public boolean isFrame(Decoded insn) {
    return use(Lifter.lift(insn)).isFrame();
  }

  /** Returns the function that contains an address; empty if no symbol covers the address. */
  public Optional<FunctionExtent> function(long address) {
    return Optional.ofNullable(code.function(address));
  }

  /** Returns the memory accesses of a function. */
  public FunctionAccesses accesses(FunctionExtent function) {
    return FunctionAccesses.of(function, code, byOpcodes.changed());
  }

  /** Returns the registers that a call may change, as bits by encoding number. */
  public int changedBy(Lifted call) {
    return byOpcodes.changed().by(call);
  }

  /** Returns the facts of call frame information alone. */
  public FrameFacts byCfi() {
    return byCfi;
  }

  /** Returns the facts of the code analysis alone. */
  public FrameFacts byOpcodes() {
    return byOpcodes;
  }
}
