package org.llmops.router.screen;

import io.vertx.core.Future;
import java.util.Optional;
import org.llmops.router.exchange.AskingAgain;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.v1.ScreeningDirective;
import org.llmops.router.v1.ScreeningResult;

/**
 * Gets another answer where one was refused, and shows it to the policy like the first.
 *
 * @param screen what every answer goes through
 */
record SecondAnswers(AskingAgain asking, Stage screen) {
    /** What screening says of the other answer; empty when there is none, and the refusal stands. */
    Future<Optional<Progress>> insteadOf(Exchange exchange, Objection objection) {
        ScreeningResult refused = exchange.story().getOutputScreening();
        // From here on the call knows that it is not its first answer that it waits for.
        exchange.story().addRefusedAnswers(followed(refused)).clearOutputScreening();
        return asking.ask(exchange, objection.reasons()).compose(another -> {
            if (another) {
                return screen.apply(exchange).map(Optional::of);
            }
            exchange.story()
                    .removeRefusedAnswers(exchange.story().getRefusedAnswersCount() - 1)
                    .setOutputScreening(refused);
            return Future.succeededFuture(Optional.empty());
        });
    }

    private static ScreeningResult followed(ScreeningResult result) {
        ScreeningResult.Builder told = result.toBuilder();
        for (ScreeningDirective.Builder directive : told.getDirectivesBuilderList()) {
            directive.setFollowed(directive.getAction().equals("re_ask"));
        }
        return told.build();
    }
}
