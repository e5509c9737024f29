package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.junit.FastPath;
import fastpath.junit.MeasuredCall;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Holds what a lookup costs, so that the build fails if a change of C code costs an instruction.
 */
class LookupTest {
  private static final String LOOKUP = "src/main/c/lookup.c";
  private static final String SETUP = "src/main/c/setup.c";

  @FastPath(
      source = {LOOKUP, SETUP},
      call = "lookup",
      setup = "make",
      config = "V5",
      maxInstructions = 17,
      maxStackBytes = 0,
      leaf = true)
  void aLookupIsALeafIn313() {}

  /** In 3.11 the end of the region calls the scheduler from C, so that the lookup has a frame. */
  @FastPath(
      source = {LOOKUP, SETUP},
      call = "lookup",
      setup = "make",
      config = {"V1", "V5"})
  void theFrameIsWhat313Saves(MeasuredCall call) {
    assertEquals(0, call.count("V5", "frameInstructions"));
    assertTrue(call.count("V1", "frameInstructions") > 0);
    assertTrue(call.count("V1", "instructions") > call.count("V5", "instructions"));
  }

  /** The limits of several tests in one place: an annotation of one's own. */
  @FastPath(
      source = {LOOKUP, SETUP},
      call = "lookup",
      setup = "make",
      config = "V0",
      leaf = true,
      limit = {"loads=10", "stores=0"})
  @Retention(RetentionPolicy.RUNTIME)
  @interface WithoutPreemption {}

  @WithoutPreemption
  void withoutPreemptionALookupStoresNothing() {}
}
