package org.llmops.router.exchange;

import io.vertx.core.Future;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.wire.WireFormat;

/** Calls that the router makes by itself because of another call. Each leaves a record of its own. */
public interface InnerCalls {
    /**
     * A call on the same caller's account: it is routed, paid for and recorded like any of the caller's. Succeeds with
     * the whole answer; fails with a sentence for the log.
     *
     * @param request never streamed
     */
    Future<AnswerBody> ask(Exchange because, Operation operation, WireFormat format, byte[] request);

    /**
     * The same request once more, to these targets and on the operator's account: no budget of the caller is touched,
     * and the record names the call it copies. Succeeds with the whole answer; fails with a sentence for the log.
     */
    Future<AnswerBody> copy(Exchange original, Destination destination);
}
