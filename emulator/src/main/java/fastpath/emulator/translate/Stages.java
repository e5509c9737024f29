package fastpath.emulator.translate;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.isa.Flags;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.translate.analysis.CounterPlacement;
import fastpath.emulator.translate.analysis.FlagLiveness;
import fastpath.emulator.translate.analysis.Unrolling;
import fastpath.emulator.translate.gen.PassageGenerator;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.Loops;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** Shows a function in the stages of its translation. */
public final class Stages {
  /**
   * One instruction in each of them.
   *
   * @param uops its micro-ops
   * @param kept those left once flags that nobody wants are gone; flags that only an exit would
   *     show are put off
   * @param bytecode of the instruction, slow ways apart
   */
  public record Row(Code code, List<String> uops, List<String> kept, List<String> bytecode) {}

  private Stages() {}

  /**
   * A passage that begins at an address and stays in the function.
   *
   * @param function whose code is followed; calls out of it are not
   * @return nothing if already the first instruction is the interpreter's
   */
  public static List<Row> of(Memory memory, Cpu cpu, long address, Engine.Activation function) {
    Interpreter reader = new Interpreter(cpu, memory, t -> null, null);
    int most = Tuning.DEFAULT.mostInstructions();
    Loops loops =
        PassageCompiler.loops(
            ControlFlow.of(
                address,
                false,
                at -> function.owns(at) ? reader.decoded(at) : null,
                function,
                most,
                most));
    if (loops == null) {
      return List.of();
    }
    Unrolling.choose(loops, 1);
    List<BasicBlock> order = loops.blocks();
    PassageGenerator generator = new PassageGenerator(loops, new CounterPlacement(loops), true);
    generator.markInstructions();
    Map<Integer, List<String>> bytecode =
        bytecode(
            generator.generate(Integer.MAX_VALUE).bytes(),
            generator.locals()::name,
            order.stream().flatMap(b -> b.codes.stream()).toList());
    List<Row> rows = new ArrayList<>();
    int line = 0;
    for (BasicBlock b : order) {
      List<List<String>> kept = kept(b);
      for (int i = 0; i < b.size(); i++) {
        Code c = b.codes.get(i);
        List<String> all = Arrays.stream(c.insn().uops()).map(Stages::text).toList();
        rows.add(new Row(c, all, kept.get(i), bytecode.getOrDefault(++line, List.of())));
      }
    }
    return rows;
  }

  /** The micro-ops of each instruction without flags that nobody wants. */
  private static List<List<String>> kept(BasicBlock b) {
    List<List<String>> result = new ArrayList<>();
    FlagLiveness.before(b, (c, after) -> result.addFirst(kept(c, after)));
    return result;
  }

  private static List<String> kept(Code c, FlagLiveness.Need after) {
    List<String> lines = new ArrayList<>();
    for (Uop u : c.insn().uops()) {
      if (!(u instanceof Uop.SetFlags s) || (s.mask() & ~Flags.STATUS) != 0) {
        lines.add(text(u));
      } else if ((s.mask() & after.wanted()) != 0) {
        long mask = s.mask() & (after.wanted() | after.visible());
        lines.add(text(new Uop.SetFlags(s.src(), mask)));
      } else if ((s.mask() & after.visible()) != 0) {
        lines.add(text(new Uop.SetFlags(s.src(), s.mask() & after.visible())) + " put off");
      }
    }
    return lines;
  }

  /** A micro-op in a short form: {@code t2 = ADD64(t0, t1)}. */
  static String text(Uop uop) {
    return switch (uop) {
      case Uop.Imm u -> "t" + u.dst() + " = " + hex(u.value());
      case Uop.Get u -> "t" + u.dst() + " = " + lower(u.state());
      case Uop.Put u -> lower(u.state()) + " = t" + u.src();
      case Uop.Pure u -> "t" + u.dst() + " = " + u.fn() + temps(u.a(), u.b(), u.c());
      case Uop.Load u -> "t" + u.dst() + " = load" + u.bytes() + "(t" + u.addr() + ")";
      case Uop.Store u -> "store" + u.bytes() + "(t" + u.addr() + ", t" + u.src() + ")";
      case Uop.SetFlags u -> "flags = t" + u.src() + " & " + hex(u.mask());
      case Uop.Lock u -> "lock";
      case Uop.Fence u -> lower(u.kind());
      case Uop.Jump u -> "jump t" + u.target();
      case Uop.Branch u -> "if t" + u.cond() + " jump t" + u.target();
      case Uop.Divide u ->
          "t%d, t%d = %sdiv%d%s"
              .formatted(
                  u.quot(),
                  u.rem(),
                  u.signed() ? "i" : "",
                  u.bits(),
                  temps(u.hi(), u.lo(), u.divisor()));
      case Uop.Aligned u -> "aligned" + u.bytes() + "(t" + u.addr() + ")";
      case Uop.Writable u -> "writable" + u.bytes() + "(t" + u.addr() + ")";
      case Uop.Canonical u -> "canonical(t" + u.value() + ")";
      case Uop.Trap u -> "trap " + lower(u.kind());
    };
  }

  private static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  private static String hex(long value) {
    return value >= 0 && value < 10 ? Long.toString(value) : "0x" + Long.toHexString(value);
  }

  private static String temps(int... temps) {
    List<String> used = new ArrayList<>();
    for (int t : temps) {
      if (t >= 0) {
        used.add("t" + t);
      }
    }
    return "(" + String.join(", ", used) + ")";
  }

  /** The JVM instructions of the method run, by the line that they are marked with. */
  private static Map<Integer, List<String>> bytecode(
      byte[] type, IntFunction<String> locals, List<Code> codes) {
    Map<Integer, List<String>> lines = new HashMap<>();
    for (MethodModel m : ClassFile.of().parse(type).methods()) {
      if (m.methodName().equalsString("run")) {
        CodeModel code = m.code().orElseThrow();
        Map<Label, Integer> labelled = labelled(code);
        JvmText text = new JvmText(locals, l -> place(labelled.get(l), codes));
        int line = 0;
        for (CodeElement e : code) {
          if (e instanceof LineNumber n) {
            line = n.line();
          } else if (e instanceof Instruction i) {
            lines.computeIfAbsent(line, n -> new ArrayList<>()).add(text.of(i));
          }
        }
      }
    }
    return lines;
  }

  /** The line that a label stands before, where it stands before one. */
  private static Map<Label, Integer> labelled(CodeModel code) {
    Map<Label, Integer> lines = new HashMap<>();
    List<Label> waiting = new ArrayList<>();
    for (CodeElement e : code) {
      if (e instanceof LabelTarget t) {
        waiting.add(t.label());
      } else if (e instanceof LineNumber n && n.line() != PassageGenerator.UNMARKED) {
        waiting.forEach(l -> lines.put(l, n.line()));
        waiting.clear();
      } else if (e instanceof BranchInstruction b && b.opcode() == Opcode.GOTO) {
        waiting.clear();
      }
    }
    return lines;
  }

  /** The address of a line's instruction; nothing within an instruction, or for slow ways. */
  private static String place(Integer line, List<Code> codes) {
    return line == null ? "" : Long.toHexString(codes.get(line - 1).address());
  }
}
