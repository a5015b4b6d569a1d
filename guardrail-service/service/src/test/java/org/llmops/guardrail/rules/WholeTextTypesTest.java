package org.llmops.guardrail.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Pieces;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.FieldError;

/** Conditions and lengths. */
class WholeTextTypesTest {
    @Test
    void findsTheFirstCharacterThatIsTooMuch() {
        LocalDetector detector =
                Given.detector(new LengthType(), "{\"max_characters\": 10, \"max_tokens\": 3, \"max_lines\": 2}");
        assertThat(Given.found(detector, "one two\n3\nfour"))
                .containsExactly("max-characters:f", "max-lines:f", "max-tokens:f");
        assertThat(Given.found(detector, "one two\n3\n")).isEmpty();
        assertThat(Pieces.mostHeldBack(detector, "one two\n3\nfour")).isZero();
        Pieces.expectSameHoweverCut(detector, "one 😀😀 two\n3\nfour\n\n");
    }

    @Test
    void estimatesTokens() {
        assertThat(TokenEstimate.of("The quick brown fox jumps over the lazy dog."))
                .isBetween(9, 13);
        assertThat(TokenEstimate.of("你好世界")).isEqualTo(4);
        assertThat(TokenEstimate.of("")).isZero();
    }

    @Test
    void aBoundIsNeeded() {
        assertThat(Given.faults(new LengthType(), "{}")).hasSize(1);
        assertThat(Given.faults(new LengthType(), "{\"max_lines\": -1}"))
                .containsExactly(new FieldError("parameters.max_lines", "A whole number from 0 to 10000000"));
    }

    @Test
    void findsTextsForWhichAConditionHolds() {
        LocalDetector detector = Given.detector(
                new CelType(),
                "{\"condition\": \"words > 3 && language == 'de' && attributes['app'] == 'shop' && source == 'user'\"}");
        Scene shop = new Scene(new WorkspaceId("acme"), false, Source.USER, List.of(), Map.of("app", "shop"));
        String german = "Das ist ein Satz, der nicht zu kurz ist.";

        assertThat(Pieces.matches(detector, shop, List.of(german))).hasSize(1);
        assertThat(Pieces.matches(detector, shop, List.of(german.substring(0, 9), german.substring(9))))
                .hasSize(1);
        assertThat(Pieces.matches(detector, german)).as("no app is known").isEmpty();
        assertThat(Pieces.matches(detector, shop, List.of("This is not, or so they say.")))
                .isEmpty();
    }

    @Test
    void givesConditionsTheWholeText() {
        LocalDetector detector = Given.detector(
                new CelType(), "{\"condition\": \"text.matches('^[0-9]+$') || characters == 2 && lines == 1\"}");
        assertThat(Pieces.matches(detector, "123")).hasSize(1);
        assertThat(Pieces.matches(detector, "é😀")).hasSize(1);
        assertThat(Pieces.matches(detector, "12a")).isEmpty();
        Pieces.expectSameHoweverCut(detector, "1234");
    }

    @Test
    void saysWhatIsWrongWithAConditionAndWhere() {
        assertThat(Given.faults(new CelType(), "{\"condition\": \"wrods > 3\"}"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.field()).isEqualTo("parameters.condition");
                    assertThat(fault.toString()).contains("line 1, column 1", "wrods");
                });
        assertThat(Given.faults(new CelType(), "{\"condition\": \"words\"}")).hasSize(1);
        assertThat(Given.faults(new CelType(), "{}")).hasSize(1);
    }

    @Test
    void aPatternThatCannotBeMatchedIsNoCondition() {
        for (String pattern : List.of("(a", "(a)\\\\\\\\1", "((a{90}){90})")) {
            assertThat(Given.faults(new CelType(), "{\"condition\": \"words > 9 && text.matches('" + pattern + "')\"}"))
                    .as(pattern)
                    .extracting(FieldError::field)
                    .containsExactly("parameters.condition");
        }
        assertThat(Given.faults(new CelType(), "{\"condition\": \"text.matches('(a+)+$')\"}"))
                .isEmpty();
    }

    @Test
    void whatHasNoValueIsAFailureAndNoDenial() {
        LocalDetector divided = Given.detector(new CelType(), "{\"condition\": \"100 / (characters - 3) > 1\"}");
        LocalDetector given = Given.detector(new CelType(), "{\"condition\": \"text.matches(attributes['pattern'])\"}");
        Scene broken = new Scene(new WorkspaceId("acme"), false, Source.USER, List.of(), Map.of("pattern", "(a"));

        assertThat(Pieces.matches(divided, "four")).hasSize(1);
        assertThatThrownBy(() -> Pieces.matches(divided, "one")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Pieces.matches(given, broken, List.of("a"))).isInstanceOf(IllegalStateException.class);
        assertThat(Pieces.matches(given, "a")).as("no pattern is known").isEmpty();
    }
}
