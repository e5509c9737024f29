package fastpath.codegen;

import fastpath.codegen.source.Diagnostic;
import java.util.List;

/**
 * A source after preprocessing.
 *
 * @param text the text with line markers, as {@code -E} prints it
 * @param included the names of the included files on disk, in the order of first inclusion
 * @param user those of {@code included} that are not in a folder of -isystem or -idirafter
 * @param warnings the warnings of the preprocessor
 */
public record Preprocessed(
    String text, List<String> included, List<String> user, List<Diagnostic> warnings) {}
