package org.llmops.guardrail.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Pieces;
import org.llmops.platform.problem.FieldError;

class BannedWordsTypeTest {
    private static final LocalDetector DETECTOR =
            Given.detector(new BannedWordsType(), "{\"words\": [\"Globex\", \"secret project\", \"badword\"]}");

    @Test
    void findsWordsAsTheyAreWritten() {
        assertThat(Given.found(DETECTOR, "GLOBEX, the Secret\nproject. Globexes are fine."))
                .containsExactly("written:GLOBEX", "written:Secret\nproject");
    }

    @Test
    void findsWordsInDisguise() {
        assertThat(Given.found(DETECTOR, "Try Gl\u200Bobex, Glоbex or b4dw0rd today."))
                .containsExactly("disguised:Gl\u200Bobex", "disguised:Glоbex", "disguised:b4dw0rd");
        assertThat(Given.found(DETECTOR, "Decode YSBzZWNyZXQgcHJvamVjdCBvZiBvdXJz now"))
                .hasSize(1);
        assertThat(Given.found(
                        Given.detector(new BannedWordsType(), "{\"words\": [\"badword\"], \"disguised\": false}"),
                        "b4dw0rd"))
                .isEmpty();
    }

    @Test
    void findsWordsInsideOthersIfAsked() {
        assertThat(Given.found(
                        Given.detector(new BannedWordsType(), "{\"words\": [\"glob\"], \"whole_words\": false}"),
                        "Globexes"))
                .containsExactly("written:Glob");
    }

    @Test
    void findsTheSameHoweverTheTextIsCut() {
        Pieces.expectSameHoweverCut(
                DETECTOR, "A secret \n project? Gl\u200Bobex! GLOBEX b4dw0rd. 😀 Glоbex globe secret b a d w o r d");
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(Given.faults(new BannedWordsType(), "{}"))
                .containsExactly(
                        new FieldError("parameters.words", "The detector needs them: 1 to 1000 words or phrases"));
        assertThat(Given.faults(new BannedWordsType(), "{\"words\": [\"" + "x".repeat(201) + "\"]}"))
                .containsExactly(new FieldError("parameters.words", "Words and phrases of 1 to 200 characters"));
        assertThat(Given.faults(new BannedWordsType(), "{\"words\": [\" \"]}"))
                .containsExactly(new FieldError("parameters.words", "Words and phrases of 1 to 200 characters"));
    }
}
