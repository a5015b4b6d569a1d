package org.llmops.guardrail.screening;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.placeholders.PlaceholderNotation;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.redacting.Call;
import org.llmops.guardrail.substituting.Substitute;

/** Refuses what cannot be screened, and says what to mend. */
final class ScreeningChecks {
    private static final int MAX_CALL_ID = 256;
    private static final int MAX_ATTRIBUTES = 32;
    private static final int MAX_ATTRIBUTE = 1_000;

    private final ScreeningSettings settings;

    ScreeningChecks(ScreeningSettings settings) {
        this.settings = settings;
    }

    void check(ScreenTexts command) {
        known(command.direction(), command.known());
        callId(command.callId());
        attributes(command.attributes());
        if (command.segments().size() > settings.maxTexts()) {
            throw GuardrailProblem.SCREENING_INVALID.at(
                    "segments", "At most " + settings.maxTexts() + " texts in one request");
        }
        if (command.around().size() > settings.maxTexts()) {
            throw GuardrailProblem.SCREENING_INVALID.at(
                    "around", "At most " + settings.maxTexts() + " texts around one answer");
        }
    }

    void check(Call call) {
        known(call.direction(), call.known());
        callId(call.attributes().getOrDefault(Call.ID, ""));
        attributes(call.attributes());
    }

    private static void callId(String callId) {
        if (callId.length() > MAX_CALL_ID) {
            throw GuardrailProblem.SCREENING_INVALID.at("call_id", "At most " + MAX_CALL_ID + " characters");
        }
    }

    private static void attributes(Map<String, String> attributes) {
        boolean fit = attributes.size() <= MAX_ATTRIBUTES
                && attributes.entrySet().stream()
                        .allMatch(entry -> entry.getKey().length() <= MAX_ATTRIBUTE
                                && entry.getValue().length() <= MAX_ATTRIBUTE);
        if (!fit) {
            throw GuardrailProblem.SCREENING_INVALID.at(
                    "attributes", "At most " + MAX_ATTRIBUTES + " of at most " + MAX_ATTRIBUTE + " characters");
        }
    }

    private static void known(Direction direction, List<Replacement> known) {
        if (direction == Direction.INPUT && !known.isEmpty()) {
            throw GuardrailProblem.SCREENING_INVALID.at("replacements", "Only texts towards the client are restored");
        }
        Set<String> placeholders = new HashSet<>();
        for (int index = 0; index < known.size(); index++) {
            String placeholder = known.get(index).placeholder();
            boolean fits =
                    PlaceholderNotation.isPlaceholder(placeholder) || Substitute.Written.isRestorable(placeholder);
            if (!fits || !placeholders.add(placeholder)) {
                throw GuardrailProblem.SCREENING_INVALID.at(
                        "replacements[" + index + "].placeholder",
                        "Give back the replacements of the input's screening, unchanged and each once");
            }
        }
    }
}
