package org.llmops.guardrail.secrets;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Pieces;

/** Measures what looking for secrets costs: {@code -Dllmops.speed=true} prints it, for a reader to judge. */
@EnabledIfSystemProperty(named = "llmops.speed", matches = "true")
class SecretSpeedTest {
    private static final LocalDetector DETECTOR = (LocalDetector) new SecretsType().compile(Parameters.none());
    private static final int ROUNDS = 30;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The order of last Tuesday has not arrived, so please look into it. They asked whether the task is at risk. ",
                "key key key ",
                "curl ",
                "facebook ",
                "ey",
                "eyJ",
                "sk-",
                "-----BEGIN PRIVATE KEY-----",
                "token=a",
                "https://a:b",
                "password: ",
                "secret = aaaaaaaaaa"
            })
    void aMegabyte(String unit) {
        String text = unit.repeat(1_000_000 / unit.length());
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        GrowingText whole = GrowingText.whole(text);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && (round < 2 || best < 200_000_000L); round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            DETECTOR.open(Pieces.SCENE).scan(whole, 0, match -> {});
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        System.out.printf("%s…: %.1f MB/s%n", unit.substring(0, Math.min(20, unit.length())), bytes * 1e3 / best);
    }
}
