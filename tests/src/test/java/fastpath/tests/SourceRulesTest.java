package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Rules on the main sources that cannot be checked in bytecode. A property of an enum constant is
 * declared on the constant: main code uses neither name() nor ordinal(). A switch over an enum or
 * sealed type of this project names every case, so that the compiler reports the switches that a
 * new constant affects. A simple name denotes one top-level type in a module.
 */
class SourceRulesTest {
  private static final List<String> MODULES =
      List.of("emulator", "codegen", "kernelsrc", "lab", "lab/junit");
  private static final Path ROOT = Path.of("..");

  private static Rules rules;

  @BeforeAll
  static void readTheSources() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var errors = new DiagnosticCollector<JavaFileObject>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(errors, null, StandardCharsets.UTF_8)) {
      List<Path> sources = new ArrayList<>();
      for (String module : MODULES) {
        sources.addAll(sources(ROOT.resolve(module)));
      }
      List<String> options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, errors, options, null, files.getJavaFileObjectsFromPaths(sources));
      Iterable<? extends CompilationUnitTree> units = task.parse();
      task.analyze();
      rules = new Rules(Trees.instance(task));
      units.forEach(unit -> rules.scan(unit, null));
    }
    assertTrue(rules.switches > 100, "the sources have switches, and they were attributed");
  }

  private static List<Path> sources(Path module) throws IOException {
    try (Stream<Path> all = Files.walk(module.resolve("src/main/java"))) {
      return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @Test
  void switchesOverOurTypesNameEveryCase() {
    assertEquals(List.of(), rules.defaults);
  }

  @Test
  void namesOfConstantsAreNotRead() {
    assertEquals(List.of(), rules.names);
  }

  @Test
  void positionsOfConstantsAreNotRead() {
    assertEquals(List.of(), rules.positions);
  }

  /** Code asks the instruction's table row for properties and does not compare mnemonics. */
  @Test
  void mnemonicsAreNotComparedOutsideTheTable() {
    assertEquals(List.of(), rules.mnemonics);
  }

  /**
   * Map.of and Set.copyOf change their order from one start of the JVM to the next; Guava's
   * ImmutableMap and ImmutableSet keep the order in which they were built.
   */
  @Test
  void mapsKeepTheirOrder() {
    assertEquals(List.of(), rules.unordered);
  }

  @Test
  void simpleNamesStandForOneTypeInAModule() throws IOException {
    List<String> twice = new ArrayList<>();
    for (String module : MODULES) {
      Map<String, Path> seen = new TreeMap<>();
      for (Path file : sources(ROOT.resolve(module))) {
        String name = file.getFileName().toString();
        Path other = name.equals("package-info.java") ? null : seen.put(name, file);
        if (other != null) {
          twice.add(other + " and " + file);
        }
      }
    }
    assertEquals(List.of(), twice);
  }

  /** Collects violations of the rules, each with its file and line. */
  private static final class Rules extends TreePathScanner<Void, Void> {
    private static final Set<String> COMPARISONS =
        Set.of("equals", "startsWith", "endsWith", "contains", "matches");

    private final Trees trees;
    final List<String> defaults = new ArrayList<>();
    final List<String> names = new ArrayList<>();
    final List<String> positions = new ArrayList<>();
    final List<String> mnemonics = new ArrayList<>();
    final List<String> unordered = new ArrayList<>();
    int switches;

    Rules(Trees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitSwitch(SwitchTree tree, Void unused) {
      inspect(tree.getExpression(), tree.getCases());
      return super.visitSwitch(tree, unused);
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree tree, Void unused) {
      inspect(tree.getExpression(), tree.getCases());
      return super.visitSwitchExpression(tree, unused);
    }

    private void inspect(ExpressionTree selector, List<? extends CaseTree> cases) {
      switches++;
      boolean hasDefault =
          cases.stream()
              .flatMap(c -> c.getLabels().stream())
              .anyMatch(DefaultCaseLabelTree.class::isInstance);
      if (hasDefault && isOurs(type(selector))) {
        defaults.add(at(selector));
      }
      if (isMnemonic(selector)) {
        mnemonics.add(at(selector));
      }
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
      if (tree.getMethodSelect() instanceof IdentifierTree identifier) {
        noteOwn(identifier, tree);
      }
      if (tree.getMethodSelect() instanceof MemberSelectTree select) {
        note(select.getExpression(), select.getIdentifier().toString(), tree);
        if (isUnordered(select.toString(), tree.getArguments().size())) {
          unordered.add(at(tree));
        }
        boolean compares = COMPARISONS.contains(select.getIdentifier().toString());
        boolean ofMnemonic =
            isMnemonic(select.getExpression())
                || tree.getArguments().stream().anyMatch(this::isMnemonic);
        if (compares && ofMnemonic) {
          mnemonics.add(at(tree));
        }
      }
      return super.visitMethodInvocation(tree, unused);
    }

    private static boolean isUnordered(String method, int arguments) {
      return switch (method) {
        case "Map.of" -> arguments > 2;
        case "Map.ofEntries", "Map.copyOf", "Set.copyOf" -> true;
        default -> false;
      };
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
      note(tree.getQualifierExpression(), tree.getName().toString(), tree);
      return super.visitMemberReference(tree, unused);
    }

    @Override
    public Void visitArrayAccess(ArrayAccessTree tree, Void unused) {
      if (tree.getExpression().toString().endsWith("values()")) {
        positions.add(at(tree));
      }
      return super.visitArrayAccess(tree, unused);
    }

    private void note(ExpressionTree receiver, String method, Tree where) {
      if (isOurEnum(type(receiver))) {
        switch (method) {
          case "ordinal" -> positions.add(at(where));
          case "name", "valueOf" -> names.add(at(where));
          default -> {}
        }
      }
    }

    /** Collects calls of name() and ordinal() inside an enum itself. */
    private void noteOwn(IdentifierTree method, Tree where) {
      Element element = trees.getElement(new TreePath(getCurrentPath(), method));
      boolean ofEnum =
          element != null
              && element.getEnclosingElement() instanceof TypeElement type
              && type.getQualifiedName().contentEquals("java.lang.Enum");
      if (ofEnum && method.getName().contentEquals("name")) {
        names.add(at(where));
      } else if (ofEnum && method.getName().contentEquals("ordinal")) {
        positions.add(at(where));
      }
    }

    private boolean isMnemonic(ExpressionTree tree) {
      boolean inTable =
          getCurrentPath()
              .getCompilationUnit()
              .getPackageName()
              .toString()
              .startsWith("fastpath.emulator.isa");
      return !inTable
          && tree instanceof MethodInvocationTree call
          && call.getMethodSelect() instanceof MemberSelectTree select
          && select.getIdentifier().contentEquals("mnemonic")
          && isOurs(type(select.getExpression()), false);
    }

    private TypeMirror type(ExpressionTree tree) {
      return trees.getTypeMirror(new TreePath(getCurrentPath(), tree));
    }

    private static boolean isOurs(TypeMirror type) {
      return isOurs(type, true);
    }

    /** True if a type is one of this project's and, if {@code closed}, an enum or a sealed type. */
    private static boolean isOurs(TypeMirror type, boolean closed) {
      return type instanceof DeclaredType declared
          && declared.asElement() instanceof TypeElement element
          && element.getQualifiedName().toString().startsWith("fastpath.")
          && (!closed
              || element.getKind() == ElementKind.ENUM
              || element.getModifiers().contains(Modifier.SEALED));
    }

    private static boolean isOurEnum(TypeMirror type) {
      return isOurs(type) && element(type).getKind() == ElementKind.ENUM;
    }

    private static Element element(TypeMirror type) {
      return ((DeclaredType) type).asElement();
    }

    private String at(Tree tree) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      long position = trees.getSourcePositions().getStartPosition(unit, tree);
      return Path.of(unit.getSourceFile().getName()).getFileName()
          + ":"
          + unit.getLineMap().getLineNumber(position)
          + " "
          + tree;
    }
  }
}
