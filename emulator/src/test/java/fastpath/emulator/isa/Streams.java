package fastpath.emulator.isa;

import fastpath.emulator.isa.Operand.Imm;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.Operand.RegOp;
import fastpath.emulator.isa.Operand.Rel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random functions with loops: instructions of every row, most of them on registers and on a few
 * places in memory, mixed with branches, calls, indirect jumps and repeated moves.
 */
public final class Streams {
  private static final Map<String, List<Form>> BY_NAME = forms();
  private static final List<String> NAMES = List.copyOf(BY_NAME.keySet());
  private static final Reg[] BASES = {Reg.RBX, Reg.RBX, Reg.RBX, Reg.RSP, Reg.R12, Reg.RSI};
  private static final int[] REGISTERS = {0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 0, 1, 2};

  private final Random random;
  private final long text;
  private final long data;
  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private final List<Long> functions = new ArrayList<>();

  private Streams(Random random, long text, long data) {
    this.random = random;
    this.text = text;
    this.data = data;
  }

  /**
   * Returns the bytes of a function and its callees.
   *
   * @param text address of the first byte, which is the function's entry
   * @param data address of 4096 writable bytes, some of which hold loop counters
   */
  public static byte[] function(Random random, long text, long data) {
    Streams s = new Streams(random, text, data);
    s.program();
    return s.code.toByteArray();
  }

  private static Map<String, List<Form>> forms() {
    Map<String, List<Form>> forms = new TreeMap<>();
    for (Form form : Isa.forms()) {
      if (form.flow() == Flow.NEXT && !form.sourceOnly) {
        forms.computeIfAbsent(form.mnemonic, n -> new ArrayList<>()).add(form);
      }
    }
    return forms;
  }

  private void program() {
    int jump = code.size();
    assemble("nop");
    code.writeBytes(new byte[4]);
    for (int n = random.nextInt(4); n > 0; n--) {
      long at = here();
      body(1 + random.nextInt(8), 0);
      assemble("ret");
      functions.add(at);
    }
    byte[] before = code.toByteArray();
    int distance = before.length - jump - 5;
    code.reset();
    code.write(0xe9);
    for (int i = 0; i < 4; i++) {
      code.write(distance >> 8 * i);
    }
    code.write(before, 5, before.length - 5);
    assemble("mov $%d,%%rbx".formatted(data + 0x800));
    assemble("mov $%d,%%r12".formatted(data + 0x400));
    assemble("mov $%d,%%rsi".formatted(data + 0x100));
    for (int loops = 1 + random.nextInt(3); loops > 0; loops--) {
      loop(0);
    }
    assemble("ret");
  }

  private void loop(int depth) {
    long counter = data + 0xf00 + 8L * random.nextInt(32);
    assemble("movl $%d,%d".formatted(2 + random.nextInt(40), counter));
    long top = here();
    body(1 + random.nextInt(12), depth);
    assemble("decl %d".formatted(counter));
    branch("jne", top);
  }

  private long here() {
    return text + code.size();
  }

  private void branch(String name, long target) {
    Form near = BRANCHES.get(name);
    code.writeBytes(
        Encoder.encode(new Insn(near, Prefixes.NONE, List.of(new Rel(target))), here()).bytes());
  }

  private static final Map<String, Form> BRANCHES = branches();

  private static Map<String, Form> branches() {
    Map<String, Form> found = new TreeMap<>();
    for (Form form : Isa.forms()) {
      boolean wide = form.slots.length == 1 && form.slots[0].bits() == 32;
      if (wide
          && (form.flow() == Flow.BRANCH || form.flow() == Flow.JUMP || form.flow() == Flow.CALL)) {
        found.put(form.mnemonic, form);
      }
    }
    return found;
  }

  private void body(int items, int depth) {
    for (int i = 0; i < items; i++) {
      switch (random.nextInt(24)) {
        case 0, 1, 2 -> skip(depth);
        case 3 -> {
          if (!functions.isEmpty()) {
            branch("call", functions.get(random.nextInt(functions.size())));
          }
        }
        case 4 -> {
          if (depth < 2) {
            loop(depth + 1);
          }
        }
        case 5 -> pair(depth);
        case 6 -> repeated();
        case 7 -> indirect();
        case 8, 9, 10 -> anything();
        default -> common();
      }
    }
  }

  /** Adds a forward branch over some instructions. */
  private void skip(int depth) {
    List<String> names = List.copyOf(BRANCHES.keySet());
    String name = names.get(random.nextInt(names.size()));
    if (name.equals("call")) {
      name = "jmp";
    }
    int at = code.size();
    branch(name, here());
    int after = code.size();
    body(1 + random.nextInt(3), depth + 1);
    byte[] all = code.toByteArray();
    code.reset();
    code.write(all, 0, at);
    branch(name, text + all.length);
    code.write(all, after, all.length - after);
  }

