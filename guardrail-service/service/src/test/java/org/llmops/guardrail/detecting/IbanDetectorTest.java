package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IbanDetectorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89370400440532013000",
                "DE89 3704 0044 0532 0130 00",
                "de89 3704 0044 0532 0130 00",
                "GB82-WEST-1234-5698-7654-32",
                "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
                "NO93 8601 1117 947",
                "NO9386011117947",
                "BR18 0036 0305 0000 1000 9795 493C 1",
                "GB82 WEST12345698765432"
            })
    void findsAccounts(String iban) {
        assertThat(Sightings.of(new IbanDetector(), iban)).containsExactly(iban);
        assertThat(Sightings.of(new IbanDetector(), "Pay to " + iban + " and not more."))
                .containsExactly(iban);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89370400440532013001",
                "DE8937040044053201300",
                "DE893704004405320130001",
                "ZZ89370400440532013000",
                "XDE89370400440532013000",
                "DE89  3704 0044 0532 0130 00",
                "DE89 3704 0044 0532 0130",
                "D"
            })
    void leavesOtherTextsAlone(String text) {
        assertThat(Sightings.of(new IbanDetector(), text)).isEmpty();
    }

    @Test
    void noticesEveryWrongDigit() {
        String iban = "DE89370400440532013000";
        for (int position = 2; position < iban.length(); position++) {
            char wrong = iban.charAt(position) == '9' ? '0' : (char) (iban.charAt(position) + 1);
            String changed = iban.substring(0, position) + wrong + iban.substring(position + 1);

            assertThat(Sightings.of(new IbanDetector(), changed)).isEmpty();
        }
    }
}
