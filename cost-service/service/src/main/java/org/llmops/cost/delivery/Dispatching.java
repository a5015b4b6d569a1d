package org.llmops.cost.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.alerts.AlertListener;
import org.llmops.cost.alerts.AlertNews;
import org.llmops.cost.channels.AlertChannel;
import org.llmops.cost.channels.Channels;

/** Writes a message to every channel that wants to know, in the transaction that keeps the alert. */
@ApplicationScoped
class Dispatching implements AlertListener {
    private final Channels channels;
    private final Deliveries deliveries;
    private final ObjectMapper json;
    private final Clock clock;

    Dispatching(Channels channels, Deliveries deliveries, ObjectMapper json, Clock clock) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Uni<Void> told(Mutiny.Session session, List<AlertNews> news) {
        return channels.enabled(
                        session,
                        news.stream().map(each -> each.alert().workspace()).collect(Collectors.toSet()))
                .chain(all -> all.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : deliveries
                                .lastTold(
                                        session,
                                        news.stream().map(AlertNews::alert).toList())
                                .map(told -> messages(all, news, told))
                                .chain(messages -> deliveries.add(session, messages)));
    }

    private List<Delivery> messages(
            List<AlertChannel> channels, List<AlertNews> news, Map<Deliveries.Pair, LastTold> told) {
        Instant now = clock.instant();
        List<Delivery> messages = new ArrayList<>();
        for (AlertNews each : news) {
            for (AlertChannel channel : channels) {
                if (channel.workspace().equals(each.alert().workspace())) {
                    LastTold last = told.get(
                            new Deliveries.Pair(channel.id(), each.alert().id()));
                    @Nullable String type = LastTold.now(channel, each, last, now);
                    if (type != null) {
                        messages.add(new Delivery(channel, each.alert(), written(type, each, now), now));
                    }
                }
            }
        }
        return messages;
    }

    private String written(String type, AlertNews news, Instant now) {
        try {
            return json.writeValueAsString(AlertMessage.of(type, news.alert(), now));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Facts are texts, numbers and lists of them", impossible);
        }
    }
}
