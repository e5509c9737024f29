package fastpath.tests;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small valid inputs of every command, and a generator of damaged options and files. */
final class CommandLineInputs {
  /**
   * A command line and the one file that is damaged.
   *
   * @param args the command line's words, which name the file
   */
  record Input(List<String> args, Path file, byte[] bytes) {
    Input with(byte[] other) {
      return new Input(args, file, other);
    }
  }

  /** A valid command line, in which FILE stands for the file's name, and the file's content. */
  private record Seed(String command, String file, byte[] bytes) {}

  private static final String C =
      """
      struct s { int a; unsigned b : 3; long c[2]; } s = { 1, 2, { 3 } };
      #define TWICE(x) ((x) + (x))
      static inline int g(int a) { return a > 3 ? TWICE(a) : a; }
      int f(int a)
      {
      	int sum = s.a;
      	for (int i = 0; i < 4; i++)
      		switch (i) { case 1: sum += g(a); break; case 2 ... 3: sum ^= i; }
      	asm volatile("addl $1, %0" : "+r"(sum) : : "cc");
      	return sum + (int)s.c[0];
      }
      """;

  private static final String ASSEMBLY =
      """
      	.globl	f
      	.type	f, @function
      f:	.cfi_startproc
      	mov	$3, %eax
      1:	dec	%eax
      	jne	1b
      	.rept	2
      	nop
      	.endr
      	.macro	m a
      	add	$\\a, %eax
      	.endm
      	m	5
      	lea	t(%rip), %rdx
      	ret
      	.cfi_endproc
      	.size	f, .-f
      	.data
      t:	.quad	f, 4
      	.asciz	"t"
      """;

  private static final String LITMUS =
      """
      X86 SB
      "a comment"
      { x=0; y=0; }
       P0          | P1          ;
       MOV [x],$1  | MOV [y],$1  ;
       MOV EAX,[y] | MOV EAX,[x] ;
      exists (0:EAX=0 /\\ 1:EAX=0)
      """;

  private static final String LITMUS_C =
      """
      int x, y;
      int P0(void) { x = 1; return *(volatile int *)&y; }
      int P1(void) { y = 1; return *(volatile int *)&x; }
      /* exists (0:eax=0 /\\ 1:eax=0) */
      """;

  private static final String CONFIG =
      """
      # A comment
      CONFIG_PREEMPT=y
      CONFIG_PREEMPT_COUNT=y
      # CONFIG_PREEMPT_RCU is not set
      """;

  private static final List<String> PIECES =
      List.of(
          "0",
          "-1",
          "1",
          "0x7fffffff",
          "0x80000000",
          "18446744073709551615",
          "99999999999999999999",
          "((",
          "))",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "\\",
          ",",
          ";",
          ":",
          "#",
          "@",
          "%",
          "$",
          "|",
          "/*",
          "*/",
          "(*",
          "*)",
          "\n",
          "\0",
          "\u00e9",
          "\ufeff",
          "<<",
          "==",
          "->",
          "...",
          "=",
          "[1ul << 61]",
          "struct s",
          "int",
          "long",
          "sizeof",
          "typeof",
          "goto f;",
          "case 1:",
          "#include \"t.c\"\n",
          "#if 1\n",
          "#define f f f\n",
          "__attribute__((aligned(1 << 28)))",
          ".rept 1000\n",
          ".endr\n",
          ".section a\n",
          ".skip 1000000\n",
          "jmp f",
          "lock ",
          "%gs:",
          "CONFIG_HZ=99999999999",
          "=m",
          "exists",
          "forall",
          "P2",
          "0:RAX",
          "~",
          "/\\");

  private static final List<String> WORDS =
      List.of(
          "--json",
          "--call",
          "--args",
          "--setup",
          "--config",
          "--compiler",
          "--engine",
          "--cpu",
          "--frame",
          "--max-instructions",
          "--model",
          "--witness",
          "--roles",
          "--source",
          "--stages",
          "--trace",
          "--dump",
          "-r",
          "-S",
          "-c",
          "-D",
          "-U",
          "A=1",
          "N",
          "--at",
          "--pairs",
          "--depth",
          "--schedule",
          "--stack",
          "--cflags",
          "--help",
          "--version",
          "own",
          "V0",
          "V4",
          "nosuch",
          "f",
          "0",
          "1",
          "-1",
          "1000",
          "0x10",
          "99999999999999999999",
          "sc",
          "tso",
          "interpreter",
          "translator",
          "intel",
          "amd",
          "",
          "=",
          "@f",
          "&s",
          "-",
          "--",
          "--nosuch",
          "\u00e9",
          "tokens",
          "all",
          "1,2,3",
          "a b");

  private final Path folder;
  private final List<Seed> seeds = new ArrayList<>();

