package org.llmops.guardrail.answers;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** The detector of answers that are not the JSON that was asked for. */
@Singleton
public final class JsonSchema implements DetectorType {
    private static final List<String> REPORTS = List.of("malformed", "invalid");

    @Override
    public String name() {
        return "json_schema";
    }

    @Override
    public String description() {
        return "Checks a whole answer, or its fenced block, against a JSON Schema (draft 2020-12), exactly; tells notation that "
                + "the operator json_repair mends from errors that only asking again can mend. An empty answer is no JSON.";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "schema",
                "A JSON Schema, draft 2020-12; without one any JSON will do",
                "where",
                "answer: all of it is JSON; block: a fenced block in it is",
                "reports",
                "malformed: almost JSON, which the operator json_repair mends; invalid: none, or breaks the schema");
    }

    @Override
    public Detector compile(Parameters parameters) {
        AnswerSchema schema = schema(parameters);
        boolean inBlock = parameters
                .choice("where", List.of("answer", "block"), Function.identity(), "answer")
                .equals("block");
        Set<String> reports = new HashSet<>();
        for (String report : parameters.texts("reports", REPORTS)) {
            switch (report) {
                case "malformed" -> reports.add(JsonAnswer.MALFORMED);
                case "invalid" -> reports.add(JsonAnswer.INVALID);
                default -> parameters.fault("reports", "Of malformed and invalid", report);
            }
        }
        if (reports.isEmpty() && parameters.faults().isEmpty()) {
            parameters.fault("reports", "At least one of " + String.join(", ", REPORTS), "");
        }
        return new JsonAnswer(schema, inBlock, reports);
    }

    private static @Nullable AnswerSchema schema(Parameters parameters) {
        JsonNode document = parameters.json("schema");
        if (document == null) {
            return null;
        }
        try {
            return AnswerSchema.of(document);
        } catch (SchemaFault fault) {
            parameters.fault("schema", String.valueOf(fault.getMessage()), "");
            return null;
        }
    }
}
