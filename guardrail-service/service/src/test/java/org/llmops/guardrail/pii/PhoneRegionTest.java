package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.GrowingText;

class PhoneRegionTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    @ParameterizedTest
    @ValueSource(strings = {"US", "DE", "GB", "IT", "FR", "CH", "KZ", "JM", "AU", "IN"})
    void neverDeniesWhatTheLibraryFinds(String country) {
        PhoneRegion region = new PhoneRegion(country);
        Random random = new Random(country.hashCode());
        int valid = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder number = new StringBuilder();
            for (int digits = 6 + random.nextInt(7); digits > 0; digits--) {
                number.append((char) ('0' + random.nextInt(10)));
                number.append(random.nextInt(9) == 0 && digits > 1 ? " " : "");
            }
            String text = number.toString();
            boolean is = NUMBERS.findNumbers(text, country, Leniency.VALID, 12)
                    .iterator()
                    .hasNext();
            assertThat(!is || mayOccur(region, text)).as(text).isTrue();
            assertThat(!mayOccur(region, text) || looksLikely(region, text))
                    .as(text)
                    .isTrue();
            valid += is ? 1 : 0;
        }
        assertThat(valid).isPositive();
    }

    @Test
    void deniesWhatCannotBeDialled() {
        PhoneRegion region = new PhoneRegion("US");
        assertThat(mayOccur(region, "415 555 0132")).isTrue();
        assertThat(mayOccur(region, "1738291922")).isFalse();
        assertThat(mayOccur(region, "2026-11-22")).isFalse();
    }

    @Test
    void tellsMostAtAGlance() {
        PhoneRegion region = new PhoneRegion("US");
        assertThat(looksLikely(region, "415 555 0132")).isTrue();
        assertThat(looksLikely(region, "1738291922")).isFalse();
        assertThat(looksLikely(region, "2026-11-22")).isFalse();
    }

    private static boolean looksLikely(PhoneRegion region, String text) {
        int digits = (int) text.chars().filter(Character::isDigit).count();
        return region.looksLikely(GrowingText.whole(text), 0, text.length(), text.length(), digits);
    }

    private static boolean mayOccur(PhoneRegion region, String text) {
        int digits = (int) text.chars().filter(Character::isDigit).count();
        return region.mayOccur(GrowingText.whole(text), 0, text.length(), text.length(), digits);
    }
}
