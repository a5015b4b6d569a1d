package org.llmops.guardrail.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.PublishRequest;
import org.llmops.guardrail.policies.RailBody;
import org.llmops.guardrail.policies.RailMode;
import org.llmops.platform.problem.Problem;

class TemplatesTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Templates templates = new Templates(JSON);

    @Test
    void everyRailSaysWhyItIsThere() {
        for (Template template : templates.all()) {
            Set<String> rails =
                    template.policy().rails().stream().map(RailBody::id).collect(Collectors.toCollection(TreeSet::new));
            assertThat(template.reasons().keySet()).as(template.name()).isEqualTo(rails);
            assertThat(rails).hasSameSizeAs(template.policy().rails());
        }
    }

    @Test
    void everyTemplateLooksBothWaysAndBlocksWhatItCannotScan() {
        for (Template template : templates.all()) {
            assertThat(template.policy().rails().stream()
                            .flatMap(rail -> rail.directions().stream())
                            .distinct())
                    .hasSize(2);
            assertThat(template.policy().unscanned()).isEqualTo(org.llmops.guardrail.policies.Verdict.BLOCK);
        }
    }

    @Test
    void railsAreLeftOutChangedSetAndPutIntoShadow() {
        ArrayNode words = JsonNodeFactory.instance.arrayNode().add("sure thing");
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().set("words", words);
        Instantiation wanted = new Instantiation(
                "mine",
                List.of("email"),
                Map.of("phone", Action.BLOCK),
                Map.of("promises", parameters),
                RailMode.SHADOW);

        PublishRequest made = wanted.of(templates.named("finance"));

        Map<String, RailBody> rails = made.rails().stream().collect(Collectors.toMap(RailBody::id, rail -> rail));
        assertThat(rails)
                .doesNotContainKey("email")
                .hasSize(templates.named("finance").policy().rails().size() - 1);
        assertThat(rails.get("phone").action()).isEqualTo(Action.BLOCK);
        assertThat(rails.get("promises").parameters()).isEqualTo((JsonNode) parameters);
        assertThat(rails.values()).allMatch(rail -> rail.mode() == RailMode.SHADOW);
    }

    @Test
    void aRailThatIsNotThereIsNamedWithThoseThatAre() {
        Instantiation wanted =
                new Instantiation("mine", List.of("telepathy"), Map.of("phone", Action.BLOCK), null, null);

        assertThatThrownBy(() -> wanted.of(templates.named("finance")))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo("without");
                            assertThat(error.detail()).contains("promises");
                        }));
        assertThatThrownBy(() -> templates.named("spaceship")).isInstanceOf(Problem.class);
    }
}
