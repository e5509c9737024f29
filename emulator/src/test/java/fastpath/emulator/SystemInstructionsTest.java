package fastpath.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.image.TestImages;
import fastpath.emulator.isa.Form;
import fastpath.emulator.isa.Isa;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests instructions that only a kernel may execute; the expected results are the manual's, because
 * no CPU executes these instructions in user mode. SiliconTest checks on the CPU that user code may
 * not execute them.
 */
class SystemInstructionsTest {
  private static final long USER = 0x400000;

  private static final long ENTRY = 0x300000;

  private static MachineOptions options(EngineKind engine) {
    return MachineOptions.defaults().withMaxInstructions(1000).withEngine(engine);
  }

  private static Outcome run(EngineKind engine, String code) {
    Machine m = Machine.create(TestImages.code(code), options(engine));
    m.memory().map(USER, 4096, Memory.READ | Memory.WRITE | Memory.USER, "user");
    m.memory().map(USER + 0x1000, 4096, Memory.READ, "read only");
    m.memory().map(USER + 0x2000, 4096, Memory.EXECUTE | Memory.USER, "user code");
    m.cpu().set(State.KERNEL_GS_BASE, 0x1234);
    m.cpu().set(State.TSC_AUX, 5);
    return m.call("f");
  }

  /** Columns: the manual's section, code, and the final RAX. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // Access rights: AC allows the kernel to access user pages.
        "3A 4.6.1 | stac; movl $3,0x400000; mov 0x400000,%eax; clac; ret | 3",
        "3A 4.6.1 | pushf; orq $0x40000,(%rsp); popf; mov 0x400010,%eax; ret | 0",
        "STAC | stac; pushf; pop %rax; and $0x40000,%eax; ret | 0x40000",
        "CLAC | stac; clac; pushf; pop %rax; and $0x40000,%eax; ret | 0",
        "SWAPGS | swapgs; rdgsbase %rax; swapgs; ret | 0x1234",
        "SWAPGS | swapgs; swapgs; rdgsbase %rax; shr $40,%rax; ret | 0xffff88",
        "WRGSBASE | rdgsbase %rdx; mov $0x77,%ecx; wrgsbase %rcx; rdgsbase %rax; wrgsbase %rdx; ret"
            + " | 0x77",
        "WRFSBASE | mov $-1,%rcx; wrfsbase %ecx; rdfsbase %rax; ret | 0xffffffff",
        // popf at privilege level 0 loads IOPL, IF and NT; RF and VM stay unchanged.
        "POPF | push $-1; popf; cli; cld; pushf; pop %rax; push $2; popf; and $0x37000,%eax; ret"
            + " | 0x7000",
        "POPF | cli; pushf; pop %rax; and $0x200,%eax; ret | 0",
        "POPF | push $0x200; popf; pushf; pop %rax; ret | 0x202",
        "POPF | pushf; popf; pushf; pop %rax; ret | 0x202",
        "PUSHF | sti; pushfw; xor %eax,%eax; popw %ax; ret | 0x202",
        "MOV CR | mov %cr0,%rax; ret | 0x80050033",
        "MOV CR | mov %cr0,%rax; or $8,%rax; mov %rax,%cr0; clts; mov %cr0,%rax; ret | 0x80050033",
        "MOV CR | mov $0x7777,%eax; mov %rax,%cr2; xor %eax,%eax; mov %cr2,%rax; ret | 0x7777",
        "MOV CR | mov $0x7000,%eax; mov %rax,%cr3; xor %eax,%eax; mov %cr3,%rax; ret | 0x7000",
        "MOV CR | mov %cr4,%rax; xor $0x80,%rax; mov %rax,%cr4; mov %cr4,%rax; ret | 0x310020",
        "MOV CR | mov $15,%eax; mov %rax,%cr8; xor %eax,%eax; mov %cr8,%rax; ret | 15",
        "LMSW | mov $14,%eax; lmsw %ax; smsw %eax; ret | 0x8005003f",
        "LMSW | xor %eax,%eax; lmsw %ax; smsw %eax; ret | 0x80050031",
        "INVLPG | mov $0x123456789,%rax; invlpg (%rax); mov $1,%eax; ret | 1",
        "RDMSR | mov $0xc0000080,%ecx; rdmsr; ret | 0xd01",
        "RDMSR | mov $0xc0000101,%ecx; rdmsr; mov %edx,%eax; ret | 0xffff8880",
        "RDMSR | mov $0xc0000102,%ecx; rdmsr; ret | 0x1234",
        "RDMSR | mov $0xc0000103,%ecx; rdmsr; ret | 5",
        "RDMSR | nop; mov $0x10,%ecx; rdmsr; ret | 2",
        "WRMSR | mov $0xc0000100,%ecx; mov $7,%eax; mov $1,%edx; wrmsr; rdfsbase %rax; ret"
            + " | 0x100000007",
        "WRMSR | mov $0xc0000102,%ecx; mov $7,%eax; wrmsr; swapgs; rdgsbase %rax; swapgs; ret | 7",
        "WRMSR | mov $0xc0000103,%ecx; mov $9,%eax; wrmsr; rdpid %rax; ret | 9",
        "WRMSR | mov $0xc0000103,%ecx; mov $9,%eax; wrmsr; rdtscp; mov %ecx,%eax; ret | 9",
        "WRMSR | mov $0xc0000080,%ecx; mov $0xd01,%eax; wrmsr; mov $1,%eax; ret | 1",
        "RDMSR | mov $0xc0000082,%ecx; rdmsr; or %edx,%eax; ret | 0",
        "WRMSR | mov $0xc0000082,%ecx; mov $-2,%edx; mov $5,%eax; wrmsr; rdmsr; mov %edx,%eax; ret"
            + " | 0xfffffffe",
        "WRMSR | mov $0xc0000081,%ecx; mov $0x98765432,%edx; mov $5,%eax; wrmsr; rdmsr; shl"
            + " $32,%rdx; or %rdx,%rax; shr $4,%rax; ret | 0x987654320000000",
        "WRMSR | mov $0xc0000084,%ecx; mov $0x47700,%eax; xor %edx,%edx; wrmsr; xor %eax,%eax;"
            + " rdmsr; ret | 0x47700",
        "WRMSR | mov $0xc0000080,%ecx; mov $0xd00,%eax; wrmsr; xor %eax,%eax; rdmsr; ret | 0xd00",
        "SMSW | mov $-1,%rax; smsw %ax; ret | -0xffcd",
        "SMSW | mov $-1,%rax; smsw %eax; ret | 0x80050033",
        "SMSW | mov $-1,%rax; smsw %rax; ret | 0x80050033",
        "SMSW | push $-1; smsw (%rsp); pop %rax; ret | -0xffcd",
        "LMSW | push $-2; lmsw (%rsp); pop %rcx; smsw %eax; ret | 0x8005003f",
        // The segment descriptors are those of Linux; see Descriptors.
        "VERR | mov %ss,%ecx; xor %eax,%eax; verr %cx; setz %al; ret | 1",
        "VERR | mov %cs,%ecx; xor %eax,%eax; verr %cx; setz %al; ret | 1",
        "VERR | mov $0x38,%ecx; mov $2,%eax; verr %cx; setz %al; ret | 0",
        "VERR | mov $0x1c,%ecx; mov $2,%eax; verr %cx; setz %al; ret | 0",
        "VERR | xor %ecx,%ecx; mov $2,%eax; verr %cx; setz %al; ret | 0",
        "VERR | mov $0x1b,%ecx; mov $2,%eax; verr %cx; setz %al; ret | 0",
        "VERR | push $0x2b; xor %eax,%eax; verr (%rsp); setz %al; pop %rcx; ret | 1",
        "VERW | mov %ss,%ecx; xor %eax,%eax; verw %cx; setz %al; ret | 1",
        "VERW | mov %cs,%ecx; mov $2,%eax; verw %cx; setz %al; ret | 0",
        "VERW | mov $0x2b,%ecx; xor %eax,%eax; verw %cx; setz %al; ret | 1",
        "LAR | mov %ss,%ecx; lar %cx,%eax; ret | 0xcf9300",
        "LAR | mov %cs,%ecx; lar %cx,%rax; ret | 0xaf9b00",
        "LAR | mov $0x33,%ecx; mov $-1,%rax; lar %cx,%ax; movzwl %ax,%eax; ret | 0xfb00",
        "LAR | mov $7,%eax; mov $0x40,%ecx; lar %cx,%eax; ret | 7",
        "LSL | mov %ss,%ecx; mov $-1,%rax; lsl %cx,%eax; ret | 0xffffffff",
        "LSL | mov %ss,%ecx; xor %eax,%eax; lsl %cx,%ax; ret | 0xffff",
        "LSL | mov $7,%eax; xor %ecx,%ecx; lsl %cx,%eax; ret | 7",
        "MOV Sreg | mov %ss,%eax; mov %eax,%ss; mov %ss,%eax; ret | 0x18",
        "MOV Sreg | xor %eax,%eax; mov %eax,%ss; mov %ss,%eax; ret | 0",
        "MOV Sreg | mov $0x2b,%eax; mov %eax,%ds; mov %eax,%es; mov %es,%eax; ret | 0x2b",
        "MOV Sreg | mov $0x33,%eax; mov %eax,%fs; mov %fs,%eax; ret | 0x33",
        "MOV Sreg | mov $3,%eax; mov %eax,%ds; mov %ds,%eax; ret | 3",
        "MOV Sreg | mov $9,%eax; wrfsbase %rax; mov %fs,%eax; mov %eax,%fs; rdfsbase %rax; ret | 0",
        "POP FS | push $0x18; pop %fs; mov %fs,%eax; ret | 0x18",
        "SYSCALL | mov $1,%eax; mov $9,%edi; syscall; ret | -9",
        "SYSCALL | mov $1,%eax; mov $9,%edi; syscall; mov %r11,%rax; ret | 0x202",
      })
  void kernelCodeMay(String section, String code, String value) {
    for (EngineKind engine : EngineKind.values()) {
      Outcome o = run(engine, code);
      assertEquals(Stop.RETURN, o.stop(), () -> engine + ": " + o.fault().message());
      assertEquals(Long.decode(value), o.value(), engine::label);
    }
  }

  /**
   * Columns: code that runs after IA32_LSTAR is set to the entry, the code at the entry, the final
   * RAX.
   */
  @ParameterizedTest(name = "{0} | {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // syscall enters the guest's kernel, whatever the system call's number; RCX and R11 hold
        // the return address and the flags.
        "mov $60,%eax; lea 2(%rip),%r8; syscall; ret | mov %rcx,%rax; sub %r8,%rax; sysretq | 0",
        "lea 3(%rip),%r8; rex.W syscall; ret | mov %rcx,%rax; sub %r8,%rax; sysretq | 0",
        "stc; syscall; ret | mov %r11,%rax; sysretq | 0x203",
        "stac; stc; syscall; ret | pushf; pop %rax; sysretq | 0x40203",
        // sysret restores the flags, regardless of what the entry did with them.
        "stc; mov $7,%eax; syscall; adc $0,%eax; ret | clc; inc %eax; sysretq | 9",
        "mov $0xc0000084,%ecx; mov $0x40203,%eax; wrmsr; stac; stc; syscall; ret"
            + " | pushf; pop %rax; sysretq | 2",
        "mov $0xc0000081,%ecx; mov $0x00230017,%edx; wrmsr; syscall; ret"
            + " | mov %cs,%eax; shl $16,%eax; mov %ss,%edx; or %edx,%eax; sysretq | 0x14001f",
        // sysret loads all of R11 except RF and VM; displacements 12 and 11 lead past the ud2.
        "lea 12(%rip),%rcx; mov $-1,%r11; sysretq; ud2; pushf; pop %rax; push $2; popf; ret"
            + " | nop | 0x3c7fd7",
        "lea 11(%rip),%rcx; mov $0x244dd5,%r11d; sysretq; ud2; pushf; pop %rax; push $2; popf; ret"
            + " | nop | 0x244dd7",
      })
  void theGuestsOwnEntry(String code, String entry, String value) {
    String all = "mov $0xc0000082,%ecx; mov $0x300000,%eax; mov $0,%edx; wrmsr; " + code;
    for (EngineKind engine : EngineKind.values()) {
      Machine m = Machine.create(TestImages.code(all), options(engine));
      m.memory().map(ENTRY, 4096, Memory.READ | Memory.EXECUTE, "entry");
      m.memory().write(ENTRY, TestImages.code(entry).segments().getFirst().bytes());
      Outcome o = m.call("f");
      assertEquals(Stop.RETURN, o.stop(), () -> engine + ": " + o.fault().message());
      assertEquals(Long.decode(value), o.value(), engine::label);
    }
  }

  /**
   * Columns: the manual's section, code whose last instruction faults or leads to a fault, the kind
   * of fault, the error code.
   */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "3A 4.6.1 | mov 0x400000,%eax                                    | PAGE | 1",
        "3A 4.6.1 | stac; clac; incl 0x400000                            | PAGE | 3",
        "3A 4.6.1 | stac; pushf; andq $-0x40001,(%rsp); popf; movb $1,0x400000 | PAGE | 3",
        // CR0.WP is set: the kernel cannot write to read-only pages.
        "3A 4.6.1 | movb $1,0x401000                                     | PAGE | 3",
        "3A 4.6.1 | mov $0x402000,%eax; stac; jmp *%rax                  | PAGE | 17",
        "MOV CR | mov %cr0,%rax; btr $31,%rax; mov %rax,%cr0             | PROTECTION | 0",
        "MOV CR | mov %cr0,%rax; btr $16,%rax; mov %rax,%cr0             | PROTECTION | 0",
        "MOV CR | mov %cr0,%rax; btr $0,%rax; mov %rax,%cr0              | PROTECTION | 0",
        "MOV CR | mov %cr0,%rax; bts $32,%rax; mov %rax,%cr0             | PROTECTION | 0",
        "MOV CR | mov %cr0,%rax; bts $29,%rax; mov %rax,%cr0             | PROTECTION | 0",
        "MOV CR | mov %cr4,%rax; btr $5,%rax; mov %rax,%cr4              | PROTECTION | 0",
        "MOV CR | mov %cr4,%rax; btr $21,%rax; mov %rax,%cr4             | PROTECTION | 0",
        "MOV CR | mov %cr4,%rax; bts $15,%rax; mov %rax,%cr4             | PROTECTION | 0",
        "MOV CR | mov %cr4,%rax; bts $63,%rax; mov %rax,%cr4             | PROTECTION | 0",
        "MOV CR | mov $1,%eax; shl $48,%rax; mov %rax,%cr3               | PROTECTION | 0",
        "MOV CR | mov $16,%eax; mov %rax,%cr8                            | PROTECTION | 0",
        "WRGSBASE | mov $1,%eax; shl $47,%rax; wrgsbase %rax             | PROTECTION | 0",
        "RDMSR | mov $0x1b,%ecx; rdmsr                                   | PROTECTION | 0",
        "WRMSR | mov $0x1b,%ecx; wrmsr                                   | PROTECTION | 0",
        "WRMSR | mov $0xc0000101,%ecx; mov $0x8000,%edx; wrmsr           | PROTECTION | 0",
        "WRMSR | mov $0xc0000103,%ecx; mov $1,%edx; wrmsr                | PROTECTION | 0",
        "WRMSR | mov $0xc0000080,%ecx; mov $0x501,%eax; wrmsr            | PROTECTION | 0",
        "WRMSR | mov $0x10,%ecx; wrmsr                                   | PROTECTION | 0",
        "RDPMC | rdpmc                                                   | PROTECTION | 0",
        "IN | in $0x80,%al                                               | PROTECTION | 0",
        "OUT | mov $0x80,%edx; outl %eax,%dx                             | PROTECTION | 0",
        "INS | insb (%dx),%es:(%rdi)                                     | PROTECTION | 0",
        "LGDT | lgdt 0x400000                                            | PROTECTION | 0",
        "LTR | ltr %ax                                                   | PROTECTION | 0",
        "WRMSR | mov $0xc0000082,%ecx; mov $0x8000,%edx; wrmsr           | PROTECTION | 0",
        "WRMSR | mov $0xc0000084,%ecx; mov $1,%edx; wrmsr                | PROTECTION | 0",
        "WRMSR | mov $0xc0000080,%ecx; mov $0x901,%eax; wrmsr            | PROTECTION | 0",
        "RDMSR | mov $0xc0000083,%ecx; rdmsr                             | PROTECTION | 0",
        "SYSRET | mov $1,%ecx; shl $47,%rcx; sysretq                     | PROTECTION | 0",
        "SYSRET | mov $1,%ecx; sysretl                                   | UNSUPPORTED | 0",
        "SYSRET | mov $0xc0000080,%ecx; mov $0xd00,%eax; wrmsr; sysretq  | INVALID_OPCODE | 0",
        "SYSCALL | mov $0xc0000080,%ecx; mov $0xd00,%eax; wrmsr; syscall | INVALID_OPCODE | 0",
        "MOV Sreg | mov $3,%eax; mov %eax,%ss                            | PROTECTION | 0",
        "MOV Sreg | mov $0x2b,%eax; mov %eax,%ss                         | PROTECTION | 0x28",
        "MOV Sreg | mov $0x1b,%eax; mov %eax,%ss                         | PROTECTION | 0x18",
        "MOV Sreg | mov $0x10,%eax; mov %eax,%ss                         | PROTECTION | 0x10",
        "MOV Sreg | mov $0x50,%eax; mov %eax,%ds                         | PROTECTION | 0x50",
        "MOV Sreg | mov $0x1b,%eax; mov %eax,%es                         | PROTECTION | 0x18",
        "MOV Sreg | mov $0x1c,%eax; mov %eax,%fs                         | PROTECTION | 0x1c",
        "POP GS | push $0x7b; pop %gs                                    | PROTECTION | 0x78",
        "INT3 | int3                                                     | BREAKPOINT | 0",
        "INT n | int $0x40                                               | INTERRUPT | 0x202",
        "IRET | push $0; push $0; push $0; push $0; push $0; iretq       | PROTECTION | 0",
        "IRET | mov $0x500000,%rsp; iretq                                | PAGE | 0",
      })
  void kernelCodeMayNot(String section, String code, Fault.Kind kind, String error) {
    for (EngineKind engine : EngineKind.values()) {
      Outcome o = run(engine, code);
      assertEquals(Stop.FAULT, o.stop(), engine::label);
      assertEquals(kind, o.fault().kind(), () -> engine + ": " + o.fault().message());
      assertEquals(Integer.decode(error), o.fault().errorCode(), engine::label);
      int retired = code.split(";").length - (code.contains("jmp") ? 0 : 1);
      assertEquals(retired, o.counters().instructions(), engine::label);
    }
  }

  /** Columns: leaf, subleaf, and the values of EAX, EBX, ECX and EDX. */
  @ParameterizedTest
  @CsvSource({
    "0,          0, 7 74736146 62614c20 68746170",
    "2,          0, 0 0 0 0",
    "7,          1, 0 0 0 0",
    "0x80000000, 0, 80000008 0 0 0",
    "0x80000002, 0, 74736146 68746170 62614c20 6877202c",
    "0x80000008, 0, 3030 200 0 0",
    "0x80000009, 0, 0 0 0 0",
  })
  void cpuidIsFixed(String leaf, int subleaf, String expected) {
    String[] words = expected.split(" ");
    String[] registers = {"%eax", "%ebx", "%ecx", "%edx"};
    for (int i = 0; i < 4; i++) {
      assertEquals(Long.parseLong(words[i], 16), cpuid(leaf, subleaf, registers[i]), registers[i]);
    }
  }

  private static long cpuid(String leaf, int subleaf, String register) {
    String code = "mov $%s,%%eax; mov $%d,%%ecx; cpuid; mov %s,%%eax; ret";
    return run(EngineKind.INTERPRETER, code.formatted(leaf, subleaf, register)).value();
  }

  /** A feature bit of the manual's cpuid tables, and the instructions that the bit stands for. */
  private enum Feature {
    TSC("1", "%edx", 4, "rdtsc"),
    MSR("1", "%edx", 5, "rdmsr wrmsr"),
    CX8("1", "%edx", 8, "cmpxchg8b"),
    CMOV("1", "%edx", 15, "cmove"),
    CLFSH("1", "%edx", 19, "clflush"),
    FXSR("1", "%edx", 24, "fxsave"),
    SSE("1", "%edx", 25, "movups"),
    SSE2("1", "%edx", 26, "movdqa"),
    SSE3("1", "%ecx", 0, "lddqu"),
    PCLMULQDQ("1", "%ecx", 1, "pclmulqdq"),
    MONITOR("1", "%ecx", 3, "monitor mwait"),
    SSSE3("1", "%ecx", 9, "pshufb"),
    FMA("1", "%ecx", 12, "vfmadd132ps"),
    CX16("1", "%ecx", 13, "cmpxchg16b"),
    SSE41("1", "%ecx", 19, "pextrb"),
    SSE42("1", "%ecx", 20, "pcmpestri"),
    MOVBE("1", "%ecx", 22, "movbe"),
    POPCNT("1", "%ecx", 23, "popcnt"),
    AES("1", "%ecx", 25, "aesenc"),
    XSAVE("1", "%ecx", 26, "xsave"),
    AVX("1", "%ecx", 28, "vaddps"),
    FSGSBASE("7", "%ebx", 0, "rdfsbase rdgsbase wrfsbase wrgsbase"),
    BMI1("7", "%ebx", 3, "andn bextr blsi blsmsk blsr tzcnt"),
    AVX2("7", "%ebx", 5, "vpaddb"),
    SMEP("7", "%ebx", 7, ""),
    BMI2("7", "%ebx", 8, "bzhi mulx pdep pext rorx sarx shlx shrx"),
    ERMS("7", "%ebx", 9, "movsb stosb"),
    INVPCID("7", "%ebx", 10, "invpcid"),
    RTM("7", "%ebx", 11, "xbegin"),
    AVX512F("7", "%ebx", 16, "vpternlogd"),
    ADX("7", "%ebx", 19, "adcx adox"),
    SMAP("7", "%ebx", 20, "stac clac"),
    CLFLUSHOPT("7", "%ebx", 23, "clflushopt"),
    CLWB("7", "%ebx", 24, "clwb"),
    SHA("7", "%ebx", 29, "sha1msg1"),
    PKU("7", "%ecx", 3, "rdpkru"),
    WAITPKG("7", "%ecx", 5, "umonitor umwait tpause"),
    RDPID("7", "%ecx", 22, "rdpid"),
    MOVDIRI("7", "%ecx", 27, "movdiri"),
    MOVDIR64B("7", "%ecx", 28, "movdir64b"),
    SERIALIZE("7", "%edx", 14, "serialize"),
    LAHF("0x80000001", "%ecx", 0, "lahf sahf"),
    LZCNT("0x80000001", "%ecx", 5, "lzcnt"),
    PREFETCHW("0x80000001", "%ecx", 8, "prefetchw"),
    SYSCALL("0x80000001", "%edx", 11, "syscall sysret"),
    NX("0x80000001", "%edx", 20, ""),
    RDTSCP("0x80000001", "%edx", 27, "rdtscp"),
    LONG_MODE("0x80000001", "%edx", 29, "movsxd"),
    WBNOINVD("0x80000008", "%ebx", 9, "wbnoinvd");

    private final String leaf;
    private final String register;
    private final int bit;
    private final Set<String> instructions;

    Feature(String leaf, String register, int bit, String instructions) {
      this.leaf = leaf;
      this.register = register;
      this.bit = bit;
      this.instructions = new HashSet<>(Arrays.asList(instructions.split(" ")));
      this.instructions.remove("");
    }
  }

  /** A feature bit is set if and only if the table has the bit's instructions. */
  @ParameterizedTest
  @EnumSource
  void cpuidPromisesWhatTheTableHas(Feature f) {
    Set<String> table = new HashSet<>();
    for (Form form : Isa.forms()) {
      table.add(form.mnemonic());
    }
    boolean promised = (cpuid(f.leaf, 0, f.register) >> f.bit & 1) == 1;
    if (promised) {
      assertTrue(table.containsAll(f.instructions), f::name);
    } else {
      assertFalse(f.instructions.stream().anyMatch(table::contains), f::name);
    }
  }

  /** No feature bit is set except those listed above. */
  @ParameterizedTest
  @CsvSource({
    "1,%ecx",
    "1,%edx",
    "7,%ebx",
    "7,%ecx",
    "7,%edx",
    "0x80000001,%ecx",
    "0x80000001,%edx"
  })
  void cpuidPromisesNothingElse(String leaf, String register) {
    long named = 0;
    for (Feature f : Feature.values()) {
      named |= f.leaf.equals(leaf) && f.register.equals(register) ? 1L << f.bit : 0;
    }
    assertEquals(0, cpuid(leaf, 0, register) & ~named);
  }
}
