package fastpath.tests.benchmark;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the JMH benchmarks whose names match {@code -Dfastpath.benchmarks=REGEX}. {@code
 * -Dfastpath.benchmarks.engine=INTERPRETER} and {@code -Dfastpath.benchmarks.workload=MIXED}
 * restrict EngineBenchmark to engines and workloads; several values are separated by commas.
 */
@EnabledIfSystemProperty(named = "fastpath.benchmarks", matches = ".+")
class BenchmarksTest {
  @Test
  void run() throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(System.getProperty("fastpath.benchmarks"))
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1));
    for (String param : List.of("engine", "workload")) {
      String values = System.getProperty("fastpath.benchmarks." + param);
      if (values != null) {
        options.param(param, values.split(","));
      }
    }
    assertFalse(new Runner(options.build()).run().isEmpty());
  }
}
