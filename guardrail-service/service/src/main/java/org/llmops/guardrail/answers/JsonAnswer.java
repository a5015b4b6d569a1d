package org.llmops.guardrail.answers;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import tools.jackson.databind.JsonNode;

/**
 * Holds whole answers against a schema; streams are held until they end.
 *
 * @param schema none if any JSON will do
 * @param inBlock whether the JSON stands in a fenced block, with prose around it
 * @param reports what is reported: {@link #MALFORMED}, {@link #INVALID} or both
 */
record JsonAnswer(@Nullable AnswerSchema schema, boolean inBlock, Set<String> reports)
        implements LocalDetector, Scanner {
    /** JSON but for its notation: it can be repaired, and is then what was asked for. */
    static final String MALFORMED = "JSON_MALFORMED";

    /** Not what was asked for, and no repair will make it so. */
    static final String INVALID = "JSON_INVALID";

    private static final String FENCE = "```";

    JsonAnswer {
        reports = Set.copyOf(reports);
    }

    @Override
    public Scanner open(Scene scene) {
        return this;
    }

    @Override
    public int scan(GrowingText text, int from, Consumer<Match> found) {
        if (!text.isComplete()) {
            return from;
        }
        if (from < text.end() || text.end() == 0) {
            judge(text.substring(from, text.end()), from, found);
        }
        return text.end();
    }

    private void judge(String answer, int offset, Consumer<Match> found) {
        int start = 0;
        int end = answer.length();
        if (inBlock) {
            int fence = answer.indexOf(FENCE);
            start = fence < 0 ? -1 : answer.indexOf('\n', fence) + 1;
            end = start <= 0 ? -1 : answer.indexOf(FENCE, start);
            if (start <= 0) {
                report(answer, 0, answer.length(), offset, INVALID, "no-block", "Has no fenced block of JSON", found);
                return;
            }
            end = end < 0 ? answer.length() : end;
        }
        String json = answer.substring(start, end);
        if (json.isBlank()) {
            report(answer, 0, answer.length(), offset, INVALID, "not-json", "Has no JSON", found);
            return;
        }
        JsonNode value = AnswerSchema.read(json);
        Set<Repair> repairs = Set.of();
        if (value == null) {
            LenientJson.Repaired repaired = LenientJson.repair(json);
            value = repaired == null ? null : AnswerSchema.read(repaired.json());
            repairs = repaired == null ? Set.of() : repaired.repairs();
        }
        if (value == null) {
            report(answer, start, end, offset, INVALID, "not-json", "Is not JSON, and cannot be read as JSON", found);
            return;
        }
        List<String> errors = schema == null ? List.of() : schema.errors(value);
        if (!errors.isEmpty()) {
            String reason = "Breaks the schema: " + String.join("; ", errors);
            report(answer, start, end, offset, INVALID, "schema-violation", reason, found);
        } else if (!repairs.isEmpty()) {
            String deeds = repairs.stream()
                    .sorted(Comparator.naturalOrder())
                    .map(Repair::deed)
                    .collect(Collectors.joining(", "));
            report(answer, start, end, offset, MALFORMED, "repairable", "Would be valid JSON with " + deeds, found);
        }
    }

    private void report(
            String answer,
            int start,
            int end,
            int offset,
            String entity,
            String rule,
            String reason,
            Consumer<Match> found) {
        if (reports.contains(entity)) {
            int first = offset + answer.codePointCount(0, start);
            int last = first + answer.codePointCount(start, end);
            found.accept(Match.of(entity, rule, first, last, 1, reason));
        }
    }
}
