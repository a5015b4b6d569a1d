package org.llmops.guardrail.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.Original;
import org.llmops.guardrail.substituting.Substitute;

class JsonSchemaTest {
    private static final String SCHEMA =
            "{\"type\": \"object\", \"required\": [\"name\", \"price\"], \"additionalProperties\": false, \"properties\": {"
                    + "\"name\": {\"type\": \"string\", \"pattern\": \"^[A-Z][a-z]+$\"},"
                    + "\"price\": {\"type\": \"number\", \"minimum\": 0},"
                    + "\"tags\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/tag\"}}},"
                    + "\"$defs\": {\"tag\": {\"enum\": [\"new\", \"sale\"]}}}";

    private final LocalDetector detector = Answers.detector(new JsonSchema(), "{\"schema\": " + SCHEMA + "}");

    @Test
    void letsWhatFitsPass() {
        assertThat(found("{\"name\": \"Lamp\", \"price\": 12.5, \"tags\": [\"new\"]}"))
                .isEmpty();
    }

    @Test
    void saysWhatToMendWithoutRepeatingTheAnswer() {
        Match match = found("{\"name\": \"Secret7\", \"price\": -3, \"tags\": [\"new\", \"Hidden\"], \"Extra\": 1}")
                .getFirst();

        assertThat(match.entity()).isEqualTo("JSON_INVALID");
        assertThat(match.rule()).isEqualTo("schema-violation");
        assertThat(match.reason())
                .startsWith("Breaks the schema: ")
                .contains("$.name must match the pattern \"^[A-Z][a-z]+$\"")
                .contains("$.price must be at least 0")
                .contains("$.tags[1] must be one of [\"new\",\"sale\"]")
                .contains("$ has a property that is not allowed")
                .doesNotContain("Secret7")
                .doesNotContain("Hidden")
                .doesNotContain("Extra");
        assertThat(found("{\"name\": \"Lamp\"}").getFirst().reason()).contains("$ must have the property price");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"nope\"}",
                "{\"type\": \"object\", \"required\": \"name\"}",
                "{\"properties\": {\"a\": {\"minimum\": \"3\"}}}"
            })
    void aSchemaThatIsNoneIsRefusedWithTheFault(String schema) {
        Parameters parameters = Answers.parameters("{\"schema\": " + schema + "}");
        new JsonSchema().compile(parameters);

        assertThat(parameters.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.field()).endsWith(".schema");
            assertThat(fault.detail()).startsWith("At /");
        });
    }

    @Test
    void tellsWhatCanBeRepairedFromWhatCannot() {
        Match match = found("Sure!\n```json\n{'name': 'Lamp', price: 3,}\n```").getFirst();
        assertThat(match.entity()).isEqualTo("JSON_MALFORMED");
        assertThat(match.reason()).contains("double quotes").contains("code fence");

        assertThat(found("{'name': 'Lamp', price: -3,}"))
                .extracting(Match::rule)
                .containsExactly("schema-violation");
        assertThat(found("I cannot do that.")).extracting(Match::rule).containsExactly("not-json");
        assertThat(found("{\"name\": \"Lamp\", \"price\": 1, \"price\": 2}")).hasSize(1);
        assertThat(found("{\"name\": \"Lamp\", \"price\": 1e999}"))
                .extracting(Match::rule)
                .containsExactly("not-json");
    }

    @Test
    void theOperatorWritesWhatTheDetectorPromised() {
        Operator repair = new JsonRepair().compile(Answers.parameters("{}"));
        String answer = "Sure!\n```json\n{'name': 'Lamp', price: 3, \"tags\": [\"new\", \"sa";

        assertThat(found(answer)).extracting(Match::rule).containsExactly("repairable");
        Substitute written = repair.replace(new Original("JSON_MALFORMED", answer, Answers.scene()));
        assertThat(written)
                .isEqualTo(new Substitute.Written("{\"name\":\"Lamp\",\"price\":3,\"tags\":[\"new\"]}", false));
        assertThat(repair.replace(new Original("JSON_INVALID", "nothing", Answers.scene())))
                .isEqualTo(new Substitute.Written("nothing", false));
    }

    @Test
    void reportsOnlyWhatTheRailAsksFor() {
        LocalDetector invalid =
                Answers.detector(new JsonSchema(), "{\"schema\": " + SCHEMA + ", \"reports\": [\"invalid\"]}");

        assertThat(Answers.matches(invalid, Answers.scene(), "{'name': 'Lamp', price: 3}"))
                .isEmpty();
        assertThat(Answers.matches(invalid, Answers.scene(), "[]")).hasSize(1);
    }

    @Test
    void looksIntoTheFencedBlock() {
        LocalDetector block = Answers.detector(new JsonSchema(), "{\"schema\": " + SCHEMA + ", \"where\": \"block\"}");
        String bad = "😀 See:\n```json\n{\"name\": \"lamp\", \"price\": 1}\n```\nDone.";

        assertThat(Answers.matches(block, Answers.scene(), bad.replace("lamp", "Lamp")))
                .isEmpty();
        assertThat(Answers.found(block, Answers.scene(), bad)).containsExactly("{\"name\": \"lamp\", \"price\": 1}\n");
        assertThat(Answers.rules(block, Answers.scene(), "No block.")).containsExactly("no-block");
    }

    @Test
    void everyCutOfAnAnswerGivesTheSame() {
        for (String answer : List.of("{'name': '😀'}", "", "{\"name\": \"Lamp\", \"price\": 1}", "```\n[1,]\n``` x")) {
            Answers.expectSameHoweverCut(detector, Answers.scene(), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"$ref\": \"https://example.org/other.json\"}",
                "{\"$ref\": \"other.json#/x\"}",
                "{\"$ref\": \"#/$defs/none\"}",
                "{\"$ref\": \"#\"}",
                "{\"$id\": \"https://example.org/\"}",
                "{\"$dynamicRef\": \"#x\"}",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
                "{\"pattern\": \"(?=x)y\"}",
                "{\"pattern\": \"(a)\\\\1\"}",
                "{\"pattern\": \"((x{1000}){1000}){1000}\"}",
                "{\"patternProperties\": {\"(\": {}}}",
                "{\"allOf\": [{\"$ref\": \"#/$defs/a\"}], \"$defs\": {\"a\": {\"not\": {\"$ref\": \"#/$defs/a\"}}}}",
                "{\"anyOf\": [{\"properties\": {\"a\": {\"$ref\": \"#\"}}}, {\"properties\": {\"a\": {\"$ref\": \"#\"}}}]}",
                "{\"items\": {\"$ref\": \"#\"}, \"contains\": {\"$ref\": \"#\"}}"
            })
    void refusesSchemasThatNobodyShouldWaitFor(String schema) {
        assertThat(Answers.faults(new JsonSchema(), "{\"schema\": " + schema + "}"))
                .containsExactly("p.schema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}",
                "{\"properties\": {\"left\": {\"$ref\": \"#\"}, \"right\": {\"$ref\": \"#\"}}}",
                "{\"properties\": {\"$ref\": {\"type\": \"string\"}, \"pattern\": {\"const\": {\"$ref\": \"x\"}}}}",
                "{\"items\": {\"$ref\": \"#\"}, \"additionalProperties\": {\"$ref\": \"#\"}}",
                "{\"oneOf\": [{\"type\": \"string\"}, {\"$ref\": \"#/$defs/list\"}], \"$defs\": {\"list\": {\"type\": \"array\", \"items\": {\"$ref\": \"#\"}}}}"
            })
    void takesOrdinarySchemas(String schema) {
        assertThat(Answers.faults(new JsonSchema(), "{\"schema\": " + schema + "}"))
                .isEmpty();
    }

    @Test
    void refusesSchemasThatAreTooLarge() {
        assertThat(Answers.faults(new JsonSchema(), "{\"schema\": {\"enum\": [" + "1,".repeat(3000) + "1]}}"))
                .containsExactly("p.schema");
        assertThat(Answers.faults(
                        new JsonSchema(), "{\"schema\": " + "{\"not\":".repeat(50) + "{}" + "}".repeat(50) + "}"))
                .containsExactly("p.schema");
    }

    @Test
    void namesOtherParametersThatDoNotFit() {
        assertThat(Answers.faults(new JsonSchema(), "{\"where\": \"tail\", \"reports\": [\"all\"]}"))
                .containsExactly("p.where", "p.reports");
    }

    private List<Match> found(String answer) {
        return Answers.matches(detector, Answers.scene(), answer);
    }
}