  /** Prepares the inputs, whose files will be written to a folder. */
  CommandLineInputs(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("ok.c"), C);
    byte[] object = new OwnCompiler().compile(new Source("t.c", C), Options.DEFAULT).object();
    String ok = folder.resolve("ok.c").toString();
    text("compile FILE -o OUT", "t.c", C);
    text("compile FILE -S -o OUT", "t.c", C);
    text("compile FILE -o OUT", "t.s", ASSEMBLY);
    text("run FILE --call f --args 3 --max-instructions 1000", "t.c", C);
    text("run FILE --call f --max-instructions 1000 --json", "t.s", ASSEMBLY);
    text("measure FILE --call f --config V0 --compiler own --max-instructions 1000", "t.c", C);
    text("run " + ok + " --call f --config FILE --max-instructions 1000", "t.config", CONFIG);
    text("disassemble FILE", "t.c", C);
    text("disassemble FILE --roles", "t.s", ASSEMBLY);
    text("litmus FILE --max-instructions 1000", "t.litmus", LITMUS);
    text("litmus FILE --compiler own --max-instructions 1000 --json", "u.c", LITMUS_C);
    text("list", "t.txt", "");
    seeds.add(new Seed("run FILE --call f --args 3 --max-instructions 1000", "t.o", object));
    seeds.add(new Seed("disassemble FILE --source", "t.o", object));
    seeds.add(new Seed("disassemble FILE -r", "t.o", object));
    seeds.add(new Seed("run FILE --call f --args 3 --max-instructions 1000", "t.a", ar(object)));
    seeds.add(new Seed("disassemble FILE", "t.a", ar(object)));
  }

  private void text(String command, String file, String text) {
    seeds.add(new Seed(command, file, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns an archive with one member (ar(5)). */
  private static byte[] ar(byte[] member) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    String header =
        "%-16s%-12d%-6d%-6d%-8o%-10d`\n".formatted("t.o/", 0, 0, 0, 0644, member.length);
    out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(member);
    if (member.length % 2 == 1) {
      out.write('\n');
    }
    return out.toByteArray();
  }

  /** Returns every valid command line with its undamaged file. */
  List<Input> undamaged() {
    return seeds.stream().map(seed -> input(seed, seed.bytes(), new Random(0), 0)).toList();
  }

  /** Returns a random command line with a damaged file, damaged options, or both. */
  Input of(Random random) {
    Seed seed = seeds.get(random.nextInt(seeds.size()));
    int what = random.nextInt(8);
    byte[] bytes = what == 0 ? seed.bytes() : damaged(seed, random);
    return input(seed, bytes, random, what < 2 ? 1 + random.nextInt(3) : 0);
  }

  private static byte[] damaged(Seed seed, Random random) {
    if (seed.file().endsWith(".o") || seed.file().endsWith(".a")) {
      byte[] bytes =
          seed.file().endsWith(".o") ? ElfMutation.of(seed.bytes(), random) : seed.bytes();
      return scratched(bytes.clone(), random, seed.file().endsWith(".o") ? random.nextInt(2) : 3);
    }
    String text = new String(seed.bytes(), StandardCharsets.UTF_8);
    byte[] bytes = TextMutation.of(text, PIECES, random).getBytes(StandardCharsets.UTF_8);
    return scratched(bytes, random, random.nextInt(16) == 0 ? 1 : 0);
  }

  private static byte[] scratched(byte[] bytes, Random random, int times) {
    for (int n = times; n > 0 && bytes.length > 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  /**
   * Returns a command line with a number of words changed; {@code -o} and its argument are never
   * changed, because the command writes to that file.
   */
  private Input input(Seed seed, byte[] bytes, Random random, int changes) {
    List<String> words = new ArrayList<>(CommandLineFuzzTest.words(seed.command()));
    for (int n = changes; n > 0; n--) {
      int at = 1 + random.nextInt(words.size());
      String word = WORDS.get(random.nextInt(WORDS.size()));
      if (random.nextInt(3) > 0 || at >= words.size() || writes(words, at)) {
        if (at >= words.size() || !words.get(at - 1).equals("-o")) {
          words.add(at, word);
        }
      } else if (random.nextBoolean()) {
        words.remove(at);
      } else {
        words.set(at, word);
      }
    }
    Path file = folder.resolve(seed.file());
    words.replaceAll(word ->
        switch (word) {
          case "FILE" -> file.toString();
          case "OUT" -> folder.resolve("out").toString();
          default -> word;
        });
    return new Input(List.copyOf(words), file, bytes);
  }

  private static boolean writes(List<String> words, int at) {
    return words.get(at).equals("-o") || words.get(at - 1).equals("-o");
  }
}
