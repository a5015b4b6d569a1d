package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.pii.PhoneWords.Hint;

class PhoneWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel ",
                "Tel2: ",
                "tel",
                "\"homePhone\": ",
                "phone 1 ",
                "my contact number is ",
                "téléphone : ",
                "телефон ",
                "电话",
                "电话是 ",
                "nomor hp1 ",
                "call me on ",
                "Phone (",
                "x tel:"
            })
    void hearsWhatCallsItAPhoneNumber(String before) {
        assertThat(hint(before)).isEqualTo(Hint.NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"call ", "anrufen: ", "please ring "})
    void hearsThatSomebodyIsCalled(String before) {
        assertThat(hint(before)).isEqualTo(Hint.CALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "...", "\"id\": ", "telephoto ", "order ", "是", "phone order ", "a1", "7 "})
    void hearsNothingElse(String before) {
        assertThat(hint(before)).isEqualTo(Hint.NONE);
    }

    @Test
    void doesNotTakeTheRestOfALongWordForOne() {
        assertThat(hint("x".repeat(PhoneWords.BEFORE) + "phone ")).isEqualTo(Hint.NONE);
    }

    private static Hint hint(String before) {
        return PhoneWords.all().before(GrowingText.whole(before + "5551234"), before.length());
    }
}
