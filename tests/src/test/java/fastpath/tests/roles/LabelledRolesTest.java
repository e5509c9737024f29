package fastpath.tests.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.isa.Action;
import fastpath.emulator.isa.Decoded;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Role;
import fastpath.lab.role.Label;
import fastpath.lab.role.RoleFinder;
import fastpath.lab.workshop.Attribution;
import fastpath.lab.workshop.FunctionCode;
import fastpath.lab.workshop.Workshop;
import fastpath.tests.SharedWorkshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions as compiled by three compilers, in which each instruction is labelled by hand with its
 * role and the reason. The assembly files are assembled by this test, so that no compiler is needed
 * and no compiler version changes the labelled code. A nop without a line of its own was made by an
 * alignment directive.
 */
@ExtendWith(SharedWorkshop.class)
class LabelledRolesTest {
  private static final Path FOLDER = Path.of("src/test/resources/roles");

  /** A heading of the form {@code # FUNCTION under PRESET by COMPILER}. */
  private static final Pattern HEAD = Pattern.compile("# (\\w+) under (\\w+) by (.*)");

  /** A line with an instruction, its role and the reason. */
  private static final Pattern LABELLED = Pattern.compile("(.+?)\\s+# ([a-z_ ]+): (.+)");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> all = files.sorted().toList();
      assertTrue(all.size() >= 75, "labelled functions: " + all.size());
      return all.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void rolesAreThoseGivenByHand(Path file, Workshop workshop) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Matcher head = HEAD.matcher(lines.getFirst());
    assertTrue(head.matches(), lines.getFirst());
    List<Matcher> labelled =
        lines.stream().map(LABELLED::matcher).filter(Matcher::matches).toList();
    Image image = image(file, head.group(2), workshop);
    RoleFinder finder = Attribution.finder(KernelSources.BASE, image);
    List<String> differences = new ArrayList<>();
    int next = 0;
    for (Decoded insn : FunctionCode.of(image, head.group(1)).insns()) {
      Label label = finder.label(insn);
      if (isNop(insn)) {
        assertEquals(Role.ALIGNMENT, label.role(), insn + " " + label.why());
        continue;
      }
      Matcher expected = labelled.get(next++);
      if (!label.text().equals(expected.group(2))) {
        differences.add(
            "%s: %s, by hand %s (%s), by data flow: %s"
                .formatted(
                    expected.group(1).strip(),
                    label.text(),
                    expected.group(2),
                    expected.group(3),
                    label.why()));
      }
    }
    assertEquals(labelled.size(), next, "instructions with a label");
    assertEquals(List.of(), differences);
  }

  private static boolean isNop(Decoded insn) {
    boolean exchange =
        insn.insn().form().action() == Action.EXCHANGE
            && insn.insn().operand(0).equals(insn.insn().operand(1));
    return exchange || insn.insn().form().action() == Action.NO_OPERATION;
  }

  private static Image image(Path file, String preset, Workshop workshop) throws IOException {
    OwnCompiler compiler = new OwnCompiler();
    Source source = new Source(file.getFileName().toString(), Files.readString(file));
    List<ObjectFile> objects = new ArrayList<>();
    objects.add(ObjectFile.read(source.name(), compiler.compile(source, Options.DEFAULT).object()));
    objects.addAll(workshop.support(KernelSources.BASE.preset(preset).orElseThrow(), compiler));
    return Linker.link(objects, LinkOptions.kernel().withTraps());
  }
}
