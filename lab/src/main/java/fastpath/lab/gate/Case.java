package fastpath.lab.gate;

import java.util.List;

/**
 * A call to measure, as a file of cases describes it.
 *
 * @param name name of the case, unique in its file
 * @param files files that are linked together, as the command line takes them
 * @param call the function to call
 * @param setup the set-up function; null for none
 * @param args sets of arguments in the form of {@code --args}; a row for each
 * @param configs names in the form of {@code --config}; empty for those of the command line
 * @param compilers names in the form of {@code --compiler}; empty for those of the command line
 * @param limits the limits that hold for every row of the case
 */
public record Case(
    String name,
    List<String> files,
    String call,
    String setup,
    List<String> args,
    List<String> configs,
    List<String> compilers,
    List<Limit> limits) {
  /**
   * Returns what tells the rows of one of two compared files from those of the other.
   *
   * @param of the case that names both files; null for none
   */
  public static Case named(Case of, String file) {
    return of == null
        ? new Case(file, List.of(file), "", null, List.of(), List.of(), List.of(), List.of())
        : new Case(
            of.name + " " + file,
            List.of(file),
            of.call,
            of.setup,
            of.args,
            of.configs,
            of.compilers,
            of.limits);
  }
}
