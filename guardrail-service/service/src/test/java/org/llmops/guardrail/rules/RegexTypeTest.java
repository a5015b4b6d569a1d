package org.llmops.guardrail.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Pieces;
import org.llmops.platform.problem.FieldError;

class RegexTypeTest {
    private static final LocalDetector DETECTOR = Given.detector(new RegexType(), """
            {"patterns": [
              {"name": "ticket", "regex": "\\\\bTICKET-(\\\\d{4,8})\\\\b", "entity": "TICKET_ID", "group": 1, "score": 0.9},
              {"name": "room", "regex": "[A-Z]\\\\d{2}", "near": ["room"], "max_length": 3}]}""");

    @Test
    void findsPatternsUnderTheirNames() {
        assertThat(Pieces.matches(DETECTOR, "See TICKET-12345 in room B12, not in B13's."))
                .contains(Match.of("TICKET_ID", "ticket", 11, 16, 0.9, "Matches the pattern of this name"))
                .hasSize(3);
        Pieces.expectSameHoweverCut(DETECTOR, "See TICKET-12345 or TICKET-123456789 in room B12 or C1 TICKET-1234");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
            {"name": "a", "regex": "a(?=b)"} → .regex → At character 2: Looking ahead or behind cannot be done in linear time; match the surroundings too
            {"name": "a", "regex": "(a)\\\\1"} → .regex → At character 4: A reference to what a group matched cannot be matched in linear time
            {"name": "a", "regex": "(a"} → .regex → At character 1: This parenthesis is never closed; write \\( for the character
            {"name": "A b", "regex": "a"} → .name → A name of a to z, digits and hyphens, at most 64
            {"name": "a", "regex": "a", "entity": "x"} → .entity → A name of A to Z, digits and underscores, at most 64
            {"name": "a"} → .regex → A regular expression of 1 to 1000 characters
            {"name": "a", "regex": "a", "max_length": 5000} → .max_length → A whole number from 1 to 4096
            {"name": "a", "regex": "a", "score": 7} → .score → A number from 0.0 to 1.0
            {"name": "a", "regex": "a", "score": 0} → .score → A number above 0 up to 1
            {"name": "a", "regex": "a", "score": "0.5"} → .score → A number from 0.0 to 1.0
            {"name": "a", "regex": "a", "near": "card"} → .near → At most 1000 texts of 1 to 4000 characters
            {"name": "a", "regex": "a(b)", "group": 2} → .group → The number of a group, of which the pattern has 1, or 0 for all
            {"name": "a", "regex": "a", "max_lenght": 9} → .max_lenght → Known here are name, regex, entity, near, max_length, group, score
            "a" → `` → An object with a name and a regex
            """)
    void namesTheFaultAndItsPlace(String pattern, String field, String fix) {
        assertThat(Given.faults(
                        new RegexType(), "{\"patterns\": [{\"name\": \"ok\", \"regex\": \"ok\"}, " + pattern + "]}"))
                .containsExactly(new FieldError("parameters.patterns[1]" + field, fix));
    }

    @Test
    void needsPatterns() {
        assertThat(Given.faults(new RegexType(), "{\"patterns\": \"a+\"}"))
                .containsExactly(new FieldError(
                        "parameters.patterns", "A list of 1 to 100 objects with a name and a regex, which is needed"));
    }

    @Test
    void takesTimeInProportionToTheText() {
        LocalDetector nested =
                Given.detector(new RegexType(), "{\"patterns\": [{\"name\": \"evil\", \"regex\": \"(?:a+)+b\"}]}");
        assertThat(Pieces.matches(nested, "a".repeat(20_000))).isEmpty();
    }
}
