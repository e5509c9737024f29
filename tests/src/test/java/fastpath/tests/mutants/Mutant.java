package fastpath.tests.mutants;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Overlay;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A fault in one file, of kernelsrc or of the program, and who must notice it.
 *
 * @param id unique
 * @param kind what goes wrong, in the words of a kernel developer
 * @param file path within kernelsrc, or of a Java source from the top of the checkout
 * @param right what stands there, exactly once
 * @param wrong what takes its place
 * @param command the check that must notice
 * @param survives why no check can notice; empty if one must
 */
record Mutant(
    String id,
    String kind,
    String file,
    String right,
    String wrong,
    String command,
    String survives) {
  private static final String ROLES = "roles.properties";

  /**
   * kernelsrc with the fault.
   *
   * @throws IllegalStateException if the text to be replaced does not stand there exactly once
   */
  KernelSources sources() {
    String changed = in(KernelSources.BASE.text(file));
    // An overlay's roles are added to those of kernelsrc.
    String overlaid = file.equals(ROLES) ? wrong + "\n" : changed;
    return KernelSources.under(new Overlay(id, id, Map.of(file, overlaid)));
  }

  /**
   * The file's text with the fault.
   *
   * @throws IllegalStateException if the text to be replaced does not stand there exactly once
   */
  String in(String text) {
    int found = text.split(Pattern.quote(right), -1).length - 1;
    if (found != 1) {
      throw new IllegalStateException(id + ": " + file + " has the text " + found + " times");
    }
    return text.replace(right, wrong);
  }

  @Override
  public String toString() {
    return id;
  }
}
