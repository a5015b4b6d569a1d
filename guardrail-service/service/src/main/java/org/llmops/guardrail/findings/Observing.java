package org.llmops.guardrail.findings;

import jakarta.inject.Singleton;
import java.time.Clock;
import org.llmops.guardrail.screening.Screened;
import org.llmops.guardrail.screening.ScreeningListener;
import org.llmops.guardrail.screening.Segment;

/** Notes down every screening that something looked at; all the rest happens when the call is long over. */
@Singleton
class Observing implements ScreeningListener {
    private final Waiting waiting;
    private final FindingSettings settings;
    private final Clock clock;

    Observing(Waiting waiting, FindingSettings settings, Clock clock) {
        this.waiting = waiting;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void screened(Screened screened) {
        if (screened.policies().look()) {
            waiting.offer(new Observation(
                    screened.workspace(),
                    screened.callId(),
                    screened.direction(),
                    screened.attributes(),
                    screened.texts().stream().map(this::shortened).toList(),
                    screened.verdict(),
                    screened.findings(),
                    screened.policies(),
                    clock.instant()));
        }
    }

    private Observation.Text shortened(Segment segment) {
        String text = segment.text();
        if (text.length() <= settings.maxText()) {
            return new Observation.Text(segment.id(), segment.source(), text, segment.whole());
        }
        int end = settings.maxText();
        // Half a character is worse than none.
        end -= Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
        return new Observation.Text(segment.id(), segment.source(), text.substring(0, end), false);
    }
}
