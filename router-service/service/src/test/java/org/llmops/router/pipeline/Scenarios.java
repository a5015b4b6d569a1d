package org.llmops.router.pipeline;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.router.Api;
import org.llmops.router.v1.CallRecord;

/** Puts two workspaces with the fake provider, routes and keys in place, and reads the records their calls leave. */
@ApplicationScoped
class Scenarios {
    private final Map<String, Client> clients = new ConcurrentHashMap<>();

    /** A client of workspace acme, application `shop`. */
    Client acme() {
        return clients.computeIfAbsent(Api.ALICE, Scenarios::prepare);
    }

    /** A client of workspace globex, application `shop`. */
    Client globex() {
        return clients.computeIfAbsent(Api.GRACE, Scenarios::prepare);
    }

    private static Client prepare(String admin) {
        Api api = Api.of(admin);
        String url = "http://127.0.0.1:" + FakeProvider.port() + "/v1";
        created(api, "/providers", """
                {"name":"fake","dialect":"openai","base_url":"%s","credential":"sk-up","models":[{"id":"echo","max_output_tokens":100},
                 {"id":"broken"},{"id":"limited"},{"id":"picky"},{"id":"cut-early"},{"id":"cut-late"},{"id":"garbled"},
                 {"id":"slow"},{"id":"held"},{"id":"rude"},{"id":"stall"},{"id":"e"}]}""".formatted(url));
        created(api, "/providers", """
                {"name":"antic","dialect":"anthropic","base_url":"%s","credential":"sk-ant","models":[{"id":"claude","max_output_tokens":100}]}""".formatted(url));
        created(api, "/providers", """
                {"name":"native","dialect":"openai","base_url":"%s","credential":"sk-up","surfaces":["chat_completions","responses","completions"],
                 "models":[{"id":"sayer"},{"id":"rude-sayer"},{"id":"breaking-sayer"},{"id":"picky-sayer"}]}""".formatted(url));
        created(api, "/providers", """
                {"name":"plain","dialect":"openai","base_url":"%s","credential":"sk-up","surfaces":["chat_completions"],
                 "models":[{"id":"plain-echo"},{"id":"tooled"}]}""".formatted(url));
        created(api, "/providers", """
                {"name":"nowhere","dialect":"openai","base_url":"http://127.0.0.1:1/v1","credential":"x","models":[{"id":"lost"}]}""");
        created(api, "/routes/kept/versions", """
                {"targets":[{"provider":"fake","model":"echo"}],"cache":{"ttl_seconds":600}}""");
        created(api, "/routes/steady/versions", """
                {"targets":[{"provider":"nowhere","model":"lost"},{"provider":"fake","model":"broken"},{"provider":"fake","model":"limited"},
                 {"provider":"fake","model":"garbled"},{"provider":"fake","model":"cut-early"},{"provider":"antic","model":"claude"}]}""");
        created(api, "/routes/hurried/versions", """
                {"targets":[{"provider":"fake","model":"stall","timeout_ms":500},{"provider":"fake","model":"echo"}]}""");
        String key = api.post("/keys", "{\"app\":\"shop\"}")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        Client client = new Client(key);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.get("/v1/models").body().contains("route:steady"));
        return client;
    }

    private static void created(Api api, String path, String body) {
        api.post(path, body).then().statusCode(201);
    }

    /** How many calls have left their record by now. */
    long recorded() {
        return get("/q/health/ready").jsonPath().getLong("checks.find { it.name == 'call recording' }.data.answered");
    }

    /** The record of the call that this reply belongs to. */
    CallRecord record(Client.Reply reply) {
        return record(reply.header("x-llmops-call-id"));
    }

    CallRecord record(String callId) {
        try (KafkaEvents calls = KafkaEvents.of("llmops.calls.v1")) {
            return parse(calls.await(event -> event.id().equals(callId)).payload());
        }
    }

    /** The record of the call with this mark in its metadata. */
    CallRecord recordMarked(String mark) {
        return recordWhere(record -> mark.equals(record.getMetadataOrDefault("mark", "")));
    }

    CallRecord recordWhere(Predicate<CallRecord> condition) {
        try (KafkaEvents calls = KafkaEvents.of("llmops.calls.v1")) {
            return parse(
                    calls.await(event -> condition.test(parse(event.payload()))).payload());
        }
    }

    static CallRecord parse(byte[] payload) {
        try {
            return CallRecord.parseFrom(payload);
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