  private void pair(int depth) {
    assemble(List.of("push %rbp", "pushfq", "push 8(%rbx)", "sub $24,%rsp").get(random.nextInt(4)));
    body(random.nextInt(3), depth + 1);
    assemble(List.of("pop %rax", "popfq", "pop 16(%rbx)", "add $24,%rsp").get(random.nextInt(4)));
  }

  private void repeated() {
    assemble("mov $%d,%%ecx".formatted(random.nextInt(20)));
    assemble("lea %d(%%rbx),%%rdi".formatted(random.nextInt(64) - 32));
    assemble("lea %d(%%rbx),%%rsi".formatted(random.nextInt(64) - 32));
    assemble(List.of("cld", "cld", "cld", "std").get(random.nextInt(4)));
    String[] what = {"movsb", "movsq", "stosb", "stosl", "lodsw", "movsl", "stosq", "movsw"};
    assemble("rep " + what[random.nextInt(what.length)]);
    assemble("cld");
  }

  private void indirect() {
    String jump = random.nextBoolean() || functions.isEmpty() ? "jmp *%r11" : "call *%r11";
    if (jump.startsWith("call")) {
      assemble("mov $%d,%%r11".formatted(functions.get(random.nextInt(functions.size()))));
      assemble(jump);
      return;
    }
    int length = TestEncoding.length("mov $%d,%%r11".formatted(here()));
    assemble("mov $%d,%%r11".formatted(here() + length + 3));
    assemble(jump);
  }

  /** Adds an instruction of a kind that compilers generate. */
  private void common() {
    String[] names = {
      "mov", "add", "sub", "and", "or", "xor", "cmp", "test", "lea", "movzx", "movsx", "shl", "shr",
      "sar", "inc", "dec", "neg", "not", "imul", "adc", "sbb", "mov", "mov", "rol", "bt", "bts",
      "xchg", "xadd", "cmpxchg", "mul", "div", "setb", "cmovne", "cmova", "setg", "cmove", "setbe"
    };
    named(names[random.nextInt(names.length)]);
  }

  private void anything() {
    named(NAMES.get(random.nextInt(NAMES.size())));
  }

  private void named(String name) {
    List<Form> forms = BY_NAME.get(name);
    if (forms == null) {
      return;
    }
    Form form = forms.get(random.nextInt(forms.size()));
    List<Operand> operands = new ArrayList<>();
    for (Slot slot : form.slots) {
      operands.add(operand(form, slot));
    }
    if (operands.contains(null)) {
      return;
    }
    boolean memory = !operands.isEmpty() && operands.getFirst() instanceof Mem;
    Prefixes prefixes =
        form.lockable && memory && random.nextInt(4) == 0 ? Prefixes.LOCK : Prefixes.NONE;
    try {
      code.writeBytes(Encoder.encode(new Insn(form, prefixes, operands), here()).bytes());
    } catch (IllegalArgumentException | IllegalStateException notEncodable) {
      // The operands cannot be encoded, such as a high byte register with a REX prefix: use a nop
      // instead.
      assemble("nop");
    }
  }

  private Operand operand(Form form, Slot slot) {
    return switch (slot.place()) {
      case RM -> random.nextInt(3) > 0 ? register(slot.bits()) : memory(slot.bits());
      case RM_REGISTER, REG, OPCODE, VVVV -> register(slot.bits());
      case RM_MEMORY -> memory(slot.bits());
      case IMM -> new Imm(Alu.sx(slot.bits(), random.nextInt()));
      case UIMM -> new Imm(random.nextInt(slot.bits() == 8 ? 80 : 24));
      case FIXED -> new RegOp(slot.fixed());
      case ONE -> new Imm(1);
      case STRING_SOURCE, STRING_DESTINATION -> Match.string(slot.bits(), slot.fixed(), null, 64);
      case REL, MOFFS, SEGMENT_REG, CONTROL_REG, DEBUG_REG -> null;
    };
  }

  private Operand register(int bits) {
    if (bits == 8 && random.nextInt(6) == 0) {
      return new RegOp(random.nextBoolean() ? Reg.AH : Reg.CH);
    }
    return new RegOp(Reg.gpr(REGISTERS[random.nextInt(REGISTERS.length)], bits));
  }

  private Operand memory(int bits) {
    int disp = random.nextInt(256) - 128;
    return switch (random.nextInt(12)) {
      case 0 -> Mem.of(bits, null, data + random.nextInt(0x700));
      case 1 -> Mem.of(bits, null, 0x28).withSegment(Reg.GS);
      case 2 -> Mem.of(bits, Reg.RSP, random.nextInt(40) - 8);
      case 3 -> Mem.of(bits, Reg.gpr(random.nextInt(16), 64), disp);
      case 4 -> Mem.of(bits, Reg.RIP, disp);
      default -> Mem.of(bits, BASES[random.nextInt(BASES.length)], disp);
    };
  }

  private void assemble(String statement) {
    code.writeBytes(TestEncoding.bytes(statement, here()));
  }

  /** Returns the bytes in hexadecimal, for a person to disassemble. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
