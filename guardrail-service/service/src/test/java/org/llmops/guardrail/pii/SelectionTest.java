package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Parameters;

class SelectionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whoMistypesAnEntityIsToldWhatTheyMayHaveMeant() throws Exception {
        Parameters parameters = new Parameters(
                (ObjectNode) JSON.readTree("{\"entities\": [\"email\", \"US_SNS\", \"person\"]}"), "parameters");
        new PiiType().compile(parameters);
        assertThat(parameters.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString())
                        .contains("'email' is not known, did you mean EMAIL_ADDRESS?", "'US_SNS'", "US_SSN", "passport")
                        .doesNotContain("'person'", "BG_EGN"));
    }

    @Test
    void namesCountInAnyCase() {
        assertThat(Selection.known("street_address")).isEqualTo("STREET_ADDRESS");
        assertThat(Selection.known("Passport")).isEqualTo("passport");
        assertThat(Selection.known("no such thing")).isNull();
    }
}
