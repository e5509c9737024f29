package fastpath.tests.benchmark;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks that -Dfastpath.benchmarks=REGEX names. */
@EnabledIfSystemProperty(named = "fastpath.benchmarks", matches = ".+")
class BenchmarksTest {
  @Test
  void run() throws RunnerException {
    assertFalse(
        new Runner(
                new OptionsBuilder()
                    .include(System.getProperty("fastpath.benchmarks"))
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(2))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .build())
            .run()
            .isEmpty());
  }
}
