package fastpath.emulator.isa;

import fastpath.emulator.CpuIdentity;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A recording of the results of a maker's CPU, as text compressed by gzip. Lines are {@code maker},
 * {@code cpu}, {@code complete} or {@code partial}, {@code absent ROW} for rows that the CPU lacks,
 * and {@code row ROW} followed by the row's vectors, each a {@link SiliconVector#line}.
 */
final class SiliconRecording {
  final CpuProfile maker;

  /** The CPU's cpuid identity, as {@link CpuIdentity} prints it. */
  final String cpu;

  /** True if every row that the CPU has was recorded. */
  final boolean complete;

  final TreeSet<String> absent = new TreeSet<>();

  /** The lines of the vectors, by row. */
  final Map<String, List<String>> vectors = new TreeMap<>();

  SiliconRecording(CpuProfile maker, String cpu, boolean complete) {
    this.maker = maker;
    this.cpu = cpu;
    this.complete = complete;
  }

  /** Returns the name of the resource with a maker's recording. */
  static String resource(CpuProfile maker) {
    return "silicon-" + maker.label() + ".txt.gz";
  }

  /** Reads a maker's recording from the resources. */
  static SiliconRecording of(CpuProfile maker) throws IOException {
    try (InputStream in = SiliconRecording.class.getResourceAsStream(resource(maker))) {
      return read(in);
    }
  }

  /** Reads a recording from a file. */
  static SiliconRecording read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  private static SiliconRecording read(InputStream in) throws IOException {
    var reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII));
    List<String> lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
    SiliconRecording recording =
        new SiliconRecording(
            CpuProfile.named(after("maker ", lines.get(0))).orElseThrow(),
            after("cpu ", lines.get(1)),
            lines.get(2).equals("complete"));
    List<String> row = null;
    for (String line : lines.subList(3, lines.size())) {
      if (line.startsWith("absent ")) {
        recording.absent.add(after("absent ", line));
      } else if (line.startsWith("row ")) {
        row = recording.vectors.computeIfAbsent(after("row ", line), name -> new ArrayList<>());
      } else {
        row.add(line);
      }
    }
    return recording;
  }

  private static String after(String word, String line) {
    if (!line.startsWith(word)) {
      throw new IllegalArgumentException("not \"" + word + "\": " + line);
    }
    return line.substring(word.length());
  }

  /** Writes the recording; equal recordings give equal bytes. */
  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
            "# What a CPU did, case by case; SiliconRecording and SiliconVector say how to read")
        .append(" it.\n");
    text.append("maker ").append(maker.label()).append("\ncpu ").append(cpu);
    text.append(complete ? "\ncomplete\n" : "\npartial\n");
    absent.forEach(row -> text.append("absent ").append(row).append('\n'));
    vectors.forEach((row, lines) -> {
      text.append("row ").append(row).append('\n');
      lines.forEach(line -> text.append(line).append('\n'));
    });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(9);
          }
        }) {
      out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
    Files.write(file, bytes.toByteArray());
  }
}
