package org.llmops.guardrail.redacting;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long screening 2 KB takes with the detectors that look here and now, deterministic and learned: all, or the usual. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
public class LatencyBenchmark {
    @Param({"user_message", "tool_result", "answer"})
    public Told text;

    @Param({"all", "usual"})
    public String rails;

    private CompiledPolicy policy;
    private String content;

    @Setup
    public void prepare() {
        policy = switch (rails) {
            case "all" -> Stack.everything();
            case "usual" -> Stack.usual();
            default -> Stack.only(rails);
        };
        content = text.content();
    }

    @Benchmark
    public int twoKilobytes() {
        return Stack.screen(policy, text.direction, text.source, content);
    }
}
