package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneDetectorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Call (415) 555-0132, please             | (415) 555-0132
            Call 415-555-0132.                      | 415-555-0132
            +1 415 555 0132                         | +1 415 555 0132
            +49 30 1234567 is Berlin                | +49 30 1234567
            +44 (20) 7123 4567                      | +44 (20) 7123 4567
            tel:+33142685300                        | +33142685300
            +1 415-555-0132 ext. 55 after nine      | +1 415-555-0132 ext. 55
            415-555-0132x55                         | 415-555-0132x55
            ＋１４１５５５５０１３２                     | ＋１４１５５５５０１３２
            """)
    void findsValidNumbers(String text, String number) {
        assertThat(Sightings.of(new PhoneDetector(PhoneRegions.DEFAULT), text)).containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "415-555-013",
                "111-111-1111",
                "2024-05-17 10:30",
                "id4155550132",
                "$4155550132",
                "12345678901234567890",
                "from 2019 to 2023",
                "+",
                "(((((",
                "555-0132"
            })
    void leavesOtherTextsAlone(String text) {
        assertThat(Sightings.of(new PhoneDetector(PhoneRegions.DEFAULT), text)).isEmpty();
    }

    @Test
    void readsNationalNumbersByTheDefaultRegions() {
        String text = "Ruf 030 1234567 an";

        assertThat(Sightings.of(new PhoneDetector(List.of()), text)).isEmpty();
        assertThat(Sightings.of(new PhoneDetector(List.of("US")), text)).isEmpty();
        assertThat(Sightings.of(new PhoneDetector(List.of("US", "DE")), text)).containsExactly("030 1234567");
    }

    /** The quick look must not overlook what the library's own search finds. */
    @Test
    void findsTheExampleOfEveryCountryInEveryNotation() {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        for (String region : numbers.getSupportedRegions()) {
            LocalDetector detector = new PhoneDetector(List.of(region));
            for (PhoneNumberType type : PhoneNumberType.values()) {
                PhoneNumber number = numbers.getExampleNumberForType(region, type);
                for (PhoneNumberFormat format : PhoneNumberFormat.values()) {
                    String text = number == null ? "" : "Call " + numbers.format(number, format) + " now";
                    List<String> expected = new ArrayList<>();
                    numbers.findNumbers(text, region, Leniency.VALID, 200)
                            .forEach(match -> expected.add(match.rawString()));
                    // Six digits and fewer are left to other countries' short notations.
                    if (text.chars().filter(Character::isDigit).count() >= 7) {
                        assertThat(Sightings.of(detector, text)).as(text).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void findsNumbersInRowsLongerThanItsWindow() {
        String row = "+1 415 555 0132 / ".repeat(20);

        assertThat(Sightings.of(new PhoneDetector(PhoneRegions.DEFAULT), row))
                .hasSize(20)
                .containsOnly("+1 415 555 0132");
    }
}
