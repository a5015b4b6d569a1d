package org.llmops.cost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.entry;
import static org.llmops.cost.Client.unique;
import static org.llmops.cost.alerts.Severity.CRITICAL;
import static org.llmops.cost.alerts.Severity.INFO;
import static org.llmops.cost.alerts.Severity.WARNING;
import static org.llmops.cost.alerts.SignalKind.BUDGET_THRESHOLD;
import static org.llmops.cost.alerts.SignalKind.SPEND_ANOMALY;
import static org.llmops.cost.alerts.SignalKind.SPEND_SPIKE;
import static org.llmops.cost.delivery.Alarm.alerts;
import static org.llmops.cost.delivery.Alarm.channel;
import static org.llmops.cost.delivery.Alarm.delivery;
import static org.llmops.cost.delivery.Alarm.webhook;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.cost.MovableClock;
import org.llmops.cost.Told;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.RealServers;

/** What somebody should know becomes one alert, which is told to those who want to know, and kept from all others. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(MailServer.class)
class AlertsAppTest {
    @Inject
    Alarm alarm;

    @Inject
    MovableClock clock;

    @Inject
    Transactions transactions;

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
    void theSameNewsIsOneAlertAndToldAgainOnlyWhenItGetsWorseOrTheQuietPeriodIsOver() throws Throwable {
        webhook(app, endpoint.url("/hook"), Map.of("quiet_period", "1h"));
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);
        alerts(app, 1);
        awaitTypes("alert.raised");
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);
        alarm.raise("acme", SPEND_SPIKE, app, INFO);
        alerts(app, 3);
        alarm.raise("acme", SPEND_SPIKE, app, CRITICAL);
        alerts(app, 4);
        awaitTypes("alert.raised", "alert.escalated");
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);
        assertThat(alerts(app, 5).getFirst())
                .containsEntry("severity", "critical")
                .containsEntry("state", "open");
        clock.moveOn(Duration.ofMinutes(61));
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);
        alerts(app, 6);

        awaitTypes("alert.raised", "alert.escalated", "alert.repeated");
    }

    @Test
    void whoTakesAnAlertOnIsNotToldAgainAndWhatComesAfterItsEndIsAnother() throws Throwable {
        webhook(app, endpoint.url("/hook"), Map.of("quiet_period", "0m"));
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);
        String id = (String) alerts(app, 1).getFirst().get("id");
        awaitTypes("alert.raised");

        JsonPath taken = as("arthur")
                .post("/v1/alerts/" + id + "/acknowledge")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(taken.getString("state")).isEqualTo("acknowledged");
        assertThat(taken.getString("acknowledged_by")).isEqualTo("arthur");
        assertThat(taken.getString("acknowledged_at")).isNotNull();
        as("alice")
                .post("/v1/alerts/" + id + "/acknowledge")
                .then()
                .statusCode(200)
                .body("acknowledged_by", org.hamcrest.Matchers.equalTo("arthur"));
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);
        alerts(app, 2);
        assertThat(listed("acknowledged")).contains(id);

        as("arthur").post("/v1/alerts/" + id + "/resolve").then().statusCode(200);
        assertThat(listed("resolved")).contains(id);
        assertThat(listed("open")).doesNotContain(id);
        as("arthur").post("/v1/alerts/" + id + "/acknowledge").then().statusCode(409);
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);
        alerts(app, 1, 2);

        awaitTypes("alert.raised", "alert.raised");
        as("ava").post("/v1/alerts/" + id + "/resolve").then().statusCode(403);
    }

    @Test
    void aChannelIsToldOfWhatItAskedForOnly() throws Throwable {
        webhook(app, endpoint.url("/kinds"), Map.of("kinds", List.of("SPEND_SPIKE")));
        webhook(app, endpoint.url("/severe"), Map.of("min_severity", "critical"));
        webhook(app, endpoint.url("/scope"), Map.of("scope", Map.of("app", app, "team", "nobody")));
        webhook(app, endpoint.url("/off"), Map.of("enabled", false));
        webhook(app, endpoint.url("/all"), Map.of());

        alarm.raise("acme", SPEND_SPIKE, app, WARNING);
        alarm.raise("acme", BUDGET_THRESHOLD, app, CRITICAL);
        alarm.raise("acme", SPEND_ANOMALY, app, INFO);

        Awaitility.await().until(() -> endpoint.received().size() >= 5);
        assertThat(endpoint.received())
                .extracting(each -> each.path() + " " + new JsonPath(each.body()).getString("data.kind"))
                .containsExactlyInAnyOrder(
                        "/kinds SPEND_SPIKE",
                        "/severe BUDGET_THRESHOLD",
                        "/all SPEND_SPIKE",
                        "/all BUDGET_THRESHOLD",
                        "/all SPEND_ANOMALY");
    }

    @Test
    void slackIsToldInItsOwnWordsAndTakesNoMarkupFromNames() throws Throwable {
        channel(app, Map.of("kind", "slack", "url", endpoint.url("/services/T0/B0/secret")));
        alarm.raise("acme", SPEND_SPIKE, app, WARNING, "<!channel> & <https://evil.example|click>");

        Awaitility.await().until(() -> !endpoint.received().isEmpty());
        Endpoint.Received received = endpoint.received().getFirst();
        String since = (String) alerts(app, 1).getFirst().get("first_at");
        String words = "[warning] &lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;";
        assertThat(received.path()).isEqualTo("/services/T0/B0/secret");
        assertThat(received.headers())
                .doesNotContainKey("webhook-signature")
                .containsEntry("content-type", "application/json");
        assertThat(new JsonPath(received.body()).getMap(""))
                .isEqualTo(Map.of(
                        "text",
                        words,
                        "blocks",
                        List.of(
                                section("*" + words + "*"),
                                section("• app: " + app + "\n• spent: 5.00"),
                                section("_acme · SPEND_SPIKE · about/" + app + " · 1× since " + since + "_"))));
    }

    @Test
    void mailIsSentToEverybodyNamedAndItsTitleBeginsNoHeader() throws Throwable {
        String channel =
                channel(app, Map.of("kind", "email", "recipients", List.of("finops@example.com", "cto@example.com")));
        alarm.raise("acme", SPEND_SPIKE, app, CRITICAL, "Too much\r\nBcc: everybody@example.com");

        String id = delivery(channel, "delivered").getString("items[0].id");
        List<MimeMessage> mails = MailServer.received().stream()
                .filter(mail -> header(mail, "Message-ID").contains(id))
                .toList();
        assertThat(mails).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.getSubject()).isEqualTo("[critical] Too much  Bcc: everybody@example.com");
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(header(mail, "From")).isEqualTo("llmops@example.com");
            assertThat(Arrays.stream(mail.getAllRecipients()).map(Object::toString))
                    .containsExactlyInAnyOrder("finops@example.com", "cto@example.com");
            assertThat((String) mail.getContent()).contains("spent: 5.00").contains("Kind: SPEND_SPIKE");
        });
    }

    @Test
    void modelsAreToldOfOnceAndWhatHasNoPriceOnceADay() {
        String model = unique("model");
        entry(Told.call("acme", app).model("nobody", model).publish());
        entry(Told.call("acme", app).model("nobody", model).publish());
        awaitKinds(model, Map.of("MODEL_NEW", 1, "USAGE_UNPRICED", 1));
        clock.moveOn(Duration.ofHours(24));
        entry(Told.call("acme", app).model("nobody", model).publish());
        entry(Told.call("acme", app).model("nobody", model).publish());

        Map<String, Map<String, Object>> found = awaitKinds(model, Map.of("MODEL_NEW", 1, "USAGE_UNPRICED", 2));
        assertThat(found.get("USAGE_UNPRICED"))
                .containsEntry("severity", "warning")
                .containsEntry(
                        "title", "The model " + model + " of nobody has no price: reports and budgets leave it out");
        assertThat(map(found.get("MODEL_NEW").get("facts")))
                .containsEntry("provider", "nobody")
                .containsEntry("model", model)
                .containsEntry("app", app)
                .containsKey("call_id");
    }

    @Test
    void nothingOfAcmeIsSeenToldOrMovedByGlobex() throws Throwable {
        String theirs = unique("theirs");
        Map<String, Object> request = Map.of(
                "name",
                theirs,
                "kind",
                "webhook",
                "url",
                endpoint.url("/globex"),
                "secret",
                Alarm.SECRET,
                "min_severity",
                "info");
        String ofGlobex = as("grace")
                .body(request)
                .post("/v1/alert-channels")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String ofAcme = webhook(app, endpoint.url("/acme"), Map.of("name", theirs));
        alarm.raise("acme", SPEND_SPIKE, app, WARNING);
        String alert = (String) alerts(app, 1).getFirst().get("id");
        String message = delivery(ofAcme, "delivered").getString("items[0].id");

        for (String path :
                List.of("/v1/alerts/" + alert, "/v1/alert-channels/" + ofAcme, "/v1/alert-deliveries/" + message)) {
            as("grace").get(path).then().statusCode(404);
            as("ava").get(path).then().statusCode(200);
        }
        as("grace").post("/v1/alerts/" + alert + "/acknowledge").then().statusCode(404);
        as("grace").post("/v1/alerts/" + alert + "/resolve").then().statusCode(404);
        as("grace").body(request).put("/v1/alert-channels/" + ofAcme).then().statusCode(404);
        as("grace").delete("/v1/alert-channels/" + ofAcme).then().statusCode(404);
        as("grace").post("/v1/alert-channels/" + ofAcme + "/test").then().statusCode(404);
        as("grace").post("/v1/alert-deliveries/" + message + "/resend").then().statusCode(404);
        for (String list : List.of("/v1/alerts", "/v1/alert-channels", "/v1/alert-deliveries")) {
            List<String> listed = as("grace").get(list + "?limit=200").path("items.id");
            assertThat(listed).doesNotContain(alert, ofAcme, message);
        }
        List<?> aboutAcme =
                as("grace").get("/v1/alert-deliveries?channel_id=" + ofAcme).path("items");
        assertThat(aboutAcme).isEmpty();

        // The same news in globex is globex's own.
        alarm.raise("globex", SPEND_SPIKE, app, WARNING);
        Awaitility.await()
                .until(() -> endpoint.received().stream()
                        .anyMatch(each ->
                                each.path().equals("/globex") && each.body().contains("about/" + app)));
        assertThat(alerts(app, 1).getFirst()).containsEntry("id", alert);
        assertThat(endpoint.received().stream().filter(each -> each.path().equals("/globex")))
                .allMatch(each -> each.body().contains("\"workspace\":\"globex\""));
        as("grace").delete("/v1/alert-channels/" + ofGlobex).then().statusCode(204);
    }

    @Test
    void whatIsSecretOfAChannelIsNeverReadBack() throws Throwable {
        String path = "/services/" + unique("secret");
        String channel = webhook(app, endpoint.url(path), Map.of());

        Map<String, Object> read =
                as("alice").get("/v1/alert-channels/" + channel).jsonPath().getMap("");
        assertThat(read)
                .containsOnlyKeys(
                        "id",
                        "name",
                        "kind",
                        "origin",
                        "min_severity",
                        "scope",
                        "quiet_period",
                        "enabled",
                        "created_at");
        assertThat(read).containsEntry("origin", endpoint.origin()).containsEntry("quiet_period", "4h");
        String stored = VertxContextSupport.subscribeAndAwait(() -> transactions.read(
                new WorkspaceId("acme"),
                session -> session.createNativeQuery(
                                "select string_agg(to_jsonb(row_of)::text, ' ') from alert_channels row_of",
                                String.class)
                        .getSingleResult()));
        assertThat(stored).contains(channel).doesNotContain(path).doesNotContain(Alarm.SECRET);

        // A change that does not say where it leads leaves it as it is, secret and all.
        Map<String, Object> renamed =
                new HashMap<>(Map.of("name", unique("renamed"), "kind", "webhook", "scope", Map.of("app", app)));
        as("alice").body(renamed).put("/v1/alert-channels/" + channel).then().statusCode(200);
        as("alice").post("/v1/alert-channels/" + channel + "/test").then().statusCode(200);
        assertThat(endpoint.received()).extracting(Endpoint.Received::path).containsExactly(path);

        as("alice")
                .body(Map.of("name", unique("other"), "kind", "slack", "url", endpoint.url("/")))
                .put("/v1/alert-channels/" + channel)
                .then()
                .statusCode(422);
        for (String user : List.of("ava", "arthur")) {
            as(user).body(renamed).put("/v1/alert-channels/" + channel).then().statusCode(403);
            as(user).post("/v1/alert-channels/" + channel + "/test").then().statusCode(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name, '', FIELD_INVALID, name",
        "kind, fax, CHANNEL_KIND_UNKNOWN, kind",
        "url, 'ftp://localhost/', CHANNEL_URL_REFUSED, url",
        "url, 'http://127.0.0.1/', CHANNEL_URL_REFUSED, url",
        "url, 'https://169.254.169.254/latest', CHANNEL_URL_REFUSED, url",
        "url, 'https://[::1]/', CHANNEL_URL_REFUSED, url",
        "url, 'https://0x7f.1/', CHANNEL_URL_REFUSED, url",
        "url, 'https://db.internal/', CHANNEL_URL_REFUSED, url",
        "url, 'http://example.com/', CHANNEL_URL_REFUSED, url",
        "url, 'https://user:pw@example.com/', CHANNEL_URL_REFUSED, url",
        "url, 'not a url', CHANNEL_URL_REFUSED, url",
        "secret, hunter2, CHANNEL_SECRET_MALFORMED, secret",
        "secret, whsec_c2hvcnQ=, CHANNEL_SECRET_MALFORMED, secret",
        "quiet_period, 1y, QUIET_PERIOD_INVALID, quiet_period",
        "quiet_period, 31d, QUIET_PERIOD_INVALID, quiet_period",
        "min_severity, loud, SEVERITY_UNKNOWN, min_severity",
        "colour, red, FIELD_INVALID, colour"
    })
    void aChannelsFieldAtFaultIsNamed(String field, String value, String type, String named) {
        assertRefused(Map.of(field, value), type, named);
    }

    @Test
    void aChannelsListsAreCheckedToo() {
        assertRefused(Map.of("kinds", List.of("WEATHER")), "ALERT_KIND_UNKNOWN", "kinds");
        assertRefused(Map.of("scope", Map.of("planet", "mars")), "CHANNEL_SCOPE_INVALID", "scope.planet");
        assertRefused(Map.of("recipients", List.of("a@example.com")), "CHANNEL_FIELDS_INVALID", "recipients");
        Map<String, Object> mail = new HashMap<>(Map.of("name", unique("mail"), "kind", "email"));
        assertProblem(as("alice").body(mail).post("/v1/alert-channels"), 400, "FIELD_INVALID", "recipients");
        mail.put("recipients", List.of("a@example.com", "b@example.com\r\nBcc: c@example.com"));
        assertProblem(
                as("alice").body(mail).post("/v1/alert-channels"), 400, "CHANNEL_ADDRESS_INVALID", "recipients[1]");
        String taken = unique("taken");
        webhook(app, endpoint.url("/"), Map.of("name", taken));
        Map<String, Object> same = new HashMap<>(
                Map.of("name", taken, "kind", "webhook", "url", endpoint.url("/"), "secret", Alarm.SECRET));
        assertProblem(as("alice").body(same).post("/v1/alert-channels"), 409, "CHANNEL_NAME_TAKEN", "name");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/alerts?state=loud,                       400, FILTER_UNKNOWN,     state",
        "/v1/alerts?kind=WEATHER,                     400, ALERT_KIND_UNKNOWN, kind",
        "/v1/alerts?severity=loud,                    400, SEVERITY_UNKNOWN,   severity",
        "/v1/alerts?cursor=nonsense,                  400, CURSOR_MALFORMED,   cursor",
        "/v1/alert-deliveries?state=lost,             400, FILTER_UNKNOWN,     state",
        "/v1/alert-deliveries?channel_id=x,           400, FILTER_UNKNOWN,     channel_id",
        "/v1/alerts/00000000-0000-0000-0000-000000000000,           404, ALERT_UNKNOWN,",
        "/v1/alert-channels/00000000-0000-0000-0000-000000000000,   404, CHANNEL_UNKNOWN,",
        "/v1/alert-deliveries/00000000-0000-0000-0000-000000000000, 404, DELIVERY_UNKNOWN,"
    })
    void aQuestionThatMakesNoSenseIsAnsweredSo(String path, int status, String type, String field) {
        assertProblem(as("ava").urlEncodingEnabled(false).get(path), status, type, field);
    }

    private void assertRefused(Map<String, Object> wrong, String type, String field) {
        Map<String, Object> request = new HashMap<>(
                Map.of("name", unique("wrong"), "kind", "webhook", "url", endpoint.url("/"), "secret", Alarm.SECRET));
        request.putAll(wrong);
        Response refused = as("alice").body(request).post("/v1/alert-channels");
        assertProblem(refused, 400, type, field);
        assertThat(refused.asString()).doesNotContain("hunter2").doesNotContain("user:pw");
    }

    private static void assertProblem(Response answer, int status, String type, String field) {
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:" + type);
        assertThat(answer.statusCode()).isEqualTo(status);
        List<String> fields = answer.jsonPath().getList("errors.field");
        if (field == null) {
            assertThat(fields).isNull();
        } else {
            assertThat(fields).containsExactly(field);
        }
    }

    private void awaitTypes(String... types) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(endpoint.received())
                        .extracting(each -> new JsonPath(each.body()).getString("type"))
                        .containsExactly(types));
    }

    private static List<String> listed(String state) {
        return as("ava").get("/v1/alerts?limit=200&state=" + state).path("items.id");
    }

    private static Map<String, Map<String, Object>> awaitKinds(String model, Map<String, Integer> counts) {
        Map<String, Map<String, Object>> found = new HashMap<>();
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            found.clear();
            List<Map<String, Object>> about = as("ava")
                    .get("/v1/alerts?limit=200")
                    .jsonPath()
                    .getList("items.findAll { it.subject == 'nobody/" + model + "' }");
            about.forEach(alert -> found.put((String) alert.get("kind"), alert));
            Map<String, Object> seen = new HashMap<>();
            found.forEach((kind, alert) -> seen.put(kind, alert.get("count")));
            assertThat(seen).isEqualTo(counts);
        });
        return found;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> section(String text) {
        return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", text));
    }

    private static String header(MimeMessage mail, String name) {
        try {
            return String.join(",", mail.getHeader(name));
        } catch (jakarta.mail.MessagingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
