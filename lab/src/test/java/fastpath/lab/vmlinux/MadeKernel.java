package fastpath.lab.vmlinux;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Segment;
import fastpath.emulator.image.Symbol;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A kernel of a few functions, linked and stripped as a distribution's kernel is. */
final class MadeKernel {
  private static final String C =
      """
      unsigned long init_task[16] = { 7 };
      unsigned long __per_cpu_offset[4];
      unsigned long init_stack[2048] __attribute__((aligned(16384)));
      __attribute__((section(".data..percpu"))) unsigned long first = 5;
      __attribute__((section(".data..percpu"))) unsigned long *current_task = init_task;
      unsigned long gcd(unsigned long a, unsigned long b)
      {
        while (b) { unsigned long t = a % b; a = b; b = t; }
        return a;
      }
      unsigned long current_word(void)
      {
        unsigned long *task;
        asm("movq %%gs:current_task(%%rip), %0" : "=r"(task));
        return *task;
      }
      unsigned long stack_is_own(void)
      {
        unsigned long here;
        unsigned long at = (unsigned long)&here;
        return at - (unsigned long)init_stack < sizeof(init_stack);
      }
      unsigned long offset_is_set(void)
      {
        unsigned long base;
        asm("movq %%gs:first(%%rip), %0" : "=r"(base));
        return *(unsigned long *)(__per_cpu_offset[0] + 0) == base;
      }
      """;

  private static final String ASSEMBLY =
      """
      .text
      .globl guarded
      .type guarded, @function
      guarded:
        mov $1, %eax
      1: mov (%rdi), %rax
      2: ret
      .size guarded, . - guarded
      .globl warns
      .type warns, @function
      warns:
        mov $3, %eax
      3: ud2
        ret
      .size warns, . - warns
      .globl stops
      .type stops, @function
      stops:
      4: ud2
        ret
      .size stops, . - stops
      .section __ex_table,"a"
      .balign 4
      .long 1b - ., 2b - ., 17 + (-14 << 16)
      .section .names,"a"
      name: .asciz "lib/made.c"
      .section __bug_table,"aw"
      .long 3b - .
      .long name - .
      .short 42, 1
      .long 4b - .
      .long name - .
      .short 43, 0
      """;

  private static final int MOVED = 0x200000;

  private final Image image;

  MadeKernel() {
    image = linked(LinkOptions.KERNEL);
  }

  /** Returns the kernel's functions, linked at an address. */
  static Image linked(long address) {
    return Linker.link(
        List.of(object("made.c", C), object("made.S", ASSEMBLY)), new LinkOptions(address, false));
  }

  /**
   * Returns the relocations that the kernel's build appends to the ELF file: the words that differ
   * if the kernel is linked at another address.
   */
  byte[] relocations() {
    List<Integer> words = new ArrayList<>(List.of(0));
    List<Integer> inverse = new ArrayList<>(List.of(0));
    List<Integer> halves = new ArrayList<>(List.of(0));
    Image moved = linked(LinkOptions.KERNEL + MOVED);
    List<List<Integer>> lists = List.of(words, inverse, halves);
    for (int i = 0; i < image.segments().size(); i++) {
      Segment s = image.segments().get(i);
      find(lists, (int) s.address(), s.bytes(), moved.segments().get(i).bytes());
    }
    find(lists, Integer.MIN_VALUE, image.perCpu(), moved.perCpu());
    words.addAll(inverse);
    words.addAll(halves);
    byte[] bytes = new byte[4 * words.size()];
    for (int i = 0; i < words.size(); i++) {
      Words.put32(bytes, 4 * i, words.get(i));
    }
    return bytes;
  }

  static ObjectFile object(String name, String text) {
    return ObjectFile.read(
        name, new OwnCompiler().compile(new Source(name, text), Options.DEFAULT).object());
  }

  /** Returns the symbols for kallsyms, in the order of their addresses. */
  List<Kallsyms.Entry> symbols() {
    List<Kallsyms.Entry> all = new ArrayList<>();
    for (Symbol s : image.symbols()) {
      if (!s.name().isEmpty() && s.value() >>> 31 != 1) {
        char kind = image.isPerCpu(s) ? 'A' : s.isFunction() ? 'T' : 'D';
        all.add(new Kallsyms.Entry(kind, s.name(), s.value()));
      }
    }
    all.sort(Comparator.comparing(Kallsyms.Entry::address, Long::compareUnsigned));
    return all;
  }

