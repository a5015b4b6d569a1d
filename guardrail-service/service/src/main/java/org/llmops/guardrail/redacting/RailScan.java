package org.llmops.guardrail.redacting;

import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;

/** One rail going through one text. A detector that fails, or breaks its contract, is out from there on, and that is said. */
final class RailScan {
    private static final Logger log = Logger.getLogger(RailScan.class);

    private final CompiledRail rail;
    private final @Nullable Scanner scanner;
    private int resumeAt;
    private @Nullable String outBecause;
    private long missedBytes;

    RailScan(CompiledRail rail, LocalDetector detector, Scene scene) {
        this.rail = rail;
        this.scanner = open(detector, scene);
    }

    private @Nullable Scanner open(LocalDetector detector, Scene scene) {
        try {
            return detector.open(scene);
        } catch (RuntimeException | StackOverflowError failure) {
            tell(failure);
            outBecause = Unscanned.FAILED;
            return null;
        }
    }

    CompiledRail rail() {
        return rail;
    }

    /**
     * Goes on.
     *
     * @param known as much of the text as it is to see now
     * @param text the text with everything that has arrived
     */
    void advance(GrowingText known, GrowingText text, Deadline deadline, Consumer<Match> found) {
        if (isOut() || scanner == null) {
            return;
        }
        if (resumeAt < text.end() && deadline.isOver()) {
            out(Unscanned.DEADLINE, text);
            return;
        }
        try {
            int from = resumeAt;
            int next = scanner.scan(known, from, match -> found.accept(checked(match, from, known)));
            if (next < from || next > known.end()) {
                throw new IllegalStateException("A scan goes on where it stopped");
            }
            resumeAt = next;
        } catch (RuntimeException | StackOverflowError failure) {
            tell(failure);
            out(Unscanned.FAILED, text);
        }
    }

    private static Match checked(Match match, int from, GrowingText known) {
        boolean ofNothing = match.length() == 0 && (known.end() > 0 || !known.isComplete());
        if (match.start() < from || match.end() > known.end() || ofNothing) {
            throw new IllegalStateException("A match lies in what is scanned");
        }
        return match;
    }

    /** Up to where nothing more will be found; everywhere, when it is out. */
    int certainTo() {
        return isOut() ? Integer.MAX_VALUE : resumeAt;
    }

    boolean isOut() {
        return outBecause != null;
    }

    int lookBehind() {
        return scanner == null ? 0 : scanner.lookBehind();
    }

    /** Told of every piece of text that arrives. */
    void arrived(String piece) {
        if (isOut()) {
            missedBytes += Utf8.length(piece);
        }
    }

    /** What it has not seen, if it is out. */
    @Nullable
    Unscanned missed(String segmentId) {
        return outBecause == null || missedBytes == 0
                ? null
                : new Unscanned(segmentId, rail.id(), outBecause, missedBytes);
    }

    private void out(String reason, GrowingText text) {
        outBecause = reason;
        for (int position = resumeAt; position < text.end(); position++) {
            missedBytes += Utf8.length(text.at(position));
        }
    }

    /** Without the message, in which a careless detector might quote the text. */
    private void tell(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        log.errorf(
                "Rail %s: detector %s failed with %s at %s",
                rail.id(),
                rail.rail().detector(),
                failure.getClass().getName(),
                trace.length == 0 ? "an unknown place" : trace[0]);
    }
}
