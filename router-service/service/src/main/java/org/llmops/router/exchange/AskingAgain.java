package org.llmops.router.exchange;

import io.vertx.core.Future;
import java.util.List;

/** Has the model asked once more for an answer that a policy refused. Both answers are paid for, and told in one record. */
public interface AskingAgain {
    /**
     * Asks within the call's time and budget. When it succeeds with true, the call's answer is another one; with false
     * there is no other, and everything is as it was.
     *
     * @param reasons what the model is to do better
     */
    Future<Boolean> ask(Exchange exchange, List<String> reasons);
}
