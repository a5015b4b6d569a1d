package org.llmops.guardrail.streaming;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.CallScreen;
import org.llmops.guardrail.redacting.TextScreen;

/**
 * One stream of text on several channels. Each piece is answered by one release, until the end or until something
 * blocks; after that nothing is answered. Used by one thread at a time.
 */
public final class ScreenedStream {
    private static final int EXPECTED_LENGTH = 256;

    private final CallScreen call;
    private final int maxChannels;
    private final Map<String, TextScreen> channels = new LinkedHashMap<>();
    private final Set<String> ended = new HashSet<>();
    private boolean over;

    public ScreenedStream(CallScreen call, int maxChannels) {
        this.call = call;
        this.maxChannels = maxChannels;
    }

    public StreamStep chunk(String channel, String text) {
        if (ended.contains(channel)) {
            throw GuardrailProblem.STREAM_INVALID.because("The channel has ended: no text can follow");
        }
        TextScreen screen = channels.get(channel);
        if (screen == null) {
            if (channels.size() == maxChannels) {
                throw GuardrailProblem.STREAM_INVALID.because("At most " + maxChannels + " channels in one stream");
            }
            screen = call.text(channel, EXPECTED_LENGTH);
            channels.put(channel, screen);
        }
        return answer(channel, screen.feed(text), false, screen);
    }

    /** Ends one channel. */
    public StreamStep end(String channel) {
        if (!ended.add(channel)) {
            throw GuardrailProblem.STREAM_INVALID.because("The channel has ended before");
        }
        TextScreen screen = channels.computeIfAbsent(channel, name -> call.text(name, EXPECTED_LENGTH));
        return answer(channel, screen.end(), true, screen);
    }

    /** Ends every channel that has not ended, and concludes. */
    public List<StreamStep> end() {
        List<StreamStep> steps = new ArrayList<>();
        for (String channel : channels.keySet()) {
            if (!ended.contains(channel)) {
                steps.add(end(channel));
                if (over) {
                    return steps;
                }
            }
        }
        steps.add(conclude());
        return steps;
    }

    /** Whether it has concluded. */
    public boolean isOver() {
        return over;
    }

    private StreamStep answer(String channel, String released, boolean last, TextScreen screen) {
        return screen.verdict() == Verdict.BLOCK ? conclude() : new StreamStep.Released(channel, released, last);
    }

    private StreamStep conclude() {
        over = true;
        return new StreamStep.Concluded(
                channels.values().stream().map(TextScreen::verdict).reduce(Verdict.ALLOW, Verdict::orStricter),
                channels.values().stream()
                        .flatMap(screen -> screen.findings().stream())
                        .toList(),
                call.policy(),
                channels.values().stream()
                        .map(TextScreen::unscanned)
                        .filter(Objects::nonNull)
                        .toList());
    }
}
