package org.llmops.router.screen;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.v1.CallToScreen;
import org.llmops.guardrail.v1.ScreenCallsRequest;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.peers.Peer;

/**
 * What the calls of one event loop want screened. All that comes up in the same turn of the loop is asked in one message, on
 * a stream that is used for a few seconds: a request for each would cost several times what its screening costs. Only that
 * event loop touches this.
 */
final class SharedScreenings {
    private static final int MOST_AT_ONCE = 64;

    private final Peer peer;
    private final ScreenSettings settings;
    private final Map<Long, Promise<ScreenResponse>> next = new LinkedHashMap<>();
    private ScreenCallsRequest.Builder request = ScreenCallsRequest.newBuilder();
    private long lastNumber;
    private @Nullable ScreeningStream stream;

    SharedScreenings(Peer peer, ScreenSettings settings) {
        this.peer = peer;
        this.settings = settings;
    }

    Future<ScreenResponse> screen(ContextInternal context, WorkspaceId workspace, ScreenRequest texts) {
        Promise<ScreenResponse> answer = context.promise();
        next.put(++lastNumber, answer);
        request.addCalls(CallToScreen.newBuilder()
                .setNumber(lastNumber)
                .setWorkspace(workspace.value())
                .setRequest(texts));
        // The connection's context, which outlives the call's.
        ContextInternal own = context.unwrap();
        if (next.size() == 1) {
            own.nettyEventLoop().execute(() -> own.dispatch(turned -> ask(own)));
        } else if (next.size() == MOST_AT_ONCE) {
            own.dispatch(here -> ask(own));
        }
        return answer.future();
    }

    private void ask(ContextInternal context) {
        if (next.isEmpty()) {
            return;
        }
        ScreenCallsRequest asked = request.build();
        Map<Long, Promise<ScreenResponse>> promises = new LinkedHashMap<>(next);
        request = ScreenCallsRequest.newBuilder();
        next.clear();
        stream(context).ask(asked, promises);
    }

    private ScreeningStream stream(ContextInternal context) {
        ScreeningStream current = stream;
        return current == null || current.isOver() ? open(context) : current;
    }

    private ScreeningStream open(ContextInternal context) {
        ScreeningStream opened = new ScreeningStream(context, peer, settings.deadline());
        stream = opened;
        context.setTimer(settings.streamFor().toMillis(), passed -> opened.finish());
        return opened;
    }
}
