package org.llmops.guardrail.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LenientJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1,}|{\"a\":1}|TRAILING_COMMA",
                "[1, 2, ]|[1,2]|TRAILING_COMMA",
                "{'a': 'it\\'s \"x\"'}|{\"a\":\"it's \\\"x\\\"\"}|ESCAPE SINGLE_QUOTES",
                "{“a”: “b”}|{\"a\":\"b\"}|SINGLE_QUOTES",
                "{a: 1, b-c: 2}|{\"a\":1,\"b-c\":2}|UNQUOTED_KEY",
                "{\"a\": True, \"b\": None}|{\"a\":true,\"b\":null}|PYTHON_LITERAL",
                "{\"a\": 1 /* one */, # two\t\"b\": 2}|{\"a\":1}|COMMENT TRUNCATED_TAIL",
                "Here: {\"a\": 1} Bye|{\"a\":1}|SURROUNDINGS",
                "```json {\"a\": 1} ```|{\"a\":1}|SURROUNDINGS",
                "{\"a\": 1 \"b\": 2}|{\"a\":1,\"b\":2}|MISSING_COMMA",
                "[+1, .5, 5., -.5e3]|[1,0.5,5,-0.5e3]|NUMBER",
                "{\"a\": \"x\ty\"}|{\"a\":\"x\\u0009y\"}|CONTROL_CHARACTER",
                "{\"a\": [1, 2|{\"a\":[1]}|TRUNCATED_TAIL",
                "{\"a\": 1, \"b\": \"cut of|{\"a\":1}|TRUNCATED_TAIL",
                "{\"a\": 1, \"b\":|{\"a\":1}|TRUNCATED_TAIL",
                "{\"a\": 1, \"b|{\"a\":1}|TRUNCATED_TAIL",
                "{\"a\": {\"b\": [true, fal|{\"a\":{\"b\":[true]}}|TRUNCATED_TAIL",
                "{\"a\": 12|{}|TRUNCATED_TAIL"
            })
    void repairs(String text, String json, String repairs) {
        LenientJson.Repaired repaired = Objects.requireNonNull(LenientJson.repair(text));

        assertThat(repaired.json()).isEqualTo(json);
        assertThat(repaired.repairs().stream().map(Repair::name).sorted()).containsExactly(repairs.split(" "));
        assertThat(AnswerSchema.read(json)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json here",
                "{\"a\": }",
                "[1,,2]",
                "[,1]",
                "{\"a\" 1}",
                "{\"a\": undefined}",
                "{\"a\": NaN}",
                "{\"a\": 01}",
                "{\"a\": 1} and {\"b\": 2}",
                "{\"a\": 1]",
                "{\"a\": \"\\x41\"}",
                "{: 1}",
                "{\"a\": 1-2}",
                "{\"a\": -}",
                "[1 2 three]"
            })
    void refusesToGuess(String text) {
        assertThat(LenientJson.repair(text)).isNull();
    }

    @Test
    void refusesToGoTooDeep() {
        assertThat(LenientJson.repair("[".repeat(64) + "]".repeat(64))).isNotNull();
        assertThat(LenientJson.repair("[".repeat(65) + "]".repeat(65))).isNull();
        assertThat(LenientJson.repair("[".repeat(500_000))).isNull();
    }

    @Test
    void leavesTheMeaningOfGoodJsonAlone() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            String json = json(random, 4);
            JsonNode before = AnswerSchema.read(json);
            LenientJson.Repaired repaired = LenientJson.repair(" " + json);
            assertThat(repaired).as(json).isNotNull();
            assertThat(AnswerSchema.read(repaired.json())).as(json).isEqualTo(before);
            assertThat(repaired.repairs()).as(json).isEmpty();
        }
    }

    /** Whatever is cut off, what remains is JSON, and has nothing that was not there. */
    @Test
    void whatIsCutOffAnywhereCanBeClosed() {
        Random random = new Random(2);
        for (int round = 0; round < 60; round++) {
            String json = json(random, 3);
            for (int cut = 1; cut < json.length(); cut++) {
                LenientJson.Repaired repaired = LenientJson.repair(json.substring(0, cut));
                assertThat(repaired).as(json.substring(0, cut)).isNotNull();
                JsonNode value = AnswerSchema.read(repaired.json());
                assertThat(value).as(repaired.json()).isNotNull();
                assertThat(isPartOf(value, Objects.requireNonNull(AnswerSchema.read(json))))
                        .isTrue();
            }
        }
    }

    private static boolean isPartOf(JsonNode part, JsonNode whole) {
        if (part.isObject() && whole.isObject()) {
            return part.properties().stream()
                    .allMatch(entry ->
                            whole.has(entry.getKey()) && isPartOf(entry.getValue(), whole.get(entry.getKey())));
        }
        if (part.isArray() && whole.isArray() && part.size() <= whole.size()) {
            for (int index = 0; index < part.size(); index++) {
                if (!isPartOf(part.get(index), whole.get(index))) {
                    return false;
                }
            }
            return true;
        }
        return part.equals(whole);
    }

    private static String json(Random random, int depth) {
        StringBuilder json = new StringBuilder(random.nextBoolean() ? "[" : "{");
        boolean array = json.charAt(0) == '[';
        int size = random.nextInt(4);
        for (int index = 0; index < size; index++) {
            json.append(index == 0 ? "" : ", ").append(array ? "" : "\"k" + index + "\": ");
            json.append(depth > 0 && random.nextInt(3) == 0 ? json(random, depth - 1) : scalar(random));
        }
        return json.append(array ? "]" : "}").toString();
    }

    private static String scalar(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "true";
            case 1 -> "null";
            case 2 -> String.valueOf(random.nextInt(1000) - 500);
            case 3 -> random.nextInt(100) + "." + random.nextInt(100) + "e" + random.nextInt(9);
            default -> "\"a{,]\\\"\\u00e9\\n:'b\"";
        };
    }
}
