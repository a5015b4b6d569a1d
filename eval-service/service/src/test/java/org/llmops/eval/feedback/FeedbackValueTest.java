package org.llmops.eval.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.problem.Problem;

class FeedbackValueTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "\"up\",1",
                "\"down\",0",
                "0,0",
                "1,1",
                "1.0,1",
                "0.5,0.5",
                "0.123456,0.123456",
                "5e-1,0.5",
                "0.0,0"
            })
    void readsWordsAndShares(String said, String value) throws Exception {
        FeedbackValue read = JSON.readValue(said, FeedbackValue.class);

        assertThat(JSON.writeValueAsString(read)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Up\"",
                "\"1\"",
                "\"\"",
                "-0.1",
                "1.000001",
                "0.1234567",
                "2",
                "1e9",
                "99999999999",
                "true",
                "[]",
                "{}"
            })
    void refusesEverythingElse(String said) {
        assertThatThrownBy(() -> JSON.readValue(said, FeedbackValue.class))
                .rootCause()
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.errors().getFirst().field()).isEqualTo("value"));
    }
}
