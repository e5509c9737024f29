/**
 * Decisions about a passage before code is generated: flag use, unrolling, bounds checks and
 * counters. Each class is a stage of the pipeline, takes the results of earlier stages as input,
 * and prints its own result. This package does not depend on JVM bytecode.
 */
package fastpath.emulator.translate.analysis;
