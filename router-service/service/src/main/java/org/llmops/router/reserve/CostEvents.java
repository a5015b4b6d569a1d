package org.llmops.router.reserve;

import com.google.protobuf.InvalidProtocolBufferException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.llmops.cost.v1.CostEvent;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.IncomingEvent;
import org.llmops.router.price.Quotes;

/** Learns that prices or budgets changed. */
@ApplicationScoped
class CostEvents {
    private final Quotes quotes;
    private final Purses purses;

    CostEvents(Quotes quotes, Purses purses) {
        this.quotes = quotes;
        this.purses = purses;
    }

    @Incoming("cost-events")
    Uni<Void> on(ConsumerRecord<String, byte[]> record) throws InvalidProtocolBufferException {
        IncomingEvent event = IncomingEvent.from(record);
        switch (CostEvent.parseFrom(event.payload()).getEventCase()) {
            case PRICE_BOOK_PUBLISHED -> quotes.forget();
            case BUDGET_CHANGED, TEAM_CHANGED -> purses.budgetsChanged(new WorkspaceId(event.workspace()));
            case CUSTOM_PRICES_PUBLISHED -> quotes.forget(new WorkspaceId(event.workspace()));
            case BUDGET_SPENT, EVENT_NOT_SET -> {}
        }
        return Uni.createFrom().voidItem();
    }
}
