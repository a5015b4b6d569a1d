package org.llmops.router.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;

class QuestionVectorTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");

    @Test
    void comparesAsTheExactNumbersDo() {
        Random random = new Random(3);
        for (int run = 0; run < 200; run++) {
            float[] one = new float[64];
            float[] other = new float[64];
            double product = 0;
            double squares = 0;
            double otherSquares = 0;
            for (int i = 0; i < one.length; i++) {
                one[i] = (float) random.nextGaussian();
                other[i] = (float) (one[i] + random.nextGaussian() / 2);
                product += one[i] * other[i];
                squares += one[i] * one[i];
                otherSquares += other[i] * other[i];
            }

            assertThat(QuestionVector.of(one).similarity(QuestionVector.of(other)))
                    .isCloseTo(product / Math.sqrt(squares * otherSquares), within(0.01));
        }
    }

    @Test
    void whatPointsNowhereIsLikeNothing() {
        QuestionVector somewhere = QuestionVector.of(new float[] {1, 0});
        for (float[] nowhere : new float[][] {{0, 0}, {Float.NaN, 0}, {Float.POSITIVE_INFINITY, 1}, {}, {1, 0, 0}}) {
            assertThat(QuestionVector.of(nowhere).similarity(somewhere)).isZero();
        }
        assertThat(QuestionVector.of(new float[] {0, 0}).isMeaningful()).isFalse();
        assertThat(QuestionVector.of(new float[QuestionVector.MAX_COMPONENTS + 1])
                        .isMeaningful())
                .isFalse();
    }

    @Test
    void spellingsTellHowAlikeQuestionsAre() {
        String asked = "How do I reset my password?";

        assertThat(alike(asked, "how do i reset my PASSWORD?")).isEqualTo(1);
        assertThat(alike(asked, "How do I reset my password, please?")).isBetween(0.8, 0.99);
        assertThat(alike(asked, "Which trains leave for Rome?")).isLessThan(0.4);
        assertThat(alike("", asked)).isLessThan(0.2);
    }

    private static double alike(String one, String other) {
        return NgramEmbedding.of(one).similarity(NgramEmbedding.of(other));
    }

    @Test
    void rememberedQuestionsSurviveRedis() {
        CacheKey answer = CacheKey.of(ACME, "{}".getBytes(UTF_8));
        RememberedQuestion question = new RememberedQuestion(answer, "Wie geht’s?", NgramEmbedding.of("Wie geht’s?"));

        RememberedQuestion found =
                RememberedQuestion.read(ACME, question.bytes()).orElseThrow();

        assertThat(found.answer()).isEqualTo(answer);
        assertThat(found.text()).isEqualTo("Wie geht’s?");
        assertThat(found.vector().similarity(question.vector())).isEqualTo(1);
        byte[] bytes = question.bytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(RememberedQuestion.read(ACME, Arrays.copyOf(bytes, length)))
                    .isEmpty();
        }
    }

    @Test
    void readAsAnotherWorkspacesAQuestionLeadsToNothing() {
        CacheKey answer = CacheKey.of(ACME, "{}".getBytes(UTF_8));
        byte[] bytes = new RememberedQuestion(answer, "q", NgramEmbedding.of("q")).bytes();

        assertThat(RememberedQuestion.read(new WorkspaceId("globex"), bytes)
                        .orElseThrow()
                        .answer())
                .isNotEqualTo(answer)
                .hasToString(answer.toString().replace("acme", "globex"));
    }
}
