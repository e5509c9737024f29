package fastpath.tests.mutants;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Overlay;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A fault in one file, of kernelsrc or of the program, and the check that must notice the fault.
 *
 * @param id a unique name
 * @param kind the kind of fault, in the words of a kernel developer
 * @param file the path within kernelsrc, or of a Java source from the top of the checkout
 * @param right the original text, which occurs exactly once in the file
 * @param wrong the text that replaces the original
 * @param command the check that must notice the fault
 * @param survives the reason why no check can notice the fault; empty if a check must
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
   * Returns kernelsrc with the fault.
   *
   * @throws IllegalStateException if the original text does not occur exactly once
   */
  KernelSources sources() {
    String changed = in(KernelSources.BASE.text(file));
    // Roles of an overlay are added to those of kernelsrc, so that only the changed line is needed.
    String overlaid = file.equals(ROLES) ? wrong + "\n" : changed;
    return KernelSources.under(new Overlay(id, id, Map.of(file, overlaid)));
  }

  /**
   * Returns the file's text with the fault.
   *
   * @throws IllegalStateException if the original text does not occur exactly once
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
