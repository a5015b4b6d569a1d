package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.GrowingText;

class AddressTokensTest {
    @Test
    void readsAsFarAsThereAreWords() {
        AddressTokens tokens = tokens(GrowingText.whole("14 Crown Street, London (at night)"));
        assertThat(tokens.has(3)).isTrue();
        assertThat(tokens.get(2).folded()).isEqualTo("street");
        assertThat(tokens.get(3).apart()).isTrue();
        assertThat(tokens.has(4)).isFalse();
        assertThat(tokens.behind(2).getFirst().folded()).isEqualTo("street");
        assertThat(tokens.behind(2).has(1)).isTrue();
        assertThat(tokens.behind(2).has(2)).isFalse();
    }

    @Test
    void readsNoMoreThanNine() {
        AddressTokens tokens = tokens(GrowingText.whole("1 2 3 4 5 6 7 8 9 10 11"));
        assertThat(tokens.has(8)).isTrue();
        assertThat(tokens.has(9)).isFalse();
        assertThat(tokens.behind(2).has(6)).isTrue();
        assertThat(tokens.behind(2).has(7)).isFalse();
    }

    @Test
    void isSettledWhenNoMoreTextCanTell() {
        assertThat(tokens(growing("14 Crown Stre")).areSettled()).isFalse();
        assertThat(tokens(growing("14 Crown Street; ")).areSettled()).isTrue();
        assertThat(tokens(growing("1 2 3 4 5 6 7 8 9 10")).areSettled()).isTrue();
        assertThat(tokens(growing("14 " + "x".repeat(600))).areSettled()).isTrue();
        assertThat(tokens(GrowingText.whole("14 Crown Stre")).areSettled()).isTrue();
    }

    private static GrowingText growing(String text) {
        GrowingText growing = new GrowingText();
        growing.append(text);
        return growing;
    }

    private static AddressTokens tokens(GrowingText text) {
        return AddressTokens.from(text, Objects.requireNonNull(AddressToken.at(text, 0, false)));
    }
}
