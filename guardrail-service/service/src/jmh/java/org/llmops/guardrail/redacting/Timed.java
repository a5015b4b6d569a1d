package org.llmops.guardrail.redacting;

import java.util.Arrays;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Stage;

/** A kind of detector that notes how long it took with each text; what several share, the first of them pays for. */
final class Timed implements DetectorType {
    private static final int MOST = 1 << 14;

    private final DetectorType type;
    private final long[] took = new long[MOST];
    private int texts;

    Timed(DetectorType type) {
        this.type = type;
    }

    /** Forgets what was noted. */
    void restart() {
        texts = 0;
        Arrays.fill(took, 0);
    }

    /** Half of the texts took at most so long. */
    double medianMicros() {
        int noted = Math.min(texts, MOST);
        long[] sorted = Arrays.copyOf(took, noted);
        Arrays.sort(sorted);
        return noted == 0 ? 0 : sorted[noted / 2] / 1_000.0;
    }

    @Override
    public String name() {
        return type.name();
    }

    @Override
    public String description() {
        return type.description();
    }

    @Override
    public String version() {
        return type.version();
    }

    @Override
    public Stage stage() {
        return type.stage();
    }

    @Override
    public boolean looksAround() {
        return type.looksAround();
    }

    @Override
    public boolean looksInside() {
        return type.looksInside();
    }

    @Override
    public boolean answersVary() {
        return type.answersVary();
    }

    @Override
    public Detector compile(Parameters parameters) {
        LocalDetector detector = (LocalDetector) type.compile(parameters);
        return (LocalDetector) scene -> open(detector, scene);
    }

    private Scanner open(LocalDetector detector, Scene scene) {
        int text = texts++ % MOST;
        took[text] = 0;
        long started = System.nanoTime();
        Scanner scanner = detector.open(scene);
        took[text] += System.nanoTime() - started;
        return new Scanner() {
            @Override
            public int scan(GrowingText known, int from, Consumer<Match> found) {
                long started = System.nanoTime();
                int next = scanner.scan(known, from, found);
                took[text] += System.nanoTime() - started;
                return next;
            }

            @Override
            public int lookBehind() {
                return scanner.lookBehind();
            }
        };
    }
}
