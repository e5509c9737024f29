package fastpath.lab.workshop;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.kernelsrc.Preset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The user's files, which are compiled if necessary and linked together.
 *
 * @param inputs the files in link order
 * @param roots symbols whose definitions are taken from archives even if no file refers to the
 *     symbols
 */
public record Program(List<Input> inputs, List<String> roots) {
  public Program(List<Input> inputs) {
    this(inputs, List.of());
  }

  /**
   * Returns the same program with other roots: symbols whose definitions are taken from archives.
   */
  public Program withRoots(List<String> symbols) {
    return new Program(inputs, symbols);
  }

  /** One input file. */
  public sealed interface Input {
    /** A source file in C or assembly language. */
    record Text(Source source) implements Input {}

    /** An object, an executable or an archive of objects. */
    record Binary(String name, byte[] bytes) implements Input {}
  }

  /** True if the program contains source files, so that its code depends on the compiler. */
  public boolean hasSources() {
    return inputs.stream().anyMatch(Input.Text.class::isInstance);
  }

  /**
   * Returns the user's objects in link order. Of archives, only the members that other objects need
   * are returned.
   */
  public List<ObjectFile> objects(Workshop workshop, Compiler compiler, Options options) {
    List<ObjectFile> objects = new ArrayList<>();
    Library library = new Library();
    List<Source> sources = new ArrayList<>();
    for (Input input : inputs) {
      switch (input) {
        case Input.Text text -> sources.add(text.source());
        case Input.Binary(String name, byte[] bytes) when Archive.isArchive(bytes) ->
            library.add(members(name, bytes), Archive.isThin(bytes));
        case Input.Binary(String name, byte[] bytes) -> objects.add(ObjectFile.read(name, bytes));
      }
    }
    Options withTypes =
        options.withIncludes(KernelTypes.header(objects, sources).or(options.includes()));
    List<ObjectFile> compiled =
        sources.stream().map(s -> workshop.userObject(s, compiler, withTypes)).toList();
    objects = inLinkOrder(compiled, objects);
    library.pull(objects, roots);
    return objects;
  }

  /**
   * An object file that is read or compiled separately from the other files.
   *
   * @param read reads or compiles the object; throws the exceptions of {@link #objects}
   */
  public record Item(String name, Supplier<ObjectFile> read) {}

  /**
   * Returns all of the user's objects in order, all members of archives included. No object is read
   * before its supplier is called.
   */
  public List<Item> items(Workshop workshop, Compiler compiler, Options options) {
    List<Item> items = new ArrayList<>();
    for (Input input : inputs) {
      switch (input) {
        case Input.Text(Source source) ->
            items.add(
                new Item(source.name(), () -> workshop.userObject(source, compiler, options)));
        case Input.Binary(String name, byte[] bytes) when Archive.isArchive(bytes) ->
            Archive.members(name, bytes)
                .forEach((member, elf) ->
                    items.add(new Item(member, () -> ObjectFile.read(member, elf))));
        case Input.Binary(String name, byte[] bytes) ->
            items.add(new Item(name, () -> ObjectFile.read(name, bytes)));
      }
    }
    return items;
  }

  /** Merges compiled and read objects in the order of the inputs. */
  private List<ObjectFile> inLinkOrder(List<ObjectFile> compiled, List<ObjectFile> read) {
    Iterator<ObjectFile> sources = compiled.iterator();
    Iterator<ObjectFile> others = read.iterator();
    List<ObjectFile> all = new ArrayList<>();
    for (Input input : inputs) {
      switch (input) {
        case Input.Text text -> all.add(sources.next());
        case Input.Binary(String name, byte[] bytes) when Archive.isArchive(bytes) -> {}
        case Input.Binary binary -> all.add(others.next());
      }
    }
    return all;
  }

  private static List<ObjectFile> members(String archive, byte[] bytes) {
    return Archive.members(archive, bytes).entrySet().stream()
        .map(member -> ObjectFile.read(member.getKey(), member.getValue()))
        .toList();
  }

  /** True if the code of a file was given as an object, archive or executable. */
  public boolean isBinary(String file) {
    return inputs.stream()
        .anyMatch(input ->
            input instanceof Input.Binary(String name, byte[] bytes)
                && (file.equals(name) || file.startsWith(name + "(")));
  }

  /** True if the code of a file is the user's: compiled from a source, or given as an object. */
  public boolean has(String file) {
    return inputs.stream()
        .map(Program::name)
        .anyMatch(name -> file.equals(name) || file.startsWith(name + "("));
  }

  private static String name(Input input) {
    return switch (input) {
      case Input.Text(Source source) -> source.name();
      case Input.Binary(String name, byte[] bytes) -> name;
    };
  }

  private String names() {
    return inputs.stream().map(Program::name).collect(Collectors.joining(", "));
  }

  /** Links the program with the scheduler of several threads and CPUs, if there is a preset. */
  public Image linkInContext(
      Workshop workshop,
      Optional<Preset> preset,
      Compiler compiler,
      Options options,
      LinkOptions where) {
    return link(
        objects(workshop, compiler, options),
        preset.map(p -> workshop.context(p, compiler)).orElse(List.of()),
        where);
  }

  /**
   * Links the program with the support files of a preset, if there is one, and with definitions of
   * functions to which compilers insert calls. A reference to an undefined symbol leads to a trap.
   */
  public Image link(
      Workshop workshop,
      Optional<Preset> preset,
      Compiler compiler,
      Options options,
      LinkOptions where) {
    return link(
        objects(workshop, compiler, options),
        preset.map(p -> workshop.support(p, compiler)).orElse(List.of()),
        where);
  }

  /** Links the user's objects with the objects of support files. The lists are not changed. */
  public Image link(List<ObjectFile> objects, List<ObjectFile> support, LinkOptions where) {
    if (objects.isEmpty()) {
      throw new LinkException(names() + ": nothing to link");
    }
    List<ObjectFile> all = new ArrayList<>(objects);
    all.addAll(support);
    all.addAll(Bodies.wantedBy(all));
    return Linker.link(all, where.withTraps());
  }
}
