package org.llmops.router.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.PresentedKey;

class NewKeyTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void isWrittenAsThePlatformReadsIt() {
        NewKey key = NewKey.generate(RANDOM);

        assertThat(key.presented()).matches("sk-llmops-[0-9A-Za-z]{16}-[0-9A-Za-z]{43}");
        assertThat(PresentedKey.parse(key.presented()).orElseThrow().publicId()).isEqualTo(key.publicId());
    }

    @Test
    void holds256RandomBits() {
        double bits = 43 * Math.log(62) / Math.log(2);
        assertThat(bits).isGreaterThanOrEqualTo(256);

        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            secrets.add(NewKey.generate(RANDOM).secret());
        }
        assertThat(secrets).hasSize(1000);
    }

    @Test
    void doesNotPrintItsSecret() {
        NewKey key = NewKey.generate(RANDOM);

        assertThat(key.toString()).contains(key.publicId()).doesNotContain(key.secret());
    }
}
