package org.llmops.router.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalRequestTest {
    private static final String REQUEST =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":1.0,\"top_p\":0.5}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"top_p\":5e-1, \"temperature\":1,\"messages\":[{\"content\":\"hi\",\"role\":\"user\"}]}",
                "{\"model\":\"other\",\"messages\":[{\"role\":\"user\",\"content\":\"\\u0068i\"}],\"temperature\":1,\"top_p\":0.50}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":true},\"user\":\"u\",\"metadata\":{\"a\":\"b\"},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":1.0,\"top_p\":0.5}",
            })
    void isTheSameForRequestsThatAskTheSame(String same) {
        assertThat(canonical(same, "d")).isEqualTo(canonical(REQUEST, "d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi!\"}],\"temperature\":1.0,\"top_p\":0.5}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":1.1,\"top_p\":0.5}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":\"#1\",\"top_p\":0.5}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":1.0,\"top_p\":0.5,\"seed\":null}",
            })
    void differsForRequestsThatAskSomethingElse(String other) {
        assertThat(canonical(other, "d")).isNotEqualTo(canonical(REQUEST, "d"));
    }

    @Test
    void requestsThatCanBeReadInTwoWaysHaveNoSpelling() {
        for (String ambiguous : new String[] {
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"content\":\"b\"}]}", "[1]", "{", "", "--x\r\nform"
        }) {
            assertThat(CanonicalRequest.of(ambiguous.getBytes(StandardCharsets.UTF_8), "s", "chat", "d"))
                    .as(ambiguous)
                    .isEmpty();
        }
    }

    @Test
    void orderAndSpellingNeverMatterAndValuesAlwaysDo() {
        Random random = new Random(17);
        for (int run = 0; run < 500; run++) {
            ObjectNode request = object(random, 3);
            String canonical = canonical(request.toString(), "d");

            assertThat(canonical(respelled(request, random), "d")).isEqualTo(canonical);
            request.put("k" + random.nextInt(1_000), "changed " + run);
            assertThat(canonical(request.toString(), "d")).isNotEqualTo(canonical);
        }
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(5) + 1; i > 0; i--) {
            String name = "m" + random.nextInt(50);
            switch (random.nextInt(depth > 0 ? 6 : 4)) {
                case 0 -> object.put(name, random.nextInt(2_000) - 1_000);
                case 1 -> object.put(name, (random.nextInt(2_000) - 1_000) / 8.0);
                case 2 -> object.put(name, "ü\"" + random.nextInt());
                case 3 -> object.put(name, random.nextBoolean());
                case 4 -> object.set(name, object(random, depth - 1));
                default -> object.putArray(name).add(object(random, depth - 1)).add(random.nextInt(9));
            }
        }
        return object;
    }

    /** The same with other blanks, members in another order, numbers and characters written otherwise. */
    private static String respelled(JsonNode node, Random random) {
        if (node.isObject()) {
            List<String> members = new ArrayList<>();
            node.properties()
                    .forEach(member ->
                            members.add("\"" + member.getKey() + "\" : " + respelled(member.getValue(), random)));
            Collections.shuffle(members, random);
            return "{ " + String.join("\n,", members) + "}";
        }
        if (node.isArray()) {
            List<String> elements = new ArrayList<>();
            node.forEach(element -> elements.add(respelled(element, random)));
            return "[" + String.join(" , ", elements) + "]";
        }
        if (node.isNumber()) {
            return random.nextBoolean()
                    ? node.decimalValue().movePointRight(3).toPlainString() + "e-3"
                    : node.decimalValue().setScale(6).toPlainString();
        }
        return node.isTextual() && random.nextBoolean() ? node.toString().replace("ü", "\\u00fc") : node.toString();
    }

    @Test
    void differsByFormatAndOperation() {
        assertThat(List.of(
                        canonical("openai.responses", "chat", REQUEST),
                        canonical("openai.chat_completions", "chat", REQUEST),
                        canonical("openai.chat_completions", "embeddings", REQUEST)))
                .doesNotHaveDuplicates();
    }

    @Test
    void differsByDestination() {
        assertThat(canonical(REQUEST, "route:a@1")).isNotEqualTo(canonical(REQUEST, "route:a@2"));
    }

    private static String canonical(String surface, String operation, String request) {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        return new String(CanonicalRequest.of(bytes, surface, operation, "d").orElseThrow(), StandardCharsets.UTF_8);
    }

    private static String canonical(String request, String destination) {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        return new String(
                CanonicalRequest.of(bytes, "openai.chat_completions", "chat", destination)
                        .orElseThrow(),
                StandardCharsets.UTF_8);
    }
}
