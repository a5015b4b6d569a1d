package org.llmops.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckedTextsTest {
    private static final TypeReference<Map<String, List<String>>> LISTS = new TypeReference<>() {};

    private final ObjectMapper mapper = new ObjectMapper().registerModule(CheckedTexts.module("test", text -> {
        if (SurrogatePairs.firstHalf(text) >= 0) {
            throw new IllegalArgumentException("half a pair");
        }
        return text;
    }));

    @Test
    void readsWholeTextsAsTheyAre() throws Exception {
        assertThat(mapper.readValue("{\"\\ud83d\\ude00\": [\"a\\ud83d\\ude00\", \"\"]}", LISTS))
                .isEqualTo(Map.of("😀", List.of("a😀", "")));
    }

    @Test
    void refusesWhatTheCheckRefusesInValuesAndNames() {
        for (String json : List.of("{\"a\": [\"x\\ud83d\"]}", "{\"a\\ude00\": []}")) {
            assertThatThrownBy(() -> mapper.readValue(json, LISTS)).as(json).hasStackTraceContaining("half a pair");
        }
    }

    @Test
    void tellsWhereAHalfStands() {
        assertThat(SurrogatePairs.firstHalf("")).isEqualTo(-1);
        assertThat(SurrogatePairs.firstHalf("a😀b")).isEqualTo(-1);
        assertThat(SurrogatePairs.firstHalf("a\ud83d")).isEqualTo(1);
        assertThat(SurrogatePairs.firstHalf("😀\ude00")).isEqualTo(2);
        assertThat(SurrogatePairs.firstHalf("\ud83d\ud83d\ude00")).isEqualTo(0);
    }
}
