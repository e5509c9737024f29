package fastpath.lab.cli;

import com.google.common.collect.ImmutableMap;
import fastpath.codegen.option.FrameStrategy;
import fastpath.codegen.source.TemporaryFiles;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.serve.Deadline;
import fastpath.lab.serve.Form;
import fastpath.lab.serve.Server;
import fastpath.lab.serve.Service;
import fastpath.lab.text.Json;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.Workshop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Answers the live page: makes a command line of a form, runs the command, and returns the
 * command's document. A form can name a preset, a compiler found here, a function and its
 * arguments. No field of a form is read as the name of a file of this machine or of another
 * program. A source can include files: gcc and clang read each file that the source includes and
 * that the user of the server can read.
 */
final class PageRequests implements Service {
  private static final long MOST_INSTRUCTIONS = 20_000_000;
  private static final long MOST_STATES = 200_000;
  private static final int MOST_ROWS = 24;

  private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_]\\w{0,99}");
  private static final Pattern ARGUMENTS = Pattern.compile("[-\\w@, ]{0,200}");
  private static final Pattern FRAME = Pattern.compile("[a-z-]{1,30}");
  private static final Pattern OVERLAY_FILE =
      Pattern.compile("(?:\\w[\\w.-]{0,60}/){0,6}\\w[\\w.-]{0,60}");

  /** The flags of cc that a form may name. */
  private static final List<String> CFLAGS =
      List.of(
          "-O1",
          "-O3",
          "-Os",
          "-fno-omit-frame-pointer",
          "-fno-shrink-wrap",
          "-fno-ipa-ra",
          "-fno-optimize-sibling-calls",
          "-fstack-protector-strong",
          "-fcf-protection=branch");

  private static final Set<String> MODELS = Set.of("tso", "sc");

  private final Workshop workshop;
  private final boolean allowSilicon;

  /**
   * @param workshop the workshop for kernelsrc that all requests share
   */
  PageRequests(Workshop workshop, boolean allowSilicon) {
    this.workshop = workshop;
    this.allowSilicon = allowSilicon;
  }

  /**
   * Starts a server that answers such requests.
   *
   * @param port the port; 0 for one that is free
   * @throws IOException if the port cannot be used
   */
  static Server serve(int port, Workshop workshop, boolean allowSilicon) throws IOException {
    return Server.start(port, new PageRequests(workshop, allowSilicon));
  }

  @Override
  public String answer(String what, Form form, Deadline deadline) {
    return switch (what) {
      case "about" -> about(deadline);
      case "examples" -> Json.write(PageExamples.all());
      case "kernelsrc" -> kernelsrc(form);
      case "measure", "blame" -> call(what, form, deadline);
      case "litmus" -> litmus(form, deadline);
      default -> throw new IllegalArgumentException("no request " + what);
    };
  }

  private String about(Deadline deadline) {
    String list = document(new ArrayList<>(List.of("list")), "", deadline, null);
    Map<String, Object> more =
        ImmutableMap.of(
            "version",
            Cli.version(),
            "allowSilicon",
            allowSilicon,
            "files",
            KernelSources.BASE.files(),
            "frames",
            Stream.of(FrameStrategy.values()).map(FrameStrategy::option).toList(),
            "cflags",
            CFLAGS);
    return "{\"list\": " + list + ", \"more\": " + Json.write(more) + "}";
  }

  private static String kernelsrc(Form form) {
    String path = form.first("path");
    if (!KernelSources.BASE.files().contains(path)) {
      throw new IllegalArgumentException("kernelsrc has no file " + path);
    }
    return Json.write(ImmutableMap.of("path", path, "text", KernelSources.BASE.text(path)));
  }

  private String call(String command, Form form, Deadline deadline) {
    List<String> typed = new ArrayList<>(List.of(command, "-"));
    typed.addAll(List.of("--call", checked("call", FUNCTION, form.first("call"))));
    option("--setup", FUNCTION, form.first("setup"), typed);
    if (form.first("setup").isEmpty()) {
      option("--args", ARGUMENTS, form.first("args"), typed);
    }
    variants(form, typed);
    form.all("frame").forEach(frame -> option("--frame", FRAME, frame, typed));
    typed.addAll(List.of("--max-instructions", Long.toString(MOST_INSTRUCTIONS)));
    if (command.equals("measure")) {
      onTheHost("silicon", form, typed);
      onTheHost("time", form, typed);
    }
    return withOverlay(form, typed, deadline, form.first("source"));
  }

  /** Adds an option for which code runs on the host CPU, if the form has a field of its name. */
  private void onTheHost(String option, Form form, List<String> typed) {
    if (form.first(option).isEmpty()) {
      return;
    }
    if (!allowSilicon) {
      throw new IllegalArgumentException(option + ": start fastpath serve with --allow-silicon");
    }
    typed.add("--" + option);
  }

  private static void variants(Form form, List<String> typed) {
    if (rows(form) > MOST_ROWS) {
      throw new IllegalArgumentException("at most " + MOST_ROWS + " rows at once");
    }
    form.all("config").forEach(config -> config(config, typed));
    form.all("compiler").forEach(compiler -> typed.addAll(List.of("--compiler", known(compiler))));
    form.all("cflags").forEach(flag -> typed.add("--cflags=" + allowed(flag)));
  }

  /**
   * Returns a flag of {@link #CFLAGS}; refuses any other, because a flag can name a file to write
   * or a program to run. The empty text stands for a row without a flag.
   */
  private static String allowed(String flag) {
    if (!flag.isEmpty() && !CFLAGS.contains(flag)) {
      throw new IllegalArgumentException("cflags: not one of the page's: " + flag);
    }
    return flag;
  }

  /** Returns how many rows a form asks for, of one view of kernelsrc. */
  private static long rows(Form form) {
    long frames = Math.max(1, form.all("frame").size());
    List<String> compilers =
        form.all("compiler").isEmpty() ? List.of(Compilers.OWN) : form.all("compiler");
    long each = compilers.stream().mapToLong(c -> c.equals(Compilers.OWN) ? frames : 1).sum();
    return Math.max(1, form.all("config").size()) * each * Math.max(1, form.all("cflags").size());
  }

  /** Adds a preset by its short name; anything else could be the name of a file. */
  private static void config(String value, List<String> typed) {
    String name = value.strip();
    if (name.isEmpty()) {
      return;
    }
    if (KernelSources.BASE.allPresets().stream().noneMatch(p -> p.shortName().equals(name))) {
      throw new IllegalArgumentException("config: no preset " + name);
    }
    typed.addAll(List.of("--config", name));
  }

  private static String known(String compiler) {
    if (!compiler.equals(Compilers.OWN) && !Compilers.OTHERS.contains(compiler)) {
      throw new IllegalArgumentException("no compiler " + compiler);
    }
    return compiler;
  }

  private String litmus(Form form, Deadline deadline) {
    List<String> typed = new ArrayList<>(List.of("litmus"));
    config(form.first("config"), typed);
    typed.addAll(List.of("--compiler", known(form.first("compiler"))));
    if (!MODELS.contains(form.first("model"))) {
      throw new IllegalArgumentException("model: tso or sc");
    }
    typed.addAll(List.of("--model", form.first("model")));
    typed.addAll(List.of("--max-instructions", Long.toString(MOST_STATES)));
    if (form.first("language").equals("c")) {
      return inFolder(folder -> {
        Path file = Files.writeString(folder.resolve("test.c"), form.first("source"));
        typed.add(file.toString());
        return document(typed, "", deadline, folder);
      });
    }
    typed.add("-");
    return document(typed, form.first("source"), deadline, null);
  }

  /** Work in a temporary folder. */
  @FunctionalInterface
  private interface InFolder {
    String run(Path folder) throws IOException;
  }

  private static String inFolder(InFolder work) {
    Path folder = null;
    try {
      folder = TemporaryFiles.folder("fastpath-page");
      return work.run(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (folder != null) {
        TemporaryFiles.remove(folder);
      }
    }
  }

  /** Runs a command with the overlay that the form has; without one if it has none. */
  private String withOverlay(Form form, List<String> typed, Deadline deadline, String source) {
    if (form.all("overlay").isEmpty()) {
      return document(typed, source, deadline, null);
    }
    Map<String, String> files = overlay(form);
    return inFolder(folder -> {
      Path overlay = folder.resolve("yours");
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = overlay.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      typed.addAll(List.of("--overlay", overlay.toString()));
      return document(typed, source, deadline, folder);
    });
  }

  /** Returns the files of a form's overlay: names and texts. */
  private static Map<String, String> overlay(Form form) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : form.all("overlay")) {
      int end = file.indexOf('\n');
      String name = checked("overlay", OVERLAY_FILE, end < 0 ? file : file.substring(0, end));
      files.put(name, file.substring(end + 1));
    }
    for (String name : files.keySet()) {
      if (files.keySet().stream().anyMatch(other -> other.startsWith(name + "/"))) {
        throw new IllegalArgumentException("overlay: " + name + " is a file and a folder");
      }
    }
    return files;
  }

  private static void option(String option, Pattern form, String value, List<String> typed) {
    if (!value.isBlank()) {
      typed.addAll(List.of(option, checked(option.substring(2), form, value.strip())));
    }
  }

  private static String checked(String field, Pattern form, String value) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          field + ": " + (value.isEmpty() ? "not given" : "not one: " + value));
    }
    return value;
  }

  /**
   * Returns a command's document with its exit code and what it printed on stderr.
   *
   * @param folder a folder whose path is left out of the texts; null for none
   */
  private String document(List<String> typed, String stdin, Deadline deadline, Path folder) {
    InputStream in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
    var err = new ByteArrayOutputStream();
    Interruption interruption = new Interruption();
    deadline.atEnd(interruption::request);
    Terminal terminal =
        new Terminal(
            in,
            System.out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Integer.MAX_VALUE,
            false,
            interruption);
    CommandDocument result;
    try (CompilerWatch watch = CompilerWatch.start()) {
      deadline.atEnd(watch::endOld);
      result = watch.during(() -> CommandDocument.of(terminal, in, workshop, typed));
    }
    List<String> remarks = err.toString(StandardCharsets.UTF_8).lines().toList();
    String json =
        "{\"code\": "
            + result.exitCode().number()
            + ", \"remarks\": "
            + Json.write(remarks)
            + ", \"document\": "
            + (result.json().isEmpty() ? "null" : result.json())
            + "}";
    return folder == null ? json : json.replace(folder + "/", "");
  }
}
