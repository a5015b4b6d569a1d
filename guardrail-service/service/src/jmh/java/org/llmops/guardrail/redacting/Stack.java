package org.llmops.guardrail.redacting;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Repertoires;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.platform.identity.WorkspaceId;

/** Policies to measure, and what screening by them is: everything between a text that came in and the text that goes on. */
final class Stack {
    /** Looks for what {@code pii} looks for, too. */
    private static final Set<String> PARTS_OF_PII = Set.of("email", "iban", "ip_address", "payment_card", "phone");

    private static final Set<String> USUAL = Set.of("pii", "secrets", "injection", "toxicity", "urls", "banned_words");

    private static final List<Scene.Around> AROUND = List.of(
            new Scene.Around(
                    Source.SYSTEM,
                    "You are the assistant of a shop. Help with orders, parcels, invoices and refunds. Never give legal"
                            + " advice. The code of the day is canary-91ab7c33."),
            new Scene.Around(Source.USER, "Where is my parcel, and when does it come?"),
            new Scene.Around(Source.CONTEXT, SpeedTexts.of("prose", 2_000)));

    private Stack() {}

    /** Every detector that looks here and now. */
    static CompiledPolicy everything() {
        return policy(LocalTypes.ALL);
    }

    /** What a policy for an assistant usually has. */
    static CompiledPolicy usual() {
        return policy(LocalTypes.ALL.stream()
                .filter(type -> USUAL.contains(type.name()))
                .toList());
    }

    /** The deterministic ones, each thing looked for once. */
    static CompiledPolicy deterministic() {
        return policy(LocalTypes.ALL.stream()
                .filter(type -> type.stage() == Stage.DETERMINISTIC && !PARTS_OF_PII.contains(type.name()))
                .toList());
    }

    /** Those of them that a policy for an assistant usually has. */
    static CompiledPolicy usualDeterministic() {
        return policy(LocalTypes.ALL.stream()
                .filter(type -> type.stage() == Stage.DETERMINISTIC && USUAL.contains(type.name()))
                .toList());
    }

    /** One alone. */
    static CompiledPolicy only(String name) {
        return policy(LocalTypes.ALL.stream().filter(type -> type.name().equals(name)).toList());
    }

    static int screen(CompiledPolicy policy, Direction direction, Source source, String text) {
        Call call = new Call(
                new WorkspaceId("acme"),
                direction,
                List.of(),
                direction == Direction.OUTPUT ? AROUND : List.of(),
                Map.of(),
                false);
        TextScreen screen = CallScreen.ofTexts(policy, call, 2_000_000).text("0", source, true, text.length());
        int released = screen.feed(text).length();
        return released + screen.end().length() + screen.findings().size();
    }

    static CompiledPolicy policy(List<DetectorType> types) {
        return new CompiledPolicy(
                new PolicyRef(new PolicyName("measured"), 1),
                types.stream().map(type -> LocalTypes.rail(type, Action.FLAG)).toList(),
                Verdict.ALLOW,
                null,
                Repertoires.of(types));
    }
}
