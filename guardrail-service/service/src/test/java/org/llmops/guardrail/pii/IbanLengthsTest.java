package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Sightings;

class IbanLengthsTest {
    private static final int MODULUS = 97;

    @Test
    void everyCountrysLengthIsHeldTo() {
        Random random = new Random(9);
        int countries = 0;
        for (char first = 'A'; first <= 'Z'; first++) {
            for (char second = 'A'; second <= 'Z'; second++) {
                int length = IbanCountries.lengthOf(first, second);
                if (length == 0) {
                    continue;
                }
                countries++;
                String country = "" + first + second;
                String iban = iban(country, length, random);
                assertThat(Sightings.of(new IbanDetector(), "to " + iban + " please"))
                        .as(country)
                        .containsExactly(iban);
                assertThat(Sightings.of(new IbanDetector(), "to " + iban(country, length + 1, random) + " please"))
                        .as(country + " too long")
                        .isEmpty();
                assertThat(Sightings.of(new IbanDetector(), "to " + iban(country, length - 1, random) + " please"))
                        .as(country + " too short")
                        .isEmpty();
                char wrong = iban.charAt(length - 1) == '9' ? '0' : (char) (iban.charAt(length - 1) + 1);
                assertThat(Sightings.of(new IbanDetector(), "to " + iban.substring(0, length - 1) + wrong + " please"))
                        .as(country + " with a wrong digit")
                        .isEmpty();
            }
        }
        assertThat(countries).isGreaterThan(100);
    }

    /** ISO 7064, MOD 97-10, over random digits. */
    private static String iban(String country, int length, Random random) {
        StringBuilder account = new StringBuilder();
        while (account.length() < length - 4) {
            account.append(random.nextInt(10));
        }
        String letters = "" + (country.charAt(0) - 'A' + 10) + (country.charAt(1) - 'A' + 10);
        int rest = new BigInteger(account + letters + "00")
                .mod(BigInteger.valueOf(MODULUS))
                .intValue();
        return country + "%02d".formatted(MODULUS + 1 - rest) + account;
    }
}
