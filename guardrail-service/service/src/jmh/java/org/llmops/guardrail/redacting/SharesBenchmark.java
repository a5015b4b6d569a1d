package org.llmops.guardrail.redacting;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Which of the detectors takes how long, when all look at the same 2 KB: a table behind each iteration. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 2, time = 5)
public class SharesBenchmark {
    @Param({"user_message", "tool_result", "answer"})
    public Told text;

    private List<Timed> types;
    private CompiledPolicy policy;
    private String content;

    @Setup
    public void prepare() {
        types = LocalTypes.ALL.stream().map(Timed::new).toList();
        policy = Stack.policy(List.copyOf(types));
        content = text.content();
    }

    @Setup(Level.Iteration)
    public void restart() {
        types.forEach(Timed::restart);
    }

    @TearDown(Level.Iteration)
    public void tell() {
        System.out.println();
        types.stream()
                .sorted(Comparator.comparingDouble(Timed::medianMicros).reversed())
                .forEach(type -> System.out.printf("%-20s %8.1f us%n", type.name(), type.medianMicros()));
    }

    @Benchmark
    public int twoKilobytes() {
        return Stack.screen(policy, text.direction, text.source, content);
    }
}
