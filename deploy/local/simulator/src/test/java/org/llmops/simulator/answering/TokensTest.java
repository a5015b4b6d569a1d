package org.llmops.simulator.answering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void a_word_of_up_to_six_letters_is_one_token_with_the_space_before_it() {
        assertThat(Tokens.split("Please answer me")).containsExactly("Please", " answer", " me");
    }

    @Test
    void a_longer_word_is_cut_every_six_letters() {
        assertThat(Tokens.split("a developer2025")).containsExactly("a", " develo", "per202", "5");
    }

    @Test
    void every_other_character_is_a_token() {
        assertThat(Tokens.split("<A_1>, 世界🌍!")).containsExactly("<", "A", "_", "1", ">", ",", " 世", "界", "🌍", "!");
    }

    @Test
    void white_space_at_the_end_is_a_token() {
        assertThat(Tokens.split("ok \n\t")).containsExactly("ok", " \n\t");
    }

    @Test
    void no_text_has_no_tokens() {
        assertThat(Tokens.split("")).isEmpty();
        assertThat(Tokens.count("")).isZero();
    }

    @Test
    void whatever_the_text_its_tokens_joined_are_the_text_and_are_counted_right() {
        Random random = new Random(42);
        String alphabet = "aZ9 \n.,<_é世🌍";
        for (int round = 0; round < 2_000; round++) {
            String text = random.ints(random.nextInt(60), 0, alphabet.codePointCount(0, alphabet.length()))
                    .map(index -> alphabet.codePointAt(alphabet.offsetByCodePoints(0, index)))
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            assertThat(String.join("", Tokens.split(text))).isEqualTo(text);
            assertThat(Tokens.count(text)).isEqualTo(Tokens.split(text).size());
        }
    }
}
