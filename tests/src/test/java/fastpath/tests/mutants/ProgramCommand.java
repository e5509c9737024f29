package fastpath.tests.mutants;

import com.google.common.base.Splitter;
import fastpath.lab.cli.Cli;
import fastpath.lab.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The commands that must notice faults of the program itself. {@code fastpath ARGUMENTS} notices a
 * fault by its exit code; {@code test CLASS} by a test that fails; {@code mutant ID} by a result
 * for that fault of kernelsrc that differs from its catalogue. This class is loaded together with
 * the faulty program.
 */
final class ProgramCommand {
  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();
  private static final int WIDTH = 200;

  private ProgramCommand() {}

  /** Runs a command; returns its message, empty if the command does not notice the fault. */
  static String run(String command) {
    List<String> words = WORDS.splitToList(command);
    List<String> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "fastpath" -> fastpath(rest.toArray(String[]::new));
      case "test" -> test(rest.getFirst());
      case "mutant" -> mutant(rest.getFirst());
      default -> throw new IllegalStateException("no command " + words.getFirst());
    };
  }

  private static String fastpath(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(new ByteArrayInputStream(new byte[0]), print, print, WIDTH, false);
    int code = new Cli(terminal).execute(arguments);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    return code == 0 ? "" : "exit code " + code + ": " + lines.getLast();
  }

  private static String test(String name) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(name))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    if (summary.getTestsFoundCount() == 0) {
      throw new IllegalStateException("there is no test in " + name);
    }
    return summary.getFailures().stream()
        .findFirst()
        .map(f -> f.getTestIdentifier().getDisplayName() + ": " + f.getException().getMessage())
        .map(text -> text.lines().findFirst().orElse(""))
        .orElse("");
  }

  private static String mutant(String id) {
    Optional<Mutant> mutant =
        Catalogue.read(MutantsTest.CATALOGUE).stream().filter(m -> m.id().equals(id)).findFirst();
    Trial trial = Trial.of(mutant.orElseThrow());
    return trial.isAsSaid() ? "" : "not as its entry says: " + trial.row();
  }
}
