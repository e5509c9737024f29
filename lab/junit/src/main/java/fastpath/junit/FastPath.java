package fastpath.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that measures a call of a function and holds its counts under limits. Example:
 *
 * <pre>
 * &#64;FastPath(source = "src/main/c/lookup.c", call = "lookup", setup = "make", config = "V5",
 *     maxInstructions = 24, leaf = true)
 * void lookupStaysALeaf() {}
 * </pre>
 *
 * <p>The limits hold for each config, compiler and set of arguments. The method itself runs after
 * the limits have been checked; it may have one parameter of the type {@link MeasuredCall}. A
 * method without that parameter must have at least one limit or a baseline.
 *
 * @since 0.1.0
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(FastPathExtension.class)
public @interface FastPath {
  /** The value of a limit that is not set. */
  long NO_LIMIT = -1;

  /**
   * Returns the files that are linked together, as {@code fastpath measure} takes them. Paths are
   * relative to the working directory of the tests, which is the module's folder under Maven and
   * Gradle.
   */
  String[] source();

  /** Returns the function to call. */
  String call();

  /** Returns the C function that fills the arguments; "" for none. */
  String setup() default "";

  /** Returns sets of arguments such as {@code "3,@node"}, in the form of {@code --args}. */
  String[] args() default {};

  /** Returns presets of kernelsrc or paths of {@code .config} files. */
  String[] config() default {};

  /** Returns compilers: own (the default), gcc, clang, or the path of a gcc-compatible driver. */
  String[] compiler() default {};

  /** Returns extra flags of the compiler, in the form of {@code --cflags}. */
  String[] cflags() default {};

  /** Returns the folders that are searched for includes. */
  String[] include() default {};

  /** Returns macros in the form {@code NAME} or {@code NAME=VALUE}. */
  String[] define() default {};

  /** Returns the most instructions that the call may execute, callees included. */
  long maxInstructions() default NO_LIMIT;

  /** Returns the most instructions that may make or undo the function's stack frame. */
  long maxFrameInstructions() default NO_LIMIT;

  /** Returns the most callee-saved registers that the function may save on the path taken. */
  long maxPushes() default NO_LIMIT;

  /** Returns the most bytes of stack that the function itself may use on the path taken. */
  long maxStackBytes() default NO_LIMIT;

  /**
   * Returns limits on other counters of {@code measure --json}, in the form of {@code --limit}:
   * {@code "loads=4"}, or {@code "loads=+2%"} with a baseline.
   */
  String[] limit() default {};

  /** Returns true if the compiler must see no call in the function's code, on any path. */
  boolean leaf() default false;

  /**
   * Returns the path of a file that {@code fastpath measure --save} made with the same options; ""
   * for none. Without limits, no instruction, push or byte of stack may be added to it.
   */
  String baseline() default "";
}
