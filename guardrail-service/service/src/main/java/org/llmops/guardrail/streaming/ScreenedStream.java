package org.llmops.guardrail.streaming;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.CallScreen;
import org.llmops.guardrail.redacting.Deadline;
import org.llmops.guardrail.redacting.Directive;
import org.llmops.guardrail.redacting.Question;
import org.llmops.guardrail.redacting.Questions;
import org.llmops.guardrail.redacting.TextScreen;

/**
 * One stream of text on several channels. Each piece is answered by one release, until the end or until something
 * blocks; after that nothing is answered. A channel that a judge is to be asked about is released at its end. Used by one
 * thread at a time.
 */
public final class ScreenedStream {
    private static final int EXPECTED_LENGTH = 256;

    private final CallScreen call;
    private final int maxChannels;
    private final int maxQuestions;
    private final Map<String, TextScreen> channels = new LinkedHashMap<>();
    private final Set<String> ended = new HashSet<>();
    private boolean over;

    public ScreenedStream(CallScreen call, int maxChannels, int maxQuestions) {
        this.call = call;
        this.maxChannels = maxChannels;
        this.maxQuestions = maxQuestions;
    }

    public StreamStep chunk(String channel, Source source, String text, Deadline deadline) {
        if (ended.contains(channel)) {
            throw GuardrailProblem.STREAM_INVALID.because("The channel has ended: no text can follow");
        }
        TextScreen screen = channels.get(channel);
        if (screen == null) {
            if (channels.size() == maxChannels) {
                throw GuardrailProblem.STREAM_INVALID.because("At most " + maxChannels + " channels in one stream");
            }
            screen = call.text(channel, source, true, EXPECTED_LENGTH);
            channels.put(channel, screen);
        }
        return answer(channel, screen.feed(text, deadline), false, screen);
    }

    /** Ends one channel. */
    public Uni<StreamStep> end(String channel, Deadline deadline) {
        if (!ended.add(channel)) {
            throw GuardrailProblem.STREAM_INVALID.because("The channel has ended before");
        }
        TextScreen screen =
                channels.computeIfAbsent(channel, name -> call.text(name, Source.ASSISTANT, true, EXPECTED_LENGTH));
        screen.complete(deadline);
        return Questions.put(screen.questions(false), deadline, maxQuestions)
                .map(asked -> answer(channel, screen.conclude(), true, screen));
    }

    /** Ends every channel that has not ended, and concludes. */
    public Uni<List<StreamStep>> end(Deadline deadline) {
        boolean silent = channels.isEmpty() && call.answers();
        if (silent) {
            // What an answer must say is missing where there is none.
            channels.put("", call.text("", Source.ASSISTANT, true, 0));
        }
        List<String> open = channels.keySet().stream().filter(ended::add).toList();
        List<Question> questions = new ArrayList<>();
        for (String channel : open) {
            TextScreen screen = screen(channel);
            screen.complete(deadline);
            questions.addAll(screen.questions(false));
        }
        return Questions.put(questions, deadline, maxQuestions).map(asked -> conclude(open, silent));
    }

    /** Whether it has concluded. */
    public boolean isOver() {
        return over;
    }

    private List<StreamStep> conclude(List<String> open, boolean silent) {
        List<StreamStep> steps = new ArrayList<>();
        for (String channel : open) {
            TextScreen screen = screen(channel);
            StreamStep step = answer(channel, screen.conclude(), true, screen);
            if (over || !silent) {
                steps.add(step);
            }
            if (over) {
                return steps;
            }
        }
        steps.add(conclude());
        return steps;
    }

    private TextScreen screen(String channel) {
        TextScreen screen = channels.get(channel);
        if (screen == null) {
            throw new IllegalStateException("An open channel has a text");
        }
        return screen;
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
                        .flatMap(screen -> screen.unscanned().stream())
                        .toList(),
                channels.values().stream()
                        .flatMap(screen -> screen.directives().stream())
                        .sorted(Comparator.comparing(Directive::action).reversed())
                        .toList());
    }
}
