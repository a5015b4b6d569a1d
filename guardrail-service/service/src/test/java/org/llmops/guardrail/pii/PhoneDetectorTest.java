package org.llmops.guardrail.pii;

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
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Sightings;

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
                "client 86.121.97.248 and 16.244.11.141",
                "+",
                "(((((",
                "555-0132"
            })
    void leavesOtherTextsAlone(String text) {
        assertThat(Sightings.of(new PhoneDetector(PhoneRegions.DEFAULT), text)).isEmpty();
    }

    @Test
    void readsNationalNumbersByTheDefaultRegions() {
        String text = "Frau Weber 030 1234567 Herr Kurz";

        assertThat(Sightings.of(new PhoneDetector(List.of()), text)).isEmpty();
        assertThat(Sightings.of(new PhoneDetector(List.of("US")), text)).isEmpty();
        assertThat(Sightings.of(new PhoneDetector(List.of("US", "DE")), text)).containsExactly("030 1234567");
    }

    /** Written as in no default region, or not even valid: somebody will be rung up all the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Tel. 030 1234567                              | 030 1234567
            You can reach me on 98 76 54 32.              | 98 76 54 32
            Could you ring our office on 61 234 5678?     | 61 234 5678
            Phone (work): 01632 960 001                   | 01632 960 001
            my mobile number is 98765432, thanks          | 98765432
            Meine Handynummer lautet 0151 / 2345678       | 0151 / 2345678
            Erreichbar unter 0221-445566-12               | 0221-445566-12
            Mon portable : 06.39.98.12.34                 | 06.39.98.12.34
            Llámame al 612 34 56 78 mañana                | 612 34 56 78
            cellulare 333 1234567                         | 333 1234567
            телефон: 8 (999) 123-45-67                    | 8 (999) 123-45-67
            我的电话是 13800138000                          | 13800138000
            전화번호는 02-123-4567                          | 02-123-4567
            मोबाइल नंबर 98765 43210                         | 98765 43210
            phone1: 467 3395                              | 467 3395
            416 60 039 (office)                           | 416 60 039
            78 651 450-Fax                                | 78 651 450
            write to +41 (0)38 549 02 90 or by post       | +41 (0)38 549 02 90
            Tel. 12 34 56 78 / +1 415 555 0132            | 12 34 56 78;+1 415 555 0132
            """)
    void findsNumbersOfAnyCountryThatAreCalledSo(String text, String numbers) {
        assertThat(Sightings.of(new PhoneDetector(PhoneRegions.DEFAULT), text))
                .containsExactlyInAnyOrder(numbers.split(";", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Call me about order 12345678",
                "The answer is 12345678 and not 87654321",
                "mobile order 12 345 678",
                "Please call me on 2026-05-17",
                "Call us on 17.05.2026 or 05/17/2026",
                "You can reach 12345678 people with it",
                "We called 1234567 endpoints",
                "mobile revenue of 12 345 678 euros",
                "Telephone sales: 1.234.567.89 and $12 345 678",
                "the phone costs 1234567.89",
                "12 345 678 office chairs cost 5 %",
                "contact id 1234-5678",
                "Tel. AB-1234-5678",
                "phone 1234-5678-9012-3456-7890",
                "a fax of 2019-2020"
            })
    void otherNumbersNearSuchWordsAreNone(String text) {
        assertThat(Sightings.of(new PhoneDetector(List.of()), text)).isEmpty();
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
