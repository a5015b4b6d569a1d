package org.llmops.cost.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.llmops.cost.channels.AlertChannel;
import org.llmops.cost.channels.Channels;
import org.llmops.cost.channels.Destination;
import org.llmops.platform.sealing.KeysAway;
import org.llmops.platform.sealing.SealBroken;

/** Sends one message to one channel, once, in the channel's own language. */
@ApplicationScoped
class Sending {
    private final Channels channels;
    private final Posting posting;
    private final Mailing mailing;
    private final ObjectMapper json;
    private final Clock clock;

    Sending(Channels channels, Posting posting, Mailing mailing, ObjectMapper json, Clock clock) {
        this.channels = channels;
        this.posting = posting;
        this.mailing = mailing;
        this.json = json;
        this.clock = clock;
    }

    /** Never fails because of the endpoint, or of the keys that open where it is. */
    Uni<Outcome> send(AlertChannel channel, UUID id, String body) {
        return channels.destination(channel)
                .chain(destination -> send(destination, new Letter(id, read(body), body)))
                .onFailure(KeysAway.class)
                .recoverWithItem(away -> Outcome.Failed.because("The keeper of the keys does not answer"))
                .onFailure(SealBroken.class)
                .recoverWithItem(broken -> Outcome.Failed.because(
                        "The URL cannot be opened with the keys that are configured: enter it again"));
    }

    Uni<Outcome> send(AlertChannel channel, UUID id, AlertMessage message) {
        return send(channel, id, write(message));
    }

    private Uni<Outcome> send(Destination destination, Letter letter) {
        return switch (destination) {
            case Destination.Webhook webhook ->
                posting.post(new HttpPost(
                        webhook.url(),
                        Signature.headers(webhook.secret(), letter.id().toString(), clock.instant(), letter.body()),
                        letter.body()));
            case Destination.Slack slack ->
                posting.post(new HttpPost(slack.url(), Map.of(), write(SlackText.of(letter.message()))));
            case Destination.Email email -> mailing.send(email, letter);
        };
    }

    private AlertMessage read(String body) {
        try {
            return json.readValue(body, AlertMessage.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The column holds what was written there", impossible);
        }
    }

    private String write(Object message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Facts are texts, numbers and lists of them", impossible);
        }
    }
}
