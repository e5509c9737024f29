package fastpath.lab.gate;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import fastpath.codegen.source.NearMiss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads files of cases: TOML documents with a table {@code [[case]]} for each case. */
public final class CaseFile {
  /** The name of the array of tables. */
  static final String CASE = "case";

  private CaseFile() {}

  /**
   * Returns the cases of a document, in order.
   *
   * @param file the file's name, with which messages begin
   * @throws IllegalArgumentException with a message that names the file, the line and the error
   */
  public static List<Case> read(String file, String text) {
    Toml toml = Toml.parse(file, text);
    toml.document().valueMap().keySet().stream()
        .filter(key -> !key.equals(CASE))
        .findFirst()
        .ifPresent(key -> {
          throw new IllegalArgumentException(
              file + ": " + key + ": the only tables are [[case]]" + question(key));
        });
    if (!(toml.document().get(CASE) instanceof List<?> tables) || tables.isEmpty()) {
      throw new IllegalArgumentException(file + ": no [[case]]");
    }
    List<Case> cases = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Object table : tables) {
      if (!(table instanceof UnmodifiableConfig config)) {
        throw new IllegalArgumentException(file + ": case is no table; write [[case]]");
      }
      Case one = new CaseTable(toml, cases.size(), config).read();
      if (!names.add(one.name())) {
        throw toml.error(
            CASE, cases.size(), "name", "a second case of the name \"" + one.name() + "\"");
      }
      cases.add(one);
    }
    return List.copyOf(cases);
  }

  private static String question(String key) {
    return NearMiss.question(key, java.util.stream.Stream.of(CASE));
  }
}
