package fastpath.lab.cli;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The JSON schema of every command's document, a definition each. */
final class DocumentSchema {
  private static final String TEXT = text();

  private DocumentSchema() {}

  private static String text() {
    try (InputStream in = DocumentSchema.class.getResourceAsStream("documents.schema.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True if the schema has a definition with a name. */
  static boolean has(String definition) {
    return TEXT.contains("\n    \"" + definition + "\": ");
  }

  /** Returns where a document differs from a definition; empty if it follows it. */
  static Set<String> errors(String definition, String document) {
    String schema = "{\"$ref\": \"#/$defs/" + definition + "\", " + TEXT.substring(1);
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(schema)
        .validate(document, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
