package org.llmops.guardrail.redacting;

import java.util.concurrent.TimeUnit;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Direction;
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

/** How many megabytes one core gets through in a second: texts have one megabyte, so operations are megabytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 2, time = 2)
public class ScanningBenchmark {
    private static final int MEGABYTE = 1_000_000;

    /** {@code deterministic} is all rails of that stage, {@code usual} what a policy usually has of them; else one detector. */
    @Param({"deterministic", "usual", "pii", "secrets"})
    public String rails;

    @Param({
        "prose",
        "dense",
        "chat",
        "code",
        "logs",
        "json",
        "1 22 333 4444 ",
        "123456789 ",
        "ssn 123456789, ",
        "https://a:b",
        "password: ",
        "token=a",
        "a@a.",
        "John "
    })
    public String text;

    private CompiledPolicy policy;
    private String content;

    @Setup
    public void prepare() {
        policy = switch (rails) {
            case "deterministic" -> Stack.deterministic();
            case "usual" -> Stack.usualDeterministic();
            default -> Stack.only(rails);
        };
        content = SpeedTexts.of(text, MEGABYTE);
    }

    @Benchmark
    public int megabyte() {
        return Stack.screen(policy, Direction.INPUT, Source.USER, content);
    }
}
