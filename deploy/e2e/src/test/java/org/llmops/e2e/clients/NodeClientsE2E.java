package org.llmops.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The clients from npm: each is a program that says how its scenarios went. */
@ExtendWith(Places.class)
class NodeClientsE2E {

    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeAll
    static void install() {
        Assumptions.assumeTrue(Node.isThere(), "Node 20 or newer is not installed: the clients from npm are not run");
        Node.install();
    }

    @TestFactory
    Stream<DynamicTest> openai(Place place) throws IOException {
        return scenarios("openai.mjs", place);
    }

    @TestFactory
    Stream<DynamicTest> anthropic(Place place) throws IOException {
        return scenarios("anthropic.mjs", place);
    }

    @TestFactory
    Stream<DynamicTest> langchain(Place place) throws IOException {
        return scenarios("langchain.mjs", place);
    }

    @TestFactory
    Stream<DynamicTest> vercelAi(Place place) throws IOException {
        return scenarios("ai-sdk.mjs", place);
    }

    private static Stream<DynamicTest> scenarios(String program, Place place) throws IOException {
        List<JsonNode> scenarios = new ArrayList<>();
        String output = Node.run(program, place);
        for (String line : output.lines().filter(said -> said.startsWith("{")).toList()) {
            scenarios.add(JSON.readTree(line));
        }
        assertThat(scenarios).as(output).isNotEmpty();
        return scenarios.stream()
                .map(scenario -> dynamicTest(
                        scenario.path("scenario").asText(),
                        () -> assertThat(scenario.path("error").asText(null))
                                .as("the error of the client")
                                .isNull()));
    }
}
