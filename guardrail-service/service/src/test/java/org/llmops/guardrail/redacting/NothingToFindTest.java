package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.platform.problem.FieldError;

/** A rail that can find nothing would be taken for one that found nothing. */
class NothingToFindTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            banned_words      | {"words": []}                                         | words
            citations         | {"styles": []}                                        | styles
            citations         | {"coverage": "none", "check_sources": false}          | coverage
            forbidden_content | {"phrases": []}                                       | phrases
            injection         | {"kinds": []}                                         | kinds
            json_schema       | {"reports": []}                                       | reports
            length            | {"max_lines": 0}                                      | max_characters
            language          | {"allowed": []}                                       | allowed
            refusal           | {"kinds": []}                                         | kinds
            regex             | {"patterns": []}                                      | patterns
            required_content  | {"patterns": []}                                      | phrases
            secrets           | {"rules": ["jwt"], "except": ["jwt"]}                 | rules
            sql               | {"injections": false}                                 | statements
            topics            | {"deny": {}}                                          | deny
            toxicity          | {"categories": []}                                    | categories
            urls              | {"suspicious": false, "exfiltration": false}          | all
            """)
    void aRailThatCouldFindNothingIsRefused(String detector, String json, String field) throws JsonProcessingException {
        DetectorType type = LocalTypes.ALL.stream()
                .filter(known -> known.name().equals(detector))
                .findFirst()
                .orElseThrow();
        Parameters parameters = new Parameters((ObjectNode) new ObjectMapper().readTree(json), "parameters");

        type.compile(parameters);

        assertThat(parameters.faults()).extracting(FieldError::field).containsExactly("parameters." + field);
    }
}
