package org.llmops.router.decision;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.llmops.router.condition.Reads;
import org.llmops.router.providers.Capability;
import org.llmops.router.routes.document.DocumentText;
import org.llmops.router.routes.document.RouteTarget;

/** Documents and facts at random, the same for the same seed. */
public final class RandomDocuments {
    private static final int MODELS = 6;
    private static final List<String> CONDITIONS = List.of(
            "stream",
            "input_tokens > 500",
            "headers['x-tier'] == 'gold'",
            "'tools' in needs",
            "params.temperature > 0.5",
            "caller.app == 'shop'");

    private final Random random;
    private int nodes;

    public RandomDocuments(long seed) {
        this.random = new Random(seed);
    }

    /** A document as JSON. */
    public String next() {
        nodes = 0;
        return "{\"route\":" + node(1) + "}";
    }

    DocumentText text() {
        return DocumentText.read(next().getBytes(StandardCharsets.UTF_8), false);
    }

    private String node(int depth) {
        nodes++;
        int kind = depth > 4 || nodes > 15 ? 0 : random.nextInt(9);
        return switch (kind) {
            case 1 -> "{\"fallback\":{\"children\":[" + children(depth, "") + "]" + on() + "}}";
            case 2 ->
                "{\"weighted\":{\"sticky\":" + random.nextBoolean() + ",\"children\":[" + weighted(depth) + "]" + on()
                        + "}}";
            case 3 -> "{\"fastest\":{\"children\":[" + children(depth, "") + "]" + on() + "}}";
            case 4 -> "{\"cheapest\":{\"children\":[" + children(depth, "") + "]" + on() + "}}";
            case 5 -> "{\"least-busy\":{\"children\":[" + children(depth, "") + "]" + on() + "}}";
            case 6 ->
                "{\"when\":{\"cases\":[{\"if\":\"%s\",\"then\":%s},{\"if\":\"%s\",\"then\":%s}]%s}}"
                        .formatted(
                                condition(),
                                node(depth + 1),
                                condition(),
                                node(depth + 1),
                                random.nextBoolean() ? ",\"else\":" + node(depth + 1) : "");
            case 7 ->
                "{\"by-complexity\":{\"weak\":%s,\"strong\":%s%s%s}}"
                        .formatted(
                                node(depth + 1),
                                node(depth + 1),
                                random.nextBoolean() ? ",\"threshold\":0.5,\"abstain_band\":0.1" : "",
                                on());
            case 8 ->
                "{\"shadow\":{\"percent\":%d,\"target\":%s,\"primary\":%s}}"
                        .formatted(1 + random.nextInt(100), target(random.nextInt(MODELS)), node(depth + 1));
            default -> "{\"target\":" + target(random.nextInt(MODELS)) + "}";
        };
    }

    private String condition() {
        return CONDITIONS.get(random.nextInt(CONDITIONS.size()));
    }

    /** Leaves differ by their timeout, so that no two children are the same: a different model each. */
    private String children(int depth, String before) {
        int count = 1 + random.nextInt(3);
        List<String> children = new ArrayList<>();
        List<Integer> models =
                new ArrayList<>(IntStream.range(0, MODELS).boxed().toList());
        for (int i = 0; i < count; i++) {
            String child = node(depth + 1);
            children.add(
                    child.startsWith("{\"target\"")
                            ? "{\"target\":" + target(models.remove(random.nextInt(models.size()))) + "}"
                            : child);
        }
        return before + String.join(",", children);
    }

    private String weighted(int depth) {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> "{\"weight\":" + (1 + random.nextInt(9)) + ","
                        + node(depth + 1).substring(1))
                .collect(Collectors.joining(","));
    }

    private static String target(int model) {
        return "{\"provider\":\"p\",\"model\":\"m" + model + "\"}";
    }

    private String on() {
        return switch (random.nextInt(4)) {
            case 0 -> ",\"on\":[]";
            case 1 -> ",\"on\":[\"timeout\",503]";
            case 2 -> ",\"on\":[\"error\",\"context_window\",\"content_filter\"]";
            default -> "";
        };
    }

    Facts facts(DocumentText text) {
        Map<String, TargetFacts> targets = new HashMap<>();
        text.parse().everyTarget().stream()
                .map(RouteTarget::name)
                .distinct()
                .forEach(name -> targets.put(
                        name,
                        new TargetFacts(
                                random.nextInt(8) == 0 ? "lacks vision" : "",
                                random.nextInt(3) == 0 ? 800 : 0,
                                random.nextInt(5) != 0,
                                random.nextInt(4) == 0 ? 0 : random.nextDouble() * 900,
                                random.nextInt(20),
                                random.nextInt(4) == 0
                                        ? null
                                        : new TokenPrice(
                                                BigDecimal.valueOf(random.nextInt(2_000), 3),
                                                BigDecimal.valueOf(random.nextInt(9_000), 3)))));
        CallFacts call = new CallFacts(
                "chat",
                "route:random",
                random.nextBoolean(),
                random.nextInt(1_000),
                random.nextInt(2) * 300,
                2,
                random.nextBoolean() ? Set.of(Capability.TOOLS) : Set.of(),
                random.nextBoolean() ? Map.of("temperature", random.nextDouble()) : Map.of(),
                random.nextBoolean() ? Map.of("x-tier", "gold") : Map.of(),
                Map.of(),
                Map.of("app", random.nextBoolean() ? "shop" : "desk", "subject", "k1", "kind", "app", "end_user", ""),
                Map.of("state", "ok", "downgrade", random.nextBoolean()),
                "user:u" + random.nextInt(100),
                text.parse().survey().reads());
        Facts.Complexity complexity = text.parse().survey().scoresComplexity() && random.nextInt(5) != 0
                ? new Facts.Complexity("v1", random.nextDouble(), 0.4, 0.6)
                : null;
        return new Facts("random", call, targets, complexity, random.nextLong());
    }

    static CallFacts call(String subject, long inputTokens) {
        return new CallFacts(
                "chat",
                "route:r",
                false,
                inputTokens,
                0,
                1,
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("app", "shop", "subject", "k1", "kind", "app", "end_user", ""),
                Map.of("state", "ok", "downgrade", false),
                subject,
                Reads.NOTHING);
    }
}
