package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Repertoire;
import org.llmops.guardrail.policies.Repertoires;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Measures a policy of all five detectors on labelled texts: one JSON object per line,
 * {@code {"text": …, "spans": [[start, end, LABEL], …]}} with positions in code points. Runs where
 * {@code -Dllmops.pii-texts=<file>} names such a file; {@code -Dllmops.pii-differences=true} shows each miss and false alarm.
 */
@EnabledIfSystemProperty(named = "llmops.pii-texts", matches = ".+")
class PiiFiguresTest {
    private static final List<String> REGIONS = List.of("US", "GB", "DE", "FR", "IL", "IN", "CA", "BR");
    private static final Repertoire REPERTOIRE = Repertoires.five();
    private static final CompiledPolicy POLICY = new CompiledPolicy(
            new PolicyRef(new PolicyName("figures"), 1),
            REPERTOIRE.detectors().all().stream()
                    .map(type -> Rail.of(type.name(), type.name(), Set.of(Direction.INPUT), Action.ALLOW))
                    .map(PiiFiguresTest::regional)
                    .toList(),
            Verdict.BLOCK,
            null,
            REPERTOIRE);

    @ParameterizedTest
    @CsvSource({
        "EMAIL_ADDRESS, EMAIL_ADDRESS",
        "PAYMENT_CARD, CREDIT_CARD",
        "IBAN, IBAN_CODE",
        "PHONE_NUMBER, PHONE_NUMBER",
        "IP_ADDRESS, IP_ADDRESS"
    })
    void exactSpans(String entity, String label) throws IOException {
        int exact = 0;
        int found = 0;
        int labelled = 0;
        List<String> differences = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("llmops.pii-texts")))) {
            JsonObject example = new JsonObject(line);
            Set<String> expected = spans(example.getJsonArray("spans"), label);
            Set<String> actual = spans(example.getString("text"), entity);
            Set<String> both = new HashSet<>(expected);
            both.retainAll(actual);
            exact += both.size();
            found += actual.size();
            labelled += expected.size();
            if (!expected.equals(actual)) {
                differences.add(expected + " " + actual + " " + example.getString("text"));
            }
        }
        System.out.printf("%s: %d labelled, %d found, %d exact%n", entity, labelled, found, exact);
        if (Boolean.getBoolean("llmops.pii-differences")) {
            differences.forEach(System.out::println);
        }
        assertThat(exact).isPositive();
    }

    private static Rail regional(Rail rail) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        if (rail.detector().equals("phone")) {
            REGIONS.forEach(parameters.putArray("default_regions")::add);
        }
        return rail.with(parameters, rail.actionParameters());
    }

    private static Set<String> spans(String text, String entity) {
        TextScreen screen = CallScreen.ofTexts(
                        POLICY, Call.of(new WorkspaceId("acme"), Direction.INPUT, List.of()), Integer.MAX_VALUE)
                .text("0", Source.USER, true, text.length());
        screen.feed(text);
        screen.end();
        Set<String> found = new HashSet<>();
        screen.findings().stream()
                .filter(finding -> finding.entity().equals(entity))
                .forEach(finding -> found.add(finding.start() + "-" + finding.end()));
        return found;
    }

    private static Set<String> spans(JsonArray spans, String label) {
        Set<String> found = new HashSet<>();
        for (int index = 0; index < spans.size(); index++) {
            JsonArray span = spans.getJsonArray(index);
            if (span.getString(2).equals(label)) {
                found.add(span.getInteger(0) + "-" + span.getInteger(1));
            }
        }
        return found;
    }
}
