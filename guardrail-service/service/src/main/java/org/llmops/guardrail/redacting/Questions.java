package org.llmops.guardrail.redacting;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.llmops.guardrail.detecting.Match;

/** Puts questions to judges, several at once, and gives each the answer that came in time, or the reason why none did. */
public final class Questions {
    private static final Logger log = Logger.getLogger(Questions.class);
    private static final int AT_ONCE = 8;

    private Questions() {}

    /**
     * Asks what the texts' screens ask for.
     *
     * @param most so many are put; the rest is unanswered
     */
    public static Uni<Void> put(List<Question> questions, Deadline deadline, int most) {
        questions.stream().skip(most).forEach(question -> question.unanswered(Unscanned.TOO_MANY));
        List<Uni<Answer>> asked = questions.stream()
                .limit(most)
                .map(question -> put(question, deadline))
                .toList();
        if (asked.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // Told one after the other: a text's screen is used by one thread at a time.
        return Uni.join()
                .all(asked)
                .usingConcurrencyOf(AT_ONCE)
                .andFailFast()
                .invoke(answers -> answers.forEach(Answer::tell))
                .replaceWithVoid();
    }

    private static Uni<Answer> put(Question question, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            Duration left = deadline.left();
            if (left.isZero()) {
                Answer late = () -> question.unanswered(Unscanned.DEADLINE);
                return Uni.createFrom().item(late);
            }
            return question.ask(left)
                    .ifNoItem()
                    .after(left)
                    .fail()
                    .onItem()
                    .ifNull()
                    .failWith(IllegalStateException::new)
                    .<Answer>map(matches -> () -> tell(question, matches))
                    .onFailure()
                    .recoverWithItem(failure -> () -> tell(question, failure));
        });
    }

    private static void tell(Question question, List<Match> matches) {
        question.answered(matches);
    }

    private static void tell(Question question, Throwable failure) {
        if (failure instanceof TimeoutException) {
            question.unanswered(Unscanned.DEADLINE);
            return;
        }
        // Without the message, in which the one who was asked might quote the text.
        log.warnf(
                "Rail %s: the judge gave no answer: %s",
                question.railId(), failure.getClass().getName());
        question.unanswered(Unscanned.FAILED);
    }

    /** What a judge said, or that it said nothing. */
    @FunctionalInterface
    private interface Answer {
        void tell();
    }
}
