package org.llmops.router.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final CallView CALL = new CallView(
            "chat",
            "route:best",
            true,
            1_200,
            0,
            3,
            List.of("tools"),
            Map.of("temperature", 0.5, "top_k", 5L, "reasoning", Map.of("effort", "high"), "stop", List.of("a", "b")),
            Map.of("x-tier", "gold"),
            Map.of("team", "search"),
            Map.of("app", "shop", "kind", "app", "subject", "k1", "end_user", ""),
            Map.of("state", "low", "downgrade", true));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model == 'route:best' && operation == 'chat' && stream",
                "input_tokens > 1000 && max_output_tokens == 0 && messages == 3",
                "'tools' in needs && !('vision' in needs)",
                "headers['x-tier'] == 'gold' && metadata.team.startsWith('sea')",
                "params.temperature <= 1 && params.top_k < 5.5",
                "params.reasoning.effort == 'high' && size(params.stop) == 2",
                "!has(params.seed) || params.seed == 1",
                "caller.app in ['shop', 'desk'] && caller.end_user == ''",
                "budget.state == 'low' && budget.downgrade",
                "headers.exists(name, name.matches('^x-t'))"
            })
    void holds(String text) throws ConditionMalformed {
        assertThat(Condition.of(text).test(new Condition.Subject(CALL))).isEqualTo(new Condition.Outcome(true, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream == false", "'audio' in needs", "headers['x-tier'] == 'silver'"})
    void doesNotHold(String text) throws ConditionMalformed {
        assertThat(Condition.of(text).test(new Condition.Subject(CALL))).isEqualTo(new Condition.Outcome(false, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            headers['x-none'] == 'gold' | x-none
            params.seed > 3             | seed
            params.stop > 3             | overload
            10 / (messages - 3) > 1     | zero
            """)
    void whatCannotBeSaidDoesNotHold(String text, String why) throws ConditionMalformed {
        Condition.Outcome outcome = Condition.of(text).test(new Condition.Subject(CALL));

        assertThat(outcome.holds()).isFalse();
        assertThat(outcome.fault()).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model == 3                              | line 1, column 7: found no matching overload
            model ==                                | line 1, column 9: mismatched input
            modell == 'x'                           | line 1, column 1: undeclared reference to 'modell'
            input_tokens                            | expected type 'bool' but found 'int'
            headers['X-Tier'] == 'gold'             | write 'x-tier'
            headers['authorization'] == 'Bearer x'  | holds a secret
            headers.cookie == 'x'                   | holds a secret
            "x-api-key" in headers                  | holds a secret
            """)
    void saysWhatIsWrongAndWhere(String text, String why) {
        assertThatThrownBy(() -> Condition.of(text))
                .isInstanceOf(ConditionMalformed.class)
                .hasMessageContaining(why);
    }

    @Test
    void isNeverLong() {
        assertThatThrownBy(() -> Condition.of("stream" + " && stream".repeat(100)))
                .hasMessageContaining("at most 1000 characters");
        assertThatThrownBy(() -> Condition.of("(".repeat(200) + "stream" + ")".repeat(200)))
                .isInstanceOf(ConditionMalformed.class);
    }

    @Test
    void givesUpWhatWouldTakeLong() throws ConditionMalformed {
        String ten = "[1,2,3,4,5,6,7,8,9,10]";
        Condition dear = Condition.of(
                "%s.all(a, %s.all(b, %s.all(c, %s.all(d, a + b + c + d > 0))))".formatted(ten, ten, ten, ten));

        Condition.Outcome outcome = dear.test(new Condition.Subject(CALL));

        assertThat(outcome.holds()).isFalse();
        assertThat(outcome.fault()).contains("Iteration budget exceeded");
    }

    @Test
    void knowsWhatItLooksAt() throws ConditionMalformed {
        Condition condition = Condition.of(
                "headers['x-tier'] == 'gold' && 'team' in metadata && has(params.seed) && params['top_k'] > 1");

        assertThat(condition.reads())
                .isEqualTo(new Reads(
                        new Reads.Names(false, Set.of("x-tier")),
                        new Reads.Names(false, Set.of("seed", "top_k")),
                        new Reads.Names(false, Set.of("team"))));
        assertThat(Condition.of("headers.exists(name, name == model)")
                        .reads()
                        .headers()
                        .all())
                .isTrue();
        assertThat(Condition.of("params[model] == 1").reads().params().all()).isTrue();
        assertThat(Condition.of("stream").reads()).isEqualTo(Reads.NOTHING);
    }

    @Test
    void isTheSameWhereTheTextIsTheSame() throws ConditionMalformed {
        assertThat(Condition.of("stream || !stream")).isSameAs(Condition.of("stream || !stream"));
    }
}
