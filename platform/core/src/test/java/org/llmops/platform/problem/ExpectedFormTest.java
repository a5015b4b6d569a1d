package org.llmops.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedFormTest {
    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());

    enum Mode {
        @JsonProperty("enforce")
        ENFORCE,
        @JsonProperty("shadow")
        SHADOW
    }

    record Rail(String id) {}

    record Policy(
            @Nullable String name,
            @Nullable Boolean loud,
            @Nullable Long limit,
            @Nullable BigDecimal score,
            @Nullable Mode mode,
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable UUID key,
            @Nullable List<Rail> rails,
            @Nullable Set<Mode> modes,
            @Nullable Map<String, String> labels) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name': {}}              | Give a text",
                "{'loud': 'maybe'}         | Give true or false",
                "{'limit': 'many'}         | Give a whole number",
                "{'limit': 9223372036854775808} | Give a number that is not as large",
                "{'score': 'high'}         | Give a number",
                "{'mode': 'sometimes'}     | Give one of enforce, shadow",
                "{'mode': {}}              | Give one of enforce, shadow",
                "{'modes': ['sometimes']}  | Give one of enforce, shadow",
                "{'at': 'noon'}            | Give a time, such as 2026-01-31T12:00:00Z",
                "{'day': 'today'}          | Give a date, such as 2026-01-31",
                "{'key': 'mine'}           | Give a UUID",
                "{'rails': 'pii'}          | Give a list: [...]",
                "{'rails': {}}             | Give a list: [...]",
                "{'modes': 'shadow'}       | Give a list: [...]",
                "{'rails': ['pii']}        | Give an object: {...}",
                "{'labels': []}            | Give an object: {...}",
            })
    void whatAFieldTakesIsSaid(String json, String expected) {
        JsonMappingException mapping = catchThrowableOfType(
                JsonMappingException.class, () -> mapper.readValue(json.replace('\'', '"'), Policy.class));

        assertThat(new ExpectedForm(mapper).of(mapping)).isEqualTo(expected);
    }
}
