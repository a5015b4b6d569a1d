package org.llmops.router.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.v1.CallStatus;

/** Limits and permissions as clients meet them. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class LimitsAppTest {
    private static final String HELLO = "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private final List<Runnable> undo = new ArrayList<>();

    @Inject
    Scenarios scenarios;

    @Inject
    Redis redis;

    @AfterEach
    void liftLimits() {
        undo.forEach(Runnable::run);
    }

    @Test
    void aKeysRequestsAreCountedAndTheRestToldHowLongToWait() {
        Client client = key("\"requests_per_minute\": 2");

        Client.Reply first = client.chat(HELLO);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("x-ratelimit-limit-requests")).isEqualTo("2");
        assertThat(first.header("x-ratelimit-remaining-requests")).isEqualTo("1");
        assertThat(first.header("x-ratelimit-reset-requests")).isEqualTo("30.0s");
        client.chat(HELLO);

        Client.Reply third = client.chat(HELLO);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(Integer.parseInt(third.header("retry-after"))).isBetween(25, 30);
        assertThat(third.json().at("/error/type").asText()).isEqualTo("requests");
        assertThat(third.json().at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(third.json().at("/error/message").asText())
                .startsWith("Rate limit reached for requests per minute of API key '" + client.publicId()
                        + "': limit 2, remaining 0, requested 1. Please try again in 2");
        assertThat(scenarios.record(third).getStatus()).isEqualTo(CallStatus.CALL_STATUS_REFUSED);
    }

    @Test
    void anthropicsClientsHearOfLimitsInTheirWords() {
        Client client = key("\"requests_per_minute\": 1");
        String message =
                "{\"model\":\"echo\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

        Client.Reply first = client.post("/v1/messages", message, request -> request);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.header("anthropic-ratelimit-requests-limit")).isEqualTo("1");
        assertThat(first.header("anthropic-ratelimit-requests-remaining")).isEqualTo("0");
        assertThat(Instant.parse(first.header("anthropic-ratelimit-requests-reset")))
                .isAfter(Instant.now());
        assertThat(first.headers().map()).doesNotContainKey("x-ratelimit-limit-requests");

        Client.Reply second = client.post("/v1/messages", message, request -> request);
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.header("retry-after")).isNotEmpty();
        assertThat(second.json().path("type").asText()).isEqualTo("error");
        assertThat(second.json().at("/error/type").asText()).isEqualTo("rate_limit_error");
    }

    @Test
    void aFloodIsTurnedAwayWithoutAskingRedisOrReadingABody() {
        Client client = key("\"requests_per_minute\": 1");
        client.chat(HELLO);
        assertThat(client.chat(HELLO).status()).isEqualTo(429);
        long asked = scriptsRun();

        for (int i = 0; i < 20; i++) {
            Client.Reply refused = client.chat("{");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("x-ratelimit-remaining-requests")).isEqualTo("0");
            assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(45, 60);
        }
        assertThat(scriptsRun()).isEqualTo(asked);
    }

    @Test
    void whoeverGetsAHigherLimitIsLetInAtOnce() {
        Client client = key("\"requests_per_minute\": 1");
        client.chat(HELLO);
        assertThat(client.chat(HELLO).status()).isEqualTo(429);

        Api.of(Api.ALICE)
                .put("/keys/" + client.publicId(), "{\"requests_per_minute\": 100}")
                .then()
                .statusCode(200);

        Client.Reply reply = client.chat(HELLO);
        assertThat(reply.status()).isEqualTo(200);
        // One of a hundred a minute comes back every 0.6 seconds.
        assertThat(reply.header("x-ratelimit-remaining-requests")).isIn("98", "99");
    }

    @Test
    void withoutALimitNobodyAsksRedis() {
        Client client = key("\"description\": \"free\"");
        client.chat(HELLO);
        long asked = scriptsRun();
        Client.Reply reply = client.chat(HELLO);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().map()).doesNotContainKey("x-ratelimit-limit-requests");
        assertThat(scriptsRun()).isEqualTo(asked);
    }

    @Test
    void tokensAreGuessedFirstAndPutRightAfterwards() {
        Client client = key("\"tokens_per_minute\": 1000");
        String call =
                "{\"model\":\"echo\",\"max_tokens\":600,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

        Client.Reply first = client.chat(call);
        assertThat(first.header("x-ratelimit-limit-tokens")).isEqualTo("1000");
        assertThat(Integer.parseInt(first.header("x-ratelimit-remaining-tokens")))
                .isBetween(370, 385);

        // It used 110, so that another of its kind fits.
        await().atMost(5, SECONDS).until(() -> client.chat(call).status() == 200);

        Client.Reply large = client.chat(call.replace("600", "1000"));
        assertThat(large.status()).isEqualTo(429);
        assertThat(large.headers().map()).doesNotContainKey("retry-after");
        assertThat(large.json().at("/error/type").asText()).isEqualTo("tokens");
        assertThat(large.json().at("/error/message").asText())
                .startsWith("Request too large for tokens per minute of API key");
    }

    @Test
    void aBoundBeyondAllNumbersIsNoWayAroundALimit() {
        Client client = key("\"tokens_per_minute\": 1000");

        Client.Reply refused = client.chat(
                "{\"model\":\"echo\",\"n\":2,\"max_tokens\":9223372036854775807,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().at("/error/message").asText())
                .startsWith("Request too large for tokens per minute of API key");
    }

    @Test
    void callsAtTheSameTimeHoldSlotsUntilTheyEnd() throws Exception {
        Client client = key("\"max_concurrency\": 1");
        String slow =
                "{\"model\":\"slow\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"abcdefghijklmnopqrst\"}]}";
        CompletableFuture<Client.Reply> running = CompletableFuture.supplyAsync(() -> client.chat(slow));
        await().atMost(5, SECONDS).until(() -> client.chat(HELLO).status() == 429);

        Client.Reply refused = client.chat(HELLO);
        assertThat(refused.header("retry-after")).isEqualTo("1");
        assertThat(refused.json().at("/error/message").asText())
                .startsWith("Rate limit reached for concurrent requests of API key '" + client.publicId()
                        + "': limit 1, remaining 0, requested 1.");
        assertThat(running.get(10, SECONDS).streamedText()).isEqualTo("abcdefghijklmnopqrst");
        await().atMost(2, SECONDS).until(() -> client.chat(HELLO).status() == 200);
    }

    @Test
    void aClientThatHangsUpLeavesNoSlotBehind() {
        Client client = key("\"max_concurrency\": 1");
        client.hangUpAfter(
                10,
                "{\"model\":\"slow\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"abcdefghijklmnopqrst\"}]}");

        await().atMost(10, SECONDS).until(() -> client.chat(HELLO).status() == 200);
    }

    @Test
    void refusedAndFailedCallsLeaveNoSlotBehind() {
        Client client = key("\"max_concurrency\": 1, \"tokens_per_minute\": 100000");
        for (String model : List.of("broken", "picky", "nobody")) {
            await().atMost(2, SECONDS)
                    .until(() -> client.chat(HELLO.replace("echo", model)).status() != 429);
        }
        await().atMost(2, SECONDS).until(() -> client.chat(HELLO).status() == 200);
    }

    @Test
    void aModelsLimitIsNotEscapedByAnotherOfItsNames() {
        Client client = key("\"description\": \"x\"");
        limit("model", "echo", "requests", 2, "1h");

        assertThat(client.chat(HELLO).header("x-ratelimit-remaining-requests")).isEqualTo("1");
        assertThat(client.chat(HELLO.replace("echo", "fake/echo")).header("x-ratelimit-remaining-requests"))
                .isEqualTo("0");
        assertThat(client.chat(HELLO.replace("echo", "fake/echo"))
                        .json()
                        .at("/error/message")
                        .asText())
                .startsWith("Rate limit reached for requests per hour of model 'echo'");
        // What only some calls are bounded by keeps no others out.
        assertThat(client.chat(HELLO.replace("echo", "e")).status()).isEqualTo(200);
        assertThat(client.chat(HELLO.replace("echo", "route:kept")).status()).isEqualTo(200);
    }

    @Test
    void aRouteHasItsOwnLimit() {
        Client client = key("\"description\": \"x\"");
        limit("model", "route:kept", "requests", 1, "1d");
        String call = HELLO.replace("echo", "route:kept");

        assertThat(client.chat(call).status()).isEqualTo(200);
        assertThat(client.chat(call).status()).isEqualTo(429);
        assertThat(client.chat(HELLO).status()).isEqualTo(200);
    }

    @Test
    void everyEndUserHasTheirOwn() {
        Client client = key("\"description\": \"x\"");
        limit("end_user", "*", "requests", 1, "1h");
        String ada = HELLO.replace("{\"model\"", "{\"user\":\"ada\",\"model\"");

        assertThat(client.chat(ada).status()).isEqualTo(200);
        assertThat(client.chat(ada).json().at("/error/message").asText())
                .startsWith("Rate limit reached for requests per hour of end user 'ada'");
        assertThat(client.chat(ada.replace("ada", "bob")).status()).isEqualTo(200);
        assertThat(client.chat(HELLO).status()).isEqualTo(200);
    }

    @Test
    void anAppsKeysShareItsLimit() {
        Client one = key("\"description\": \"one\"");
        Client other = key("\"description\": \"other\"");
        limit("app", "limited", "requests", 1, "1h");

        assertThat(one.chat(HELLO).status()).isEqualTo(200);
        assertThat(other.chat(HELLO).status()).isEqualTo(429);
    }

    @Test
    void limitsOfAWorkspaceBindNobodyElse() {
        Client acme = scenarios.acme();
        Client globex = scenarios.globex();
        for (String kind : List.of("app", "model", "end_user", "key")) {
            limit(kind, "*", "requests", 1, "1h");
        }
        limit("workspace", "*", "requests", 1, "1h");
        String call = HELLO.replace("{\"model\"", "{\"user\":\"ada\",\"model\"");

        assertThat(acme.chat(call).status()).isEqualTo(200);
        assertThat(acme.chat(call).status()).isEqualTo(429);
        for (int i = 0; i < 3; i++) {
            assertThat(globex.chat(call).status()).isEqualTo(200);
            assertThat(globex.chat(call).headers().map()).doesNotContainKey("x-ratelimit-limit-requests");
        }
    }

    /** The same limit in both: each counts for itself, whatever else is called the same. */
    @Test
    void twoWorkspacesWithTheSameLimitShareNoBucket() {
        Client acme = scenarios.acme();
        Client globex = scenarios.globex();
        limit("app", "shop", "requests", 1, "1h");
        limit(Api.GRACE, "app", "shop", "requests", 1, "1h");

        assertThat(acme.chat(HELLO).status()).isEqualTo(200);
        assertThat(globex.chat(HELLO).status()).isEqualTo(200);
        assertThat(acme.chat(HELLO).status()).isEqualTo(429);
        assertThat(globex.chat(HELLO).status()).isEqualTo(429);
    }

    @Test
    void aKeyCallsWhatItMayAndLearnsNothingOfTheRest() {
        Client client = key("\"allowed_models\": [\"ech*\", \"route:kept\"]");

        assertThat(client.chat(HELLO).status()).isEqualTo(200);
        assertThat(client.chat(HELLO.replace("echo", "fake/echo")).status()).isEqualTo(200);
        assertThat(client.chat(HELLO.replace("echo", "route:kept")).status()).isEqualTo(200);
        Client.Reply forbidden = client.chat(HELLO.replace("echo", "slow"));
        Client.Reply absent = client.chat(HELLO.replace("echo", "nobody"));
        assertThat(forbidden.status()).isEqualTo(404);
        assertThat(forbidden.body()).isEqualTo(absent.body().replace("nobody", "slow"));
        assertThat(client.chat(HELLO.replace("echo", "route:steady")).status()).isEqualTo(404);

        assertThat(client.get("/v1/models").json().path("data"))
                .extracting(model -> model.path("id").asText())
                .containsExactlyInAnyOrder("echo", "route:kept");
        assertThat(client.get("/v1/models/echo").status()).isEqualTo(200);
        assertThat(client.get("/v1/models/slow").status()).isEqualTo(404);
    }

    @Test
    void aRouteLeadsAKeyOnlyToModelsItMayUse() {
        Api.of(Api.ALICE).post("/routes/two-ways/versions", """
                        {"format":1,"cache":{"ttl_seconds":600},"route":{"fallback":{"children":[{"target":{"provider":"fake","model":"slow"}},
                         {"target":{"provider":"fake","model":"echo"}}]}}}""").then().statusCode(201);
        Client restricted = key("\"allowed_models\": [\"echo\", \"route:*\"]");
        Client routed = key("\"allowed_models\": [\"route:*\"]");
        Client elsewhere = key("\"allowed_models\": [\"broken\", \"route:*\"]");
        String request = HELLO.replace("echo", "route:two-ways");

        Client.Reply slow = routed.chat(request);
        Client.Reply echo = restricted.chat(request);
        Client.Reply refused = elsewhere.chat(request);
        Client.Reply refusedMessage = elsewhere.post(
                "/v1/messages", request.replace("\"messages\"", "\"max_tokens\":5,\"messages\""), more -> more);

        assertThat(slow.header("x-llmops-model")).isEqualTo("fake/slow");
        assertThat(echo.header("x-llmops-model")).isEqualTo("fake/echo");
        assertThat(echo.header("x-llmops-cache")).isEqualTo("miss");
        assertThat(Client.json(scenarios.record(echo).getDecision()).path("filtered"))
                .isEqualTo(
                        Client.json(
                                "[{\"at\":\"route.fallback.children[0].target\",\"target\":\"fake/slow\",\"why\":\"is not among the key's allowed models\"}]"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json()).isEqualTo(Client.json("""
                {"error":{"message":"The model `route:two-ways` leads to no model that this key may use: its allowed models are broken, route:*.",
                 "type":"invalid_request_error","param":"model","code":"forbidden"}}"""));
        assertThat(refusedMessage.status()).isEqualTo(403);
        assertThat(refusedMessage.json().at("/error/type").asText()).isEqualTo("permission_error");
    }

    @Test
    void bothSecretsWorkDuringARotationAndShareTheLimit() {
        Client old = key("\"requests_per_minute\": 2");
        JsonPath rotated = Api.of(Api.ALICE)
                .post("/keys/" + old.publicId() + "/rotate", "{\"overlap_seconds\": 600}")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Client fresh = new Client(rotated.getString("key"));

        assertThat(old.chat(HELLO).status()).isEqualTo(200);
        assertThat(fresh.chat(HELLO).status()).isEqualTo(200);
        assertThat(fresh.chat(HELLO).status()).isEqualTo(429);
        assertThat(old.chat(HELLO).status()).isEqualTo(429);
    }

    private Client key(String terms) {
        scenarios.acme();
        return new Client(Api.of(Api.ALICE)
                .post("/keys", "{\"app\": \"limited\", " + terms + "}")
                .then()
                .statusCode(201)
                .extract()
                .path("key"));
    }

    private void limit(String kind, String value, String unit, int amount, String window) {
        limit(Api.ALICE, kind, value, unit, amount, window);
    }

    private void limit(String admin, String kind, String value, String unit, int amount, String window) {
        Api api = Api.of(admin);
        String id = api.post("/limits", """
                {"scope": {"kind": "%s", "value": "%s"}, "unit": "%s", "amount": %d, "window": "%s"}
                """.formatted(kind, value, unit, amount, window))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        undo.add(() -> api.delete("/limits/" + id).then().statusCode(204));
    }

    /** How many scripts Redis has run, whoever wanted it; corrections of calls before are waited for. */
    private long scriptsRun() {
        long before = -1;
        long now = count();
        while (now != before) {
            before = now;
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            now = count();
        }
        return now;
    }

    private long count() {
        return redis.send(Request.cmd(Command.INFO).arg("commandstats"))
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .toString()
                .lines()
                .filter(line -> line.startsWith("cmdstat_evalsha:calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }
}
