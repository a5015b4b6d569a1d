package org.llmops.local.seeding;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.llmops.local.api.Suite;
import org.llmops.local.parts.LocalStack;

/** Fills a new stack through the public APIs, as the administrator of the demo's workspace would; later runs change nothing. */
public final class Seeding {
    private static final String ADMINISTRATOR = "alice";

    private final LocalStack stack;
    private final Map<String, String> environment;
    private final PrintStream out;

    public Seeding(LocalStack stack, Map<String, String> environment, PrintStream out) {
        this.stack = stack;
        this.environment = environment;
        this.out = out;
    }

    public void seed() {
        Suite admin = Suite.as(ADMINISTRATOR, stack.ports());
        List<String> changed = seeds().stream()
                .filter(seed -> seed.ensure(admin))
                .map(Seed::what)
                .toList();
        new FirstCall(stack).await();
        out.println(changed.isEmpty() ? "✓ seeds are in place" : "✓ seeded: " + String.join(", ", changed));
    }

    private List<Seed> seeds() {
        String simulator = Suite.url("simulator", stack.ports());
        List<Seed> seeds = new ArrayList<>(List.of(
                new SimulatedProvider("simulator", simulator + "/v1"),
                new SimulatedProvider("simulator-anthropic", simulator + "/v1"),
                new SimulatedProvider("simulator-gemini", simulator + "/v1beta"),
                new SimulatedProvider("simulator-bedrock", simulator + "/us-east-1"),
                new SimulatedProvider("simulator-cohere", simulator + "/v2")));
        RealProvider.of("openai", environment.get("OPENAI_API_KEY")).ifPresent(seeds::add);
        RealProvider.of("anthropic", environment.get("ANTHROPIC_API_KEY")).ifPresent(seeds::add);
        seeds.addAll(List.of(
                new SupportRoute(),
                new SupportPrompt(),
                new DefaultPolicy(),
                new MonthlyBudget(),
                new DemoKey(stack.layout())));
        return seeds;
    }
}
