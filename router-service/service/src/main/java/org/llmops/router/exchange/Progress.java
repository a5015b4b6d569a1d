package org.llmops.router.exchange;

import io.vertx.core.Future;
import org.llmops.router.refusal.Refusal;

/** What a stage says when it is done. */
public sealed interface Progress {
    /** The next stage may go on. */
    record Onward() implements Progress {}

    /** The call ends here, and the client is told why. */
    record Refused(Refusal refusal) implements Progress {}

    /** The answer is known: what only serves to find one is skipped. */
    record Answered() implements Progress {}

    /** The next stage may go on. */
    Future<Progress> ONWARD = Future.succeededFuture(new Onward());

    /** The answer is known. */
    Future<Progress> ANSWERED = Future.succeededFuture(new Answered());

    /** The call ends here. */
    static Future<Progress> refused(Refusal refusal) {
        return Future.succeededFuture(new Refused(refusal));
    }
}
