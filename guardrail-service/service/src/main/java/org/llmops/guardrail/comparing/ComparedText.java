package org.llmops.guardrail.comparing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.trying.TriedText;
import org.llmops.platform.problem.FieldError;

/** A text of a call, as a line of JSON or as it was recorded. */
@RegisterForReflection
public record ComparedText(
        @Nullable String callId,
        @Nullable String segment,
        @Nullable Direction direction,
        @Nullable Source source,
        @Nullable Map<String, String> attributes,
        @Nullable String text) {
    static final int MAX_TEXTS = 5000;
    private static final int MAX_TEXT = 100_000;
    private static final int MAX_FAULTS = 20;

    /** Reads lines; every malformed one is named, the first {@value #MAX_FAULTS}. */
    static List<ComparedText> read(String lines, ObjectMapper json) {
        List<ComparedText> texts = new ArrayList<>();
        List<FieldError> faults = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) lines.lines()::iterator) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                ComparedText text = json.readValue(line, ComparedText.class);
                if (text != null) {
                    texts.add(text);
                }
                if (text == null || text.text() == null || text.text().length() > MAX_TEXT) {
                    faults.add(new FieldError("line " + number, "text: 1 to " + MAX_TEXT + " characters"));
                }
            } catch (JsonProcessingException malformed) {
                faults.add(
                        new FieldError(
                                "line " + number,
                                "Each line is an object with text, and as known call_id, segment, direction, source, attributes"));
            }
            if (faults.size() == MAX_FAULTS) {
                break;
            }
        }
        if (texts.isEmpty() && faults.isEmpty() || texts.size() > MAX_TEXTS) {
            faults.add(new FieldError("body", "1 to " + MAX_TEXTS + " lines of JSON"));
        }
        if (!faults.isEmpty()) {
            throw GuardrailProblem.COMPARISON_INVALID.at(faults);
        }
        return texts;
    }

    TriedText tried() {
        Direction way = Objects.requireNonNullElse(direction, Direction.INPUT);
        return new TriedText(
                way,
                Objects.requireNonNullElse(source, way == Direction.INPUT ? Source.USER : Source.ASSISTANT),
                Objects.requireNonNullElse(text, ""),
                List.of(),
                Objects.requireNonNullElse(attributes, Map.of()));
    }

    /** Without the text, which must not get into a log. */
    @Override
    public String toString() {
        return callId + "/" + segment;
    }
}
