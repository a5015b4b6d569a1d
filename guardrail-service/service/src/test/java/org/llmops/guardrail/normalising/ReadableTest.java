package org.llmops.guardrail.normalising;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadableTest {
    private static final String WRITTEN = "Grüße aus der Straße: 東京 😀, wie immer.";

    @Test
    void readsWhatWasCutAmidCharacters() {
        byte[] bytes = WRITTEN.getBytes(UTF_8);
        assertThat(Readable.text(bytes, bytes.length)).isEqualTo(WRITTEN);
        byte[] cut = Arrays.copyOfRange(bytes, 3, bytes.length);
        assertThat(Readable.text(cut, cut.length)).isEqualTo(WRITTEN.substring(3));
        byte[] japanese = "東京に住んでいます".getBytes(UTF_8);
        assertThat(Readable.text(Arrays.copyOfRange(japanese, 1, 26), 25)).isEqualTo("京に住んでいま");
    }

    @Test
    void isNoTextWhereACharacterIsBroken() {
        Random random = new Random(3);
        byte[] bytes = WRITTEN.getBytes(UTF_8);
        int texts = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = Arrays.copyOfRange(bytes, random.nextInt(8), bytes.length - random.nextInt(8));
            for (int times = random.nextInt(3); times > 0; times--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(-128, 0);
            }
            String read = Readable.text(changed, changed.length);
            String plainly = plainly(changed);
            assertThat(read).isEqualTo(Readable.isText(plainly) ? plainly : null);
            texts += read == null ? 0 : 1;
        }
        assertThat(texts).isBetween(1000, 19_000);
    }

    private static String plainly(byte[] bytes) {
        return new String(bytes, UTF_8).replaceFirst("^\\uFFFD{1,3}", "").replaceFirst("\\uFFFD{1,3}$", "");
    }
}
