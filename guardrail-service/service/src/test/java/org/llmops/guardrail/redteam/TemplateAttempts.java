package org.llmops.guardrail.redteam;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PublishRequest;
import org.llmops.guardrail.policies.Repertoires;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Call;
import org.llmops.guardrail.redacting.CallScreen;
import org.llmops.guardrail.redacting.CompiledPolicy;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.LocalTypes;
import org.llmops.guardrail.redacting.TextScreen;
import org.llmops.platform.identity.WorkspaceId;

/** The attacks that come with the service, tried on a template without a server. */
final class TemplateAttempts {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final CompiledPolicy policy;

    TemplateAttempts(String template) {
        try {
            JsonNode read = JSON.readTree(resource("/policy-templates/" + template + ".json"));
            PublishRequest request = JSON.treeToValue(read.get("policy"), PublishRequest.class);
            var repertoire = Repertoires.of(LocalTypes.ALL);
            var draft = request.draft(repertoire);
            policy = new CompiledPolicy(
                    new PolicyRef(new PolicyName("tried"), 1),
                    draft.rails(),
                    draft.unscanned(),
                    draft.deadlineMs(),
                    repertoire);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static List<Attack> all() {
        List<Attack> attacks = new ArrayList<>();
        for (String corpus : Corpora.OWN) {
            for (String line : resource("/attacks/" + corpus + ".jsonl").lines().toList()) {
                try {
                    attacks.add(JSON.readValue(line, Attack.class));
                } catch (IOException malformed) {
                    throw new UncheckedIOException(malformed);
                }
            }
        }
        return attacks;
    }

    /** How many of these texts pass, written in this way. */
    long passed(List<Attack> attacks, Disguise disguise) {
        return attacks.stream()
                .filter(attack -> stopped(attack, disguise).isEmpty())
                .count();
    }

    /** What was found in a text; absent where nothing was done about it, so that it passes. */
    Optional<List<Finding>> stopped(Attack attack, Disguise disguise) {
        String text = disguise.write(attack.in(disguise.source()));
        TextScreen screen = CallScreen.ofTexts(
                        policy, Call.of(new WorkspaceId("acme"), Direction.INPUT, List.of()), 1_000_000)
                .text("text", disguise.source(), true, text.length());
        screen.feed(text);
        screen.end();
        boolean passes = screen.verdict() == Verdict.ALLOW
                && screen.findings().stream()
                        .noneMatch(
                                finding -> finding.action() == Action.QUARANTINE || finding.action() == Action.ROUTE);
        return passes ? Optional.empty() : Optional.of(screen.findings());
    }

    private static String resource(String path) {
        try (InputStream file = Objects.requireNonNull(Corpora.class.getResourceAsStream(path), path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
