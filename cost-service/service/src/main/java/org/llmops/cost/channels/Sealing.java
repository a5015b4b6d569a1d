package org.llmops.cost.channels;

import static org.llmops.cost.CostProblem.CHANNEL_KEYS_AWAY;
import static org.llmops.cost.CostProblem.CHANNEL_KEY_MISSING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.KeysAway;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.sealing.Seals;
import org.llmops.platform.sealing.SecretPlace;

/**
 * Seals what of a channel is secret, and opens it to send. Without a key there are only channels that have no secrets; a
 * malformed one stops the service at the start.
 */
@Startup
@Singleton
class Sealing {
    private static final String OWNER = "alert-channels";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<Seals> seals;

    Sealing(ChannelSettings settings, Vertx vertx) {
        this.seals = Seals.areConfigured(settings)
                ? Optional.of(Seals.of(ChannelSettings.PREFIX, settings, vertx))
                : Optional.empty();
    }

    Uni<SealedDestination> seal(WorkspaceId workspace, UUID channel, Destination destination) {
        return switch (destination) {
            case Destination.Webhook webhook ->
                seal(
                        workspace,
                        channel,
                        destination,
                        Map.of(
                                "url",
                                webhook.url().toString(),
                                "secret",
                                webhook.secret().reveal()));
            case Destination.Slack slack ->
                seal(workspace, channel, destination, Map.of("url", slack.url().toString()));
            case Destination.Email email ->
                Uni.createFrom().item(new SealedDestination(String.join("\n", email.recipients()), null));
        };
    }

    private Uni<SealedDestination> seal(
            WorkspaceId workspace, UUID channel, Destination destination, Map<String, String> secrets) {
        return seals.map(present -> present.seal(place(workspace, channel), write(secrets)))
                .orElseGet(() -> Uni.createFrom()
                        .failure(() -> CHANNEL_KEY_MISSING.because("Set " + ChannelSettings.PREFIX
                                + ".credential-key-file or .credential-key, which protect"
                                + " what such channels keep secret; until then there is only e-mail")))
                .map(secret -> new SealedDestination(destination.shown(), secret))
                .onFailure(KeysAway.class)
                .transform(
                        away -> CHANNEL_KEYS_AWAY.because("The keeper of the keys does not answer. Try again later"));
    }

    /** Fails with {@code SealBroken}, or with {@code KeysAway} when a later try may succeed. */
    Uni<Destination> open(AlertChannel channel) {
        return switch (channel.kind()) {
            case WEBHOOK ->
                read(channel)
                        .map(secrets -> new Destination.Webhook(
                                url(secrets),
                                SigningSecret.parse(secrets.get("secret").textValue())));
            case SLACK -> read(channel).map(secrets -> new Destination.Slack(url(secrets)));
            case EMAIL -> Uni.createFrom().item(new Destination.Email(channel.recipients()));
        };
    }

    /** The key that protects what is sealed now; nothing when there is none. */
    Uni<Optional<String>> currentKeyId() {
        return seals.map(present -> present.currentKeyId().map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** The same secrets under the current key. */
    Uni<SealedSecret> sealAnew(AlertChannel channel) {
        return seals.orElseThrow().sealAnew(place(channel.workspace(), channel.id()), channel.sealed());
    }

    private Uni<JsonNode> read(AlertChannel channel) {
        return seals.map(present -> present.open(place(channel.workspace(), channel.id()), channel.sealed())
                        .map(Sealing::read))
                .orElseGet(() -> Uni.createFrom()
                        .failure(() -> new IllegalStateException("The key that opens it is not configured: "
                                + ChannelSettings.PREFIX + ".credential-key")));
    }

    private static SecretPlace place(WorkspaceId workspace, UUID channel) {
        return new SecretPlace(workspace, OWNER, channel.toString());
    }

    private static URI url(JsonNode secrets) {
        return URI.create(secrets.get("url").textValue());
    }

    private static String write(Map<String, String> secrets) {
        try {
            return JSON.writeValueAsString(secrets);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts can be written as JSON", impossible);
        }
    }

    private static JsonNode read(String secrets) {
        try {
            return JSON.readTree(secrets);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What was sealed is what was written", impossible);
        }
    }
}
