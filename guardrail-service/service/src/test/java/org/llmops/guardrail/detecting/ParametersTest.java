package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.llmops.platform.problem.FieldError;

class ParametersTest {
    @Test
    void writesDefaultsOut() {
        Parameters parameters = parameters("{\"least\": 0.5}");

        assertThat(parameters.number("least", 0, 1, 0.7)).isEqualTo(0.5);
        assertThat(parameters.texts("words", List.of("a"))).containsExactly("a");
        assertThat(parameters.flag("strict", true)).isTrue();

        assertThat(parameters.faults()).isEmpty();
        assertThat(parameters.effective()).hasToString("{\"least\":0.5,\"words\":[\"a\"],\"strict\":true}");
    }

    @Test
    void namesEveryFaultAndWhatNobodyKnows() {
        Parameters parameters = parameters("{\"least\": 2, \"kind\": \"c\", \"wrods\": []}");

        parameters.number("least", 0, 1, 0.7);
        parameters.choice("kind", List.of("a", "b"), Function.identity(), "a");
        parameters.needed("model");

        assertThat(parameters.faults())
                .containsExactly(
                        new FieldError("rails[0].parameters.least", "A number from 0.0 to 1.0"),
                        new FieldError("rails[0].parameters.kind", "One of a, b"),
                        new FieldError(
                                "rails[0].parameters.model", "The detector needs it: a text of 1 to 4000 characters"),
                        new FieldError("rails[0].parameters.wrods", "This detector knows least, kind, model"));
    }

    private static Parameters parameters(String json) {
        try {
            return new Parameters((ObjectNode) new ObjectMapper().readTree(json), "rails[0].parameters");
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
