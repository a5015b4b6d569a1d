package org.llmops.cost.delivery;

import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.unique;

import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.alerts.Signal;
import org.llmops.cost.alerts.SignalKind;
import org.llmops.cost.alerts.Signals;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Says that something is wrong, as the rest of the service does, and waits for what comes of it. */
@Singleton
public class Alarm {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwbTLPuqZwfbo=";

    private final Transactions transactions;
    private final Signals signals;
    private final Clock clock;

    Alarm(Transactions transactions, Signals signals, Clock clock) {
        this.transactions = transactions;
        this.signals = signals;
        this.clock = clock;
    }

    void raise(String workspace, SignalKind kind, String app, Severity severity) throws Throwable {
        raise(workspace, kind, app, severity, "Something about " + app);
    }

    void raise(String workspace, SignalKind kind, String app, Severity severity, String title) throws Throwable {
        WorkspaceId id = new WorkspaceId(workspace);
        Signal signal = new Signal(
                id, kind, "about/" + app, severity, title, Map.of("app", app, "spent", "5.00"), clock.instant());
        VertxContextSupport.subscribeAndAwait(
                () -> transactions.write(id, session -> signals.raise(session, List.of(signal))));
    }

    /** A webhook that hears of everything about an app, and its id. */
    static String webhook(String app, String url, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(Map.of("kind", "webhook", "url", url, "secret", SECRET));
        request.putAll(more);
        return channel(app, request);
    }

    static String channel(String app, Map<String, Object> request) {
        Map<String, Object> body = new HashMap<>(Map.of("name", unique("channel"), "min_severity", "info"));
        if (!app.isEmpty()) {
            body.put("scope", Map.of("app", app));
        }
        body.putAll(request);
        return as("alice")
                .body(body)
                .post("/v1/alert-channels")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Waits until the alerts about an app, latest first, were said so often. */
    static List<Map<String, Object>> alerts(String app, Integer... counts) {
        return Awaitility.await("alerts about " + app)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> about(app),
                        found -> found.stream()
                                .map(alert -> alert.get("count"))
                                .toList()
                                .equals(List.of(counts)));
    }

    private static List<Map<String, Object>> about(String app) {
        return as("ava")
                .get("/v1/alerts?limit=200")
                .jsonPath()
                .getList("items.findAll { it.subject == 'about/" + app + "' }");
    }

    /** Waits until the only message to a channel is in this state. */
    static JsonPath delivery(String channel, String state) {
        return Awaitility.await("message to " + channel + " is " + state)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> as("ava").get("/v1/alert-deliveries?channel_id=" + channel),
                        answer -> state.equals(answer.path("items[0].state")))
                .jsonPath();
    }
}