  private static void find(List<List<Integer>> lists, int address, byte[] here, byte[] there) {
    for (int at = 0; at + 4 <= there.length; at++) {
      int distance = Words.i32(there, at) - Words.i32(here, at);
      boolean word = at + 8 <= there.length && Words.i32(there, at + 4) == -1;
      if (distance == MOVED || distance == -MOVED) {
        lists.get(distance < 0 ? 1 : word ? 0 : 2).add(address + at);
      }
    }
  }

  /** Returns the stripped ELF file, with the given kallsyms in its read-only data. */
  byte[] elf(byte[] kallsyms) {
    List<Segment> segments = new ArrayList<>(image.segments());
    long end = segments.stream().mapToLong(s -> s.address() + s.size()).max().orElseThrow();
    Section rodata = new Section(".rodata", end + 0xfff & -4096, kallsyms.length, 2);
    segments.add(new Segment("rodata", rodata.address(), kallsyms, kallsyms.length, 1));
    segments.add(new Segment("percpu", 0, image.perCpu(), image.perCpu().length, 3));
    List<Section> sections = new ArrayList<>(List.of(new Section("", 0, 0, 0)));
    image.sections().stream().filter(s -> (s.flags() & 2) != 0).forEach(sections::add);
    sections.add(rodata);
    return new ElfText(segments, sections).bytes();
  }

  /** Writes an executable that has section headers and no symbol table. */
  private static final class ElfText {
    private final List<Segment> segments;
    private final List<Section> sections;
    private final byte[] all;
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();

    ElfText(List<Segment> segments, List<Section> sections) {
      this.segments = segments;
      this.sections = sections;
      int bytes = segments.stream().mapToInt(s -> s.bytes().length).sum();
      all = new byte[4096 + bytes + 8 + 64 * (sections.size() + 2) + 1024];
    }

    byte[] bytes() {
      System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, all, 0, 7);
      Words.put16(all, 16, 2);
      Words.put16(all, 18, 62);
      Words.put32(all, 20, 1);
      Words.put64(all, 32, 64);
      Words.put16(all, 54, 56);
      Words.put16(all, 56, segments.size());
      Words.put16(all, 58, 64);
      Words.put16(all, 60, sections.size() + 1);
      Words.put16(all, 62, sections.size());
      int at = 4096;
      int[] offsets = new int[segments.size()];
      for (int i = 0; i < segments.size(); i++) {
        Segment s = segments.get(i);
        offsets[i] = at;
        int header = 64 + 56 * i;
        Words.put32(all, header, 1);
        Words.put32(all, header + 4, flags(s.permissions()));
        Words.put64(all, header + 8, at);
        Words.put64(all, header + 16, s.address());
        Words.put64(all, header + 24, s.address() & Integer.MAX_VALUE);
        Words.put64(all, header + 32, s.bytes().length);
        Words.put64(all, header + 40, s.size());
        System.arraycopy(s.bytes(), 0, all, at, s.bytes().length);
        at += s.bytes().length;
      }
      int headers = Words.up(at, 8);
      Words.put64(all, 40, headers);
      for (int i = 0; i < sections.size(); i++) {
        section(headers + 64 * i, sections.get(i), offsets);
      }
      strings(headers + 64 * sections.size(), headers + 64 * (sections.size() + 1));
      return all;
    }

    private void strings(int header, int at) {
      Words.put32(all, header, names.size());
      names.writeBytes(".shstrtab\0".getBytes(StandardCharsets.US_ASCII));
      Words.put32(all, header + 4, 3);
      Words.put64(all, header + 24, at);
      Words.put64(all, header + 32, names.size());
      System.arraycopy(names.toByteArray(), 0, all, at, names.size());
    }

    private void section(int header, Section s, int[] offsets) {
      Words.put32(all, header, names.size());
      names.writeBytes((s.name() + "\0").getBytes(StandardCharsets.US_ASCII));
      Words.put64(all, header + 8, s.flags());
      Words.put64(all, header + 16, s.address());
      Words.put64(all, header + 32, s.size());
      for (int i = 0; i < offsets.length && s.size() > 0; i++) {
        long offset = s.address() - segments.get(i).address();
        if (offset >= 0 && offset < segments.get(i).size()) {
          boolean there = offset + s.size() <= segments.get(i).bytes().length;
          Words.put32(all, header + 4, there ? 1 : 8);
          Words.put64(all, header + 24, offsets[i] + (there ? offset : 0));
        }
      }
    }

    private static int flags(int permissions) {
      return (permissions & 1) << 2 | permissions & 2 | (permissions & 4) >> 2;
    }
  }
}
