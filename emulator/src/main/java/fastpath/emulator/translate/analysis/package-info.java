/**
 * What is decided about a passage before code is generated: flag use, unrolling, bounds checks and
 * counters. Each class is a stage of the pipeline, takes the results of earlier stages, and prints
 * its own. Nothing here knows JVM bytecode.
 */
package fastpath.emulator.translate.analysis;
