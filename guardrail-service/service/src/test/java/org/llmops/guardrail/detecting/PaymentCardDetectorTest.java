package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentCardDetectorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4012-8888-8888-1881",
                "4012 8888 8888 1881",
                "4012\u00A08888\u00A08888\u00A01881",
                "4222222222222",
                "5555555555554444",
                "2223003122003222",
                "378282246310005",
                "3782 822463 10005",
                "30569309025904",
                "6011111111111117",
                "3530111333300000",
                "6759649826438453",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "４１１１１１１１１１１１１１１１"
            })
    void findsNumbersOfKnownIssuers(String number) {
        assertThat(Sightings.of(new PaymentCardDetector(), number)).containsExactly(number);
        assertThat(Sightings.of(new PaymentCardDetector(), "card: " + number + ", thanks"))
                .containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "4012-8888-8888-1882",
                "0000000000000000",
                "1748503543012",
                "41111111111111111111111",
                "x4111111111111111",
                "4111111111111111x",
                "0.4111111111111111",
                "4012 8888-8888 1881",
                "4012  8888  8888  1881",
                "41 1111 1111 1111 11"
            })
    void leavesOtherNumbersAlone(String number) {
        assertThat(Sightings.of(new PaymentCardDetector(), number)).isEmpty();
    }

    @Test
    void noticesEveryWrongDigit() {
        String card = "4111111111111111";
        for (int position = 0; position < card.length(); position++) {
            char wrong = card.charAt(position) == '9' ? '0' : (char) (card.charAt(position) + 1);
            String changed = card.substring(0, position) + wrong + card.substring(position + 1);

            assertThat(Sightings.of(new PaymentCardDetector(), changed)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4012888888881881 4012-8888-8888-1881 | 4012888888881881 | 4012-8888-8888-1881
            4111111111111111,5555555555554444    | 4111111111111111 | 5555555555554444
            123 4111111111111111 5555555555554444| 4111111111111111 | 5555555555554444
            """)
    void tellsNeighboursApart(String text, String first, String second) {
        assertThat(Sightings.of(new PaymentCardDetector(), text)).containsExactly(first, second);
    }

    @Test
    void endsAtTextOfScriptsWithoutSpaces() {
        assertThat(Sightings.of(new PaymentCardDetector(), "卡号4111111111111111是"))
                .containsExactly("4111111111111111");
    }
}
