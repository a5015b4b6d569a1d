package org.llmops.router.compose;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.llmops.prompt.v1.PromptVersion;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Member;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.v1.PromptUse;

/** Composes the request from the prompt it names; a request that names none passes. */
@Singleton
public class Compose implements Stage {
    private static final Logger LOG = Logger.getLogger(Compose.class);

    private final PromptCopies prompts;

    Compose(PromptCopies prompts) {
        this.prompts = prompts;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        Optional<Member> prompt = exchange.format().prompt(exchange.body());
        if (prompt.isEmpty()) {
            return Progress.ONWARD;
        }
        try {
            return compose(exchange, prompt.get());
        } catch (BodyMalformed malformed) {
            return Progress.refused(RefusalReason.REQUEST_INVALID.at(malformed.param(), malformed.explanation()));
        }
    }

    private Future<Progress> compose(Exchange exchange, Member prompt) throws BodyMalformed {
        PromptSelection selection = PromptSelection.read(exchange.body().bytes(), prompt.value());
        return Futures.on(exchange.context(), prompts.find(exchange.caller().workspace(), selection))
                .transform(found -> found.succeeded()
                        ? render(exchange, prompt, selection, found.result())
                        : notFound(selection, found.cause()));
    }

    private static Future<Progress> render(
            Exchange exchange, Member prompt, PromptSelection selection, PromptVersion version) {
        try {
            exchange.body(Rendering.render(exchange.format(), exchange.body(), prompt, version, selection.variables()));
        } catch (BodyMalformed malformed) {
            return Progress.refused(
                    RefusalReason.PROMPT_VARIABLES_WRONG.at(malformed.param(), malformed.explanation()));
        }
        exchange.story()
                .setPrompt(PromptUse.newBuilder()
                        .setName(version.getName())
                        .setVersion(version.getVersion())
                        .setLabel(selection.label()));
        return Progress.ONWARD;
    }

    private static Future<Progress> notFound(PromptSelection selection, Throwable failure) {
        if (ComposeFailures.isAway(failure)) {
            LOG.warnf("The prompt registry cannot be asked: %s", failure.getMessage());
            return Progress.refused(ComposeFailures.away());
        }
        return Progress.refused(ComposeFailures.refusal(selection));
    }
}
