package fastpath.tests;

import static fastpath.tests.ScalingInput.each;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.listing.Listing;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.litmus.Assembly;
import fastpath.lab.litmus.LitmusParser;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Litmus tests, configurations, ELF objects and archives of any size for the scaling test. */
final class ScalingFiles {
  private ScalingFiles() {}

  static List<ScalingInput> all() {
    return List.of(
        litmus("variables", n -> litmus(each(n, "x%d=%d; ", i -> i), "movl $1,(x0) ;", "x0=1")),
        litmus("rows", n -> litmus("", each(n, "movl $%d,(x) ;\n", i -> i), "x=1")),
        litmus("condition", n -> litmus("", "movl $1,(x) ;", "x=1" + " /\\ x=1".repeat(n))),
        litmus("brackets", n -> litmus("x;", "nop ;", "(".repeat(n) + "x=1" + ")".repeat(n))),
        litmus("comments", n -> litmus("(* c *) ".repeat(n), "nop ;", "true")),
        config("settings", n -> "CONFIG_PREEMPT=y\n".repeat(n)),
        config("comments", n -> "# a comment\n".repeat(n)),
        config("unset", n -> "# CONFIG_PREEMPT_RCU is not set\n".repeat(n)),
        object("sections", n -> each(n, "\t.section s%d,\"a\"\n\t.long %d\n", i -> i)),
        object(
            "functions in sections",
            n -> each(n, "\t.section .text.f%d,\"ax\"\n\t.globl f%1$d\nf%1$d:\tret\n", i -> i)),
        object("symbols", n -> each(n, "\t.globl l%d\nl%1$d:\tnop\n", i -> i)),
        object("symbols of one place", n -> each(n, "\t.globl l%d\nl%1$d:\n", i -> i) + "\tnop\n"),
        object("undefined symbols", n -> each(n, "\t.weak u%d\n\tcall u%1$d\n", i -> i)),
        object("common symbols", n -> each(n, "\t.comm c%d,8\n", i -> i) + "\tnop\n"),
        object("relocations", n -> "a:\n" + "\t.quad a\n".repeat(n)),
        object(
            "frames", n -> each(n, "l%d:\t.cfi_startproc\n\tpush %%rax\n\t.cfi_endproc\n", i -> i)),
        object(
            "lines", n -> "\t.file 1 \"t.c\"\nf:\n" + each(n, "\t.loc 1 %d\n\tnop\n", i -> i + 1)),
        object("undecodable bytes", n -> "\t.byte 0x06\n".repeat(n)),
        archive(
            "members that want the next",
            n -> "\tcall f0\n\t.globl f%d\nf%1$d:\tret\n".formatted(n),
            "\t.globl f%d\nf%1$d:\tcall f%2$d\n"),
        archive("members of one name", n -> "\tcall f\n", "\t.globl f\nf:\tret\n"),
        archive("members that nobody wants", n -> "\tret\n", "\t.globl f%d\nf%1$d:\tcall f%2$d\n"));
  }

  private static ScalingInput litmus(String name, IntFunction<String> text) {
    return new ScalingInput(
        "litmus: " + name,
        n -> {
          String test = text.apply(n);
          return () -> Assembly.scenario(LitmusParser.parse("t.litmus", test));
        });
  }

  private static String litmus(String init, String rows, String condition) {
    return "X86_64 t\n{ " + init + "}\n P0 ;\n" + rows + "\nexists (" + condition + ")\n";
  }

  private static ScalingInput config(String name, IntFunction<String> text) {
    return new ScalingInput(
        "config: " + name,
        n -> {
          String config = text.apply(n);
          return () -> KernelSources.BASE.kconfig().read("t.config", config);
        });
  }

  /** Returns an input that reads, lists and links an object and looks up every symbol's address. */
  private static ScalingInput object(String name, IntFunction<String> text) {
    return new ScalingInput(
        "object: " + name,
        n -> {
          byte[] elf = assembled(text.apply(n));
          return () -> use(ObjectFile.read("t.o", elf));
        });
  }

  private static void use(ObjectFile object) {
    Listing.write(object, null, true, text -> {});
    Image image = Linker.link(List.of(object), LinkOptions.kernel());
    for (Symbol symbol : image.symbols()) {
      image.symbol(symbol.name());
      image.symbolize(symbol.value());
      image.lines().at(symbol.value());
      image.inlines().at(symbol.value());
      image.cfi().at(symbol.value());
    }
  }

  private static ScalingInput archive(String name, IntFunction<String> program, String member) {
    return new ScalingInput(
        "archive: " + name,
        n -> {
          Program linked =
              new Program(
                  List.of(
                      new Program.Input.Text(new Source("t.s", program.apply(n))),
                      new Program.Input.Binary("t.a", archived(n, member))));
          return () -> {
            try (Workshop workshop = new Workshop()) {
              linked.link(
                  workshop,
                  Optional.empty(),
                  Compilers.named(Compilers.OWN),
                  Options.DEFAULT,
                  LinkOptions.kernel());
            }
          };
        });
  }

  private static byte[] archived(int n, String format) {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    archive.writeBytes("!<arch>\n".getBytes(StandardCharsets.ISO_8859_1));
    for (int i = 0; i < n; i++) {
      byte[] member = assembled(format.formatted(i, i + 1));
      String header =
          "%-16s%-12d%-6d%-6d%-8s%-10d`\n".formatted(i + "/", 0, 0, 0, "644", member.length);
      archive.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
      archive.writeBytes(member);
      if (member.length % 2 != 0) {
        archive.write('\n');
      }
    }
    return archive.toByteArray();
  }

  private static byte[] assembled(String text) {
    return new OwnCompiler().compile(new Source("t.s", text), Options.DEFAULT).object();
  }
}
