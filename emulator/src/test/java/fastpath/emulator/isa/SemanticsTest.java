package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the semantics of instructions; a case gives the source, the state before and the state
 * after. States that "after" does not name must be unchanged. Flags are named by the letters C P A
 * Z S D O; m is the quadword at 0x1000; rip is 0x400000 before, and named in "after" only for a
 * jump. {@link SiliconTest} covers most of the arithmetic.
 */
class SemanticsTest {
  private static final long CODE = 0x400000;
  private static final long MEMORY = 0x1000;
  private static final long LOWEST = MEMORY - 16;
  private static final int BYTES = 4096;
  private static final String LETTERS = "CPAZSDO";
  private static final long[] BITS = {
    Flags.CF, Flags.PF, Flags.AF, Flags.ZF, Flags.SF, Flags.DF, Flags.OF
  };

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "addl $1,%eax          | rax=ffffffff7fffffff          | rax=80000000 flags=PASO",
        "addl $1,%eax          | rax=ffffffffffffffff          | rax=0 flags=CPAZ",
        "addb $1,%ah           | rax=123456789abcffde          | rax=123456789abc00de flags=CPAZ",
        "incw %ax              | rax=1234ffff flags=C          | rax=12340000 flags=CPAZ",
        "adcl %ebx,%eax        | rax=1 rbx=2 flags=C           | rax=4 flags=",
        "sbbq %rax,%rax        | rax=5 flags=C                 | rax=ffffffffffffffff flags=CPAS",
        "negl %eax             | rax=80000000                  | flags=CPSO",
        "xorl %eax,%eax        | rax=ffffffffffffffff flags=CO | rax=0 flags=PZ",
        "movl %eax,%eax        | rax=ffffffffffffffff          | rax=ffffffff",
        "movb %ah,%al          | rax=ff00                      | rax=ffff",
        "movsbl %al,%ebx       | rax=80 rbx=ffffffffffffffff   | rbx=ffffff80",
        "movslq %eax,%rbx      | rax=80000000                  | rbx=ffffffff80000000",
        "cmovne %ebx,%eax      | rax=1111111122222222 flags=Z  | rax=22222222",
        "xaddb %ah,%al         | rax=0201                      | rax=0103 flags=P",
        "xchgb %ah,%al         | rax=0201                      | rax=0102",
        "cltq                  | rax=80000000                  | rax=ffffffff80000000",
        "cqto                  | rax=8000000000000000          | rdx=ffffffffffffffff",
        "lea -1(,%rbx,4),%eax  | rbx=1                         | rax=3",
        "lea -8(%ebx),%rax     | rbx=4                         | rax=fffffffc",
        "mulq %rbx             | rax=ffffffffffffffff rbx=2    | rax=fffffffffffffffe rdx=1"
            + " flags=CO",
        "imull $-1,%ebx,%eax   | rbx=80000000                  | rax=80000000 flags=CO",
        "divl %ebx             | rdx=1 rax=0 rbx=2             | rax=80000000 rdx=0",
        "divl %ebx             | rdx=2 rax=0 rbx=2             | fault",
        "idivl %ebx            | rdx=ffffffff rax=80000000 rbx=ffffffffffffffff | fault",
        "idivb %bl             | rax=fff9 rbx=2                | rax=fffd",
        "shll $32,%eax         | rax=ffffffff00000001 flags=C  | rax=1",
        "shll %cl,%eax         | rax=80000001 rcx=1 flags=     | rax=2 flags=CO",
        "sarq $63,%rax         | rax=8000000000000000          | rax=ffffffffffffffff flags=PS",
        "rolb $1,%al           | rax=81 flags=                 | rax=3 flags=CO",
        "rcrl %eax             | rax=1 flags=C                 | rax=80000000 flags=CO",
        "shldq $4,%rbx,%rax    | rax=1 rbx=f000000000000000    | rax=1f flags=",
        "btsq %rbx,0x1000      | rbx=41                        | m1=2 flags=",
        "btcl $33,%eax         | rax=2                         | rax=0 flags=C",
        "bsfl %ebx,%eax        | rax=7 rbx=0                   | flags=Z",
        "tzcntl %ebx,%eax      | rax=7 rbx=0                   | rax=20 flags=C",
        "popcntw %bx,%ax       | rax=70000 rbx=10101           | rax=70002 flags=",
        "bswapl %eax           | rax=ff11223344                | rax=44332211",
        "cmpxchgl %ebx,0x1000  | m=5 rax=100000005 rbx=9       | m=9 flags=PZ",
        "cmpxchgl %ebx,0x1000  | m=5 rax=100000006 rbx=9       | rax=5 flags=",
        "cmpxchg8b 0x1000      | m=200000001 rax=1 rdx=2 rbx=3 rcx=4 | m=400000003 flags=Z",
        "setne 0x1001          | m=ffffff flags=               | m=ff01ff",
        "push %rsp             | rsp=1008                      | rsp=1000 m=1008",
        "pop %rsp              | rsp=1000 m=77                 | rsp=77",
        "popq 8(%rsp)          | rsp=ff8 m1=5 mm=7             | rsp=1000 m1=7",
        "call 0x400100         | rsp=1008                      | rsp=1000 m=400005 rip=400100",
        "ret $16               | rsp=1000 m=400200             | rsp=1018 rip=400200",
        "jmp *0x1000           | m=400300                      | rip=400300",
        "jl 0x400010           | flags=S                       | rip=400010",
        "jl 0x400010           | flags=SO                      | flags=SO",
        "loop 0x400010         | rcx=1                         | rcx=0",
        "loopne 0x400010       | rcx=100000000                 | rcx=ffffffff rip=400010",
        "jrcxz 0x400010        | rcx=100000000                 | rcx=100000000",
        "jecxz 0x400010        | rcx=100000000                 | rip=400010",
        "leave                 | rbp=1000 m=9                  | rsp=1008 rbp=9",
        "rep stosb             | rdi=1000 rcx=3 rax=7 m=ff00000000 | rdi=1003 rcx=0 m=ff00070707",
        "std                   |                               | flags=D",
        "rep movsb             | rdi=1001 rsi=1000 rcx=2 m=1   | rdi=1003 rsi=1002 rcx=0 m=10101",
        "rep stosb             | rdi=1002 rcx=3 rax=7 flags=D  | rdi=fff rcx=0 m=070707",
        "repne scasb           | rdi=1000 rcx=5 rax=20 m=2010  | rdi=1002 rcx=3 flags=PZ",
        "repne scasb           | rdi=1000 rcx=5 rax=0 m=2010   | rdi=1003 rcx=2 flags=PZ",
        "repe cmpsb            | rdi=1000 rsi=1000 rcx=0 flags=S | flags=S",
        "crc32b %bl,%eax       | rax=ffffffff rbx=61           | rax=3e2fbccf",
        "andn %rbx,%rcx,%rax   | rcx=f0 rbx=ff                 | rax=f flags=P",
        "pdep %rbx,%rcx,%rax   | rcx=5 rbx=ff00                | rax=500",
        "adcx %rbx,%rax        | rax=ffffffffffffffff rbx=0 flags=CO | rax=0 flags=CO",
        "lahf                  | rax=0 flags=CZ                | rax=4300",
        "movq 0x5000,%rax      | rax=1                         | fault",
        "xchgq %rax,0x5000     | rax=1                         | fault",
        "push 0x5000           | rsp=1008                      | fault",
        "ud2                   |                               | trap=UD",
        "int $0x80             |                               | trap=INT",
      })
  void does(String source, String before, String after) {
    UopRunner machine = machine(before);
    UopRunner expected = machine(before);
    byte[] code = Encoder.encode(AttParser.parse(source, name -> null), CODE).bytes();
    expected.set(State.RIP, CODE + code.length);
    set(expected, after);
    try {
      machine.run(Lifter.lift(Decoder.decode(code, 0, code.length, CODE)));
    } catch (GuestFault e) {
      machine.trap = "fault";
    }
    assertEquals(show(expected), show(machine));
    assertArrayEquals(expected.memory.read(LOWEST, BYTES), machine.memory.read(LOWEST, BYTES));
  }

  /**
   * Every {@link MakerDifference} that code can observe; columns: bytes, before, after on Intel,
   * after on AMD.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "67f3a4   | rcx=10000000000 rsi=100001000 rdi=100001008 | rcx=0 rsi=1000 rdi=1008 |",
        "67f3aa   | rcx=10000000000 rsi=100001000 rdi=100001008 | rcx=0 rdi=1008          |",
        "67f3aa   | rcx=10000000001 rdi=100005000 | rcx=1 rdi=5000 fault | fault",
        "67f3ac   | rcx=10000000000 rsi=100001000 | rcx=0                |",
        "67f2ae   | rcx=10000000000 rdi=100001000 | rcx=0                |",
        "67f3a6   | rcx=10000000000 rsi=100001000 rdi=100001000 | rcx=0  |",
        "67f3a6   | rcx=10000000005 rsi=100005000 rdi=5000 | rcx=5 fault | fault",
        "f3a6     | rcx=5 rsi=1fee rdi=1fee flags=C | rcx=3 rsi=1ff0 rdi=1ff0 fault"
            + " | rcx=3 rsi=1ff0 rdi=1ff0 flags=PZ fault",
        "666307   | rax=5 rdi=1fee                | rax=0                | fault",
        "ffd0     | rax=8000000000000000 rsp=1008 | m=400002 fault       | fault",
        "66e810000000 | rsp=1008 | rsp=1000 m=400006 rip=400016 | rsp=1006 m=4000000000000 rip=14",
        "66ffd0   | rax=123400200 rsp=1008        | rsp=1000 m=400003 rip=123400200"
            + " | rsp=1006 m=3000000000000 rip=200",
        "66e910000000 |                           | rip=400016           | rip=14",
        "660f8410000000 | flags=Z                 | rip=400017           | rip=15",
        "66eb10   |                               | rip=400013           | rip=13",
        "6648eb10 |                               | rip=400014           | rip=400014",
        "667410   | flags=Z                       | rip=400013           | rip=13",
        "66e310   |                               | rip=400013           | rip=13",
        "66c3     | rsp=1000 m=400200             | rsp=1008 rip=400200  | rsp=1002 rip=200",
        "f3e010   | rcx=5                         | rcx=4 rip=400013     | rcx=4",
        "f2e110   | rcx=5                         | rcx=4                | rcx=4 rip=400013",
        "0fffc0   |                               | trap=UD              | trap=UD rip=400002",
        "0fb9c0   |                               | trap=UD              | trap=UD rip=400002",
        "480f07   | rcx=8000000000000000 r11=202  | fault | trap=SYSRET rip=8000000000000000",
        "f00f20c0 | cr8=7                         | trap=none            | rax=7",
        "f00f22c0 | rax=7                         | trap=none            | trap=WRITE_CONTROL cr8=7",
      })
  void differsByMaker(String hex, String before, String intel, String amd) {
    byte[] code = HexFormat.of().parseHex(hex);
    for (CpuProfile cpu : CpuProfile.values()) {
      UopRunner expected = machine(before);
      expected.set(State.RIP, CODE + code.length);
      set(
          expected,
          switch (cpu) {
            case INTEL -> intel;
            case AMD -> amd;
          });
      UopRunner machine = machine(before);
      machine.set(State.RIP, CODE + code.length);
      try {
        machine.run(Lifter.lift(Decoder.decode(cpu, code, 0, code.length, CODE)));
      } catch (GuestFault e) {
        machine.trap = "fault";
      } catch (IsaException e) {
        machine.trap = "none";
      }
      if (machine.trap.equals("fault")) {
        expected.set(State.RIP, machine.get(State.RIP));
      }
      assertEquals(show(expected), show(machine), cpu::label);
      assertArrayEquals(expected.memory.read(LOWEST, BYTES), machine.memory.read(LOWEST, BYTES));
    }
  }

  private static UopRunner machine(String state) {
    Cpu cpu = new Cpu();
    UopRunner machine = new UopRunner(cpu, new Memory(cpu));
    machine.memory.map(LOWEST, BYTES, Memory.READ | Memory.WRITE, "memory");
    machine.set(State.RFLAGS, 0x202);
    set(machine, state);
    return machine;
  }

  private static void set(UopRunner machine, String text) {
    if (text == null) {
      return;
    }
    for (String part : text.split(" ")) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = part.substring(equals + 1);
      switch (name) {
        case "fault" -> machine.trap = "fault";
        case "trap" -> machine.trap = value;
        case "flags" -> machine.set(State.RFLAGS, flags(value));
        case "m" -> machine.memory.poke(MEMORY, number(value), 8);
        case "m1" -> machine.memory.poke(MEMORY + 8, number(value), 8);
        case "mm" -> machine.memory.poke(MEMORY - 8, number(value), 8);
        default -> machine.set(State.valueOf(name.toUpperCase(Locale.ROOT)), number(value));
      }
    }
  }

  private static long number(String text) {
    return Long.parseUnsignedLong(text, 16);
  }

  private static long flags(String letters) {
    long flags = 0x202;
    for (int i = 0; i < BITS.length; i++) {
      flags |= letters.indexOf(LETTERS.charAt(i)) >= 0 ? BITS[i] : 0;
    }
    return flags;
  }

  private static String show(UopRunner machine) {
    StringBuilder text = new StringBuilder(machine.trap);
    for (State state : State.values()) {
      if (state == State.RFLAGS) {
        text.append(" flags=");
        for (int i = 0; i < BITS.length; i++) {
          text.append((machine.get(state) & BITS[i]) != 0 ? LETTERS.charAt(i) : '.');
        }
      } else if (machine.get(state) != 0) {
        text.append(' ').append(state).append('=').append(Long.toHexString(machine.get(state)));
      }
    }
    return text.append(" m=").append(Long.toHexString(machine.memory.peek(MEMORY, 8))).toString();
  }
}
