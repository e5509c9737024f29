package fastpath.codegen;

import java.util.List;

/**
 * Everything that an object is made from. Equal contents give equal objects.
 *
 * @param compiler the compiler's name, its version, and its flags without macros and folders
 * @param file the source's name
 * @param text the source after preprocessing, with the file and number of each line
 */
public record Content(List<String> compiler, String file, String text) {
  /** Copies the list. */
  public Content {
    compiler = List.copyOf(compiler);
  }
}
