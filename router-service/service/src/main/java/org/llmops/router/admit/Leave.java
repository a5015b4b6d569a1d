package org.llmops.router.admit;

import jakarta.inject.Singleton;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.v1.Usage;

/** Tells the limits what a call really used, and gives its slots back. It comes after settling, which knows the usage. */
@Singleton
public class Leave implements Closing {
    @Override
    public void after(Exchange exchange) {
        Usage usage = exchange.story().getUsage();
        exchange.admission()
                .end(usage.getInputTokens()
                        + usage.getOutputTokens()
                        + exchange.spentBefore().tokens());
    }
}
