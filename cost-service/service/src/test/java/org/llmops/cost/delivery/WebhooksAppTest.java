package org.llmops.cost.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.unique;
import static org.llmops.cost.alerts.Severity.CRITICAL;
import static org.llmops.cost.alerts.Severity.WARNING;
import static org.llmops.cost.alerts.SignalKind.BUDGET_EXHAUSTED;
import static org.llmops.cost.alerts.SignalKind.BUDGET_FORECAST;
import static org.llmops.cost.alerts.SignalKind.SPEND_SPIKE;
import static org.llmops.cost.delivery.Alarm.alerts;
import static org.llmops.cost.delivery.Alarm.delivery;
import static org.llmops.cost.delivery.Alarm.webhook;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.cost.MovableClock;
import org.llmops.cost.channels.Channels;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.RealServers;

/** Messages reach webhooks at least once, whatever the endpoints do. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(MailServer.class)
class WebhooksAppTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");

    @Inject
    Alarm alarm;

    @Inject
    MovableClock clock;

    @Inject
    Transactions transactions;

    @Inject
    Channels channels;

    @Inject
    Deliveries deliveries;

    @Inject
    Sending sending;

    private final String app = unique("app");
    private Endpoint endpoint;

    @BeforeEach
    void open() throws Exception {
        endpoint = new Endpoint();
    }

    @AfterEach
    void close() throws Exception {
        endpoint.close();
    }

    @Test
    void aMessageIsSignedAndTellsAllThereIsToKnow() throws Throwable {
        String channel = webhook(app, endpoint.url("/hook?token=very-secret"), Map.of());
        alarm.raise("acme", BUDGET_EXHAUSTED, app, CRITICAL);

        JsonPath sent = delivery(channel, "delivered");
        Endpoint.Received received = endpoint.received().getFirst();
        assertThat(received.path()).isEqualTo("/hook?token=very-secret");
        assertThat(received.id()).isEqualTo(sent.getString("items[0].id"));
        assertAuthentic(received);
        Map<String, Object> alert = alerts(app, 1).getFirst();
        assertThat(new JsonPath(received.body()).getMap("data"))
                .isEqualTo(Map.of(
                        "workspace",
                        "acme",
                        "alert_id",
                        alert.get("id"),
                        "kind",
                        "BUDGET_EXHAUSTED",
                        "subject",
                        "about/" + app,
                        "severity",
                        "critical",
                        "title",
                        "Something about " + app,
                        "facts",
                        Map.of("app", app, "spent", "5.00"),
                        "count",
                        1,
                        "first_at",
                        alert.get("first_at"),
                        "last_at",
                        alert.get("last_at")));
        assertThat(new JsonPath(received.body()).getString("type")).isEqualTo("alert.raised");
        assertThat(sent.getMap("items[0]"))
                .containsEntry("attempts", 1)
                .containsEntry("status", 204)
                .doesNotContainKeys("reason", "next_attempt_at");
    }

    @Test
    void whatFailsIsSentAgainWithTheSameIdAndAnotherTime() throws Throwable {
        endpoint.next(Endpoint.status(503)).next(Endpoint.redirect(endpoint.url("/elsewhere")));
        String channel = webhook(app, endpoint.url("/hook"), Map.of());
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);

        awaitReceived(1);
        Awaitility.await().until(() -> "The endpoint answered 503".equals(reason(channel)));
        clock.moveOn(Duration.ofSeconds(11));
        awaitReceived(2);
        Awaitility.await().until(() -> reason(channel).contains("redirect (302), which is not followed"));
        clock.moveOn(Duration.ofSeconds(21));

        assertThat(delivery(channel, "delivered").getInt("items[0].attempts")).isEqualTo(3);
        assertThat(endpoint.received())
                .hasSize(3)
                .allMatch(each -> each.path().equals("/hook"))
                .allSatisfy(WebhooksAppTest::assertAuthentic)
                .extracting(Endpoint.Received::id)
                .containsOnly(endpoint.received().getFirst().id());
        assertThat(endpoint.received())
                .extracting(each -> each.headers().get("webhook-timestamp"))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsGivenUpCanBeSentAgain() throws Throwable {
        endpoint.always(Endpoint.says(500, "out of order"));
        String channel = webhook(app, endpoint.url("/hook"), Map.of());
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);
        for (int attempt = 1; attempt < 3; attempt++) {
            awaitReceived(attempt);
            Awaitility.await().until(() -> reason(channel).contains("500"));
            clock.moveOn(Duration.ofMinutes(1));
        }

        JsonPath dead = delivery(channel, "dead");
        assertThat(dead.getMap("items[0]"))
                .containsEntry("attempts", 3)
                .containsEntry("status", 500)
                .containsEntry("reason", "The endpoint answered 500")
                .containsKey("ended_at");
        String id = dead.getString("items[0].id");
        List<String> listed = as("ava")
                .get("/v1/alert-deliveries?state=dead&channel_id=" + channel)
                .path("items.id");
        assertThat(listed).containsExactly(id);

        endpoint.always(Endpoint.status(200));
        as("alice").post("/v1/alert-deliveries/" + id + "/resend").then().statusCode(200);

        delivery(channel, "delivered");
        assertThat(endpoint.received()).extracting(Endpoint.Received::id).containsOnly(id);
        as("alice").post("/v1/alert-deliveries/" + id + "/resend").then().statusCode(409);
    }

    @Test
    void anEndpointThatIsGoneIsNotAskedAgain() throws Throwable {
        endpoint.always(Endpoint.status(410));
        String channel = webhook(app, endpoint.url("/hook"), Map.of());
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);

        assertThat(delivery(channel, "dead").getInt("items[0].attempts")).isEqualTo(1);
    }

    @Test
    void oneThatHangsHoldsNobodyUp() throws Throwable {
        Endpoint hanging = new Endpoint().always(Endpoint.hang());
        try {
            String channel = webhook("", hanging.url("/hook"), Map.of("kinds", Set.of("BUDGET_FORECAST")));
            for (int each = 0; each < 40; each++) {
                alarm.raise("acme", BUDGET_FORECAST, app + each, WARNING);
            }
            Awaitility.await().until(() -> !hanging.received().isEmpty());

            String quick = webhook(app, endpoint.url("/hook"), Map.of());
            long before = System.nanoTime();
            alarm.raise("acme", SPEND_SPIKE, app, WARNING);
            delivery(quick, "delivered");

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                List<String> reasons = as("ava")
                        .get("/v1/alert-deliveries?channel_id=" + channel)
                        .path("items.reason");
                return reasons.contains("The endpoint did not answer in time");
            });
            assertThat(hanging.mostAtOnce()).isEqualTo(4);
            as("alice").delete("/v1/alert-channels/" + channel).then().statusCode(204);
        } finally {
            hanging.close();
        }
    }

    @Test
    void whoDiesBetweenSendingAndSayingSoIsFollowedByAnotherWithTheSameId() throws Throwable {
        String channel = webhook(app, endpoint.url("/hook"), Map.of());
        endpoint.next(Endpoint.status(503));
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);
        awaitReceived(1);
        Awaitility.await().until(() -> reason(channel).contains("503"));

        // Another instance claims it, sends it, and is never heard of again.
        Instant later = clock.instant().plusSeconds(15);
        Parcel taken = VertxContextSupport.subscribeAndAwait(() -> transactions.acrossWorkspaces(
                        session -> deliveries.claim(session, later, later.plusSeconds(60), 1000, 1000)))
                .stream()
                .filter(parcel -> parcel.channel().toString().equals(channel))
                .findFirst()
                .orElseThrow();
        Outcome outcome = VertxContextSupport.subscribeAndAwait(() -> transactions
                .read(ACME, session -> channels.find(session, ACME, taken.channel()))
                .chain(found -> sending.send(found, taken.delivery(), taken.message())));
        assertThat(outcome.status()).isEqualTo(204);
        assertThat(delivery(channel, "waiting").getInt("items[0].attempts")).isEqualTo(2);

        clock.moveOn(Duration.ofSeconds(90));

        assertThat(delivery(channel, "delivered").getInt("items[0].attempts")).isEqualTo(3);
        assertThat(endpoint.received())
                .hasSize(3)
                .extracting(Endpoint.Received::id)
                .containsOnly(taken.delivery().toString());
    }

    @Test
    void severalInstancesShareTheWorkAndNoneSendsWhatAnotherDoes() throws Throwable {
        String channel = webhook("", "http://localhost:9/hook", Map.of("kinds", Set.of("BUDGET_FORECAST")));
        for (int each = 0; each < 60; each++) {
            alarm.raise("acme", BUDGET_FORECAST, app + "-" + each, WARNING);
        }
        alerts(app + "-59", 1);
        Instant later = clock.instant().plus(Duration.ofHours(2));
        Set<UUID> claimed = ConcurrentHashMap.newKeySet();
        Callable<Integer> instance = () -> {
            int mine = 0;
            for (int round = 0; round < 20; round++) {
                List<Parcel> parcels = claim(later);
                for (Parcel parcel : parcels) {
                    assertThat(claimed.add(parcel.delivery()))
                            .as("claimed by one only")
                            .isTrue();
                }
                mine += parcels.size();
            }
            return mine;
        };
        try (ExecutorService instances = Executors.newFixedThreadPool(4)) {
            int all = 0;
            for (Future<Integer> each : instances.invokeAll(List.of(instance, instance, instance, instance))) {
                all += each.get();
            }
            assertThat(all).isEqualTo(claimed.size()).isGreaterThanOrEqualTo(60);
        }
        as("alice").delete("/v1/alert-channels/" + channel).then().statusCode(204);
    }

    @Test
    void aTestTellsWhatTheEndpointSaid() {
        String channel = webhook(app, endpoint.url("/hook"), Map.of("enabled", false));
        endpoint.next(Endpoint.says(202, "thanks\r\n"))
                .next(Endpoint.says(400, "no such room"))
                .next(Endpoint.redirect("http://localhost:1/"))
                .next(Endpoint.hang())
                .next(Endpoint.drip())
                .next(Endpoint.floods(100_000));

        assertThat(test(channel))
                .containsEntry("delivered", true)
                .containsEntry("status", 202)
                .containsEntry("answer", "thanks");
        assertThat(test(channel))
                .containsEntry("delivered", false)
                .containsEntry("status", 400)
                .containsEntry("answer", "no such room")
                .containsEntry("reason", "The endpoint answered 400");
        assertThat(test(channel)).containsEntry("delivered", false).containsEntry("status", 302);
        for (String slow : List.of("says nothing", "never ends")) {
            assertThat(test(channel))
                    .as(slow)
                    .containsEntry("delivered", false)
                    .containsEntry("reason", "The endpoint did not answer in time");
        }
        Map<String, Object> flood = test(channel);
        assertThat(flood).containsEntry("delivered", true);
        assertThat((String) flood.get("answer")).hasSize(501);
        assertThat(endpoint.received()).hasSize(6).allSatisfy(WebhooksAppTest::assertAuthentic);
        JsonPath body = new JsonPath(endpoint.received().getFirst().body());
        assertThat(body.getString("type")).isEqualTo("alert.test");
        assertThat(body.getString("data.kind")).isEqualTo("TEST");
    }

    private List<Parcel> claim(Instant at) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> transactions.acrossWorkspaces(
                    session -> deliveries.claim(session, at, at.plus(Duration.ofHours(1)), 7, 1000)));
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private static Map<String, Object> test(String channel) {
        return as("alice")
                .post("/v1/alert-channels/" + channel + "/test")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");
    }

    private void awaitReceived(int messages) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> endpoint.received().size() >= messages);
    }

    private static String reason(String channel) {
        String reason =
                as("ava").get("/v1/alert-deliveries?channel_id=" + channel).path("items[0].reason");
        return reason == null ? "" : reason;
    }

    /** What a receiver does, after the text of the specification, with none of the service's code. */
    private static void assertAuthentic(Endpoint.Received received) {
        try {
            String id = received.headers().get("webhook-id");
            String seconds = received.headers().get("webhook-timestamp");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    Base64.getDecoder().decode(Alarm.SECRET.substring("whsec_".length())), "HmacSHA256"));
            byte[] expected = mac.doFinal((id + "." + seconds + "." + received.body()).getBytes(UTF_8));
            assertThat(Arrays.stream(received.headers().get("webhook-signature").split(" "))
                            .filter(signature -> signature.startsWith("v1,"))
                            .map(signature -> Base64.getDecoder().decode(signature.substring(3))))
                    .anyMatch(signature -> MessageDigest.isEqual(signature, expected));
            assertThat(Long.parseLong(seconds)).isPositive();
        } catch (java.security.GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }
}
