package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.v1.CacheUse;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;

/** Answers that are given again: to the same request, to a like one, and to all that ask at once. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class CacheAppTest {
    private static GatedProvider provider;

    @Inject
    Scenarios scenarios;

    @Inject
    MeterRegistry metrics;

    @BeforeAll
    static void open() {
        provider = new GatedProvider();
    }

    @AfterAll
    static void close() {
        provider.close();
    }

    @BeforeEach
    void routesThatKeepAnswers() {
        provider.open();
        provider.fail(false);
        if (scenarios.acme().get("/v1/models").body().contains("route:alike-model")) {
            return;
        }
        scenarios.globex();
        for (String admin : List.of(Api.ALICE, Api.GRACE)) {
            Api api = Api.of(admin);
            created(api, "/providers", """
                    {"name":"gated","dialect":"openai","base_url":"%s","credential":"sk-up","models":[{"id":"guess","max_output_tokens":100},{"id":"words"}]}""".formatted(provider.url()));
            route(api, "same", "");
            route(api, "alike", ",\"semantic\":{\"threshold\":0.75}");
            route(api, "alike-checked", ",\"semantic\":{\"threshold\":0.75,\"sample_percent\":100}");
            route(api, "alike-model", ",\"semantic\":{\"threshold\":0.75,\"embedding\":\"words\"}");
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> scenarios.acme().get("/v1/models").body().contains("route:alike-model")
                        && scenarios.globex().get("/v1/models").body().contains("route:alike-model"));
    }

    private static void route(Api api, String name, String semantic) {
        created(api, "/routes/" + name + "/versions", """
                {"targets":[{"provider":"gated","model":"guess"}],"cache":{"ttl_seconds":600%s}}""".formatted(semantic));
    }

    private static void created(Api api, String path, String body) {
        api.post(path, body).then().statusCode(201);
    }

    private static String ask(String route, String question, String more) {
        return "{\"model\":\"route:" + route + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + question + "\"}]"
                + more + "}";
    }

    private Client.Reply saying(String cacheControl, String body) {
        return scenarios.acme().post("/v1/chat/completions", body, it -> it.header("Cache-Control", cacheControl));
    }

    private static String text(Client.Reply reply) {
        return reply.json().at("/choices/0/message/content").asText();
    }

    /** What was asked before is kept by now, wherever it may be kept. */
    private Client settled() {
        await().until(() -> gauge("llmops.cache.leading") == 0);
        return scenarios.acme();
    }

    @Test
    void theSameRequestInAnotherSpellingGetsTheSameAnswerAndSaysSo() {
        Client.Reply first = scenarios.acme().chat(ask("same", "Spelling?", ",\"top_p\":0.5,\"seed\":100"));
        Client.Reply again = settled()
                .chat(
                        "{\"seed\":1e2, \"top_p\" : 0.50,\"user\":\"u\",\"messages\":[{\"content\":\"Spell\\u0069ng?\",\"role\":\"user\"}],\"model\":\"route:same\"}");

        assertThat(first.header("x-llmops-cache")).isEqualTo("miss");
        assertThat(first.header("x-llmops-cache-source")).isEmpty();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("x-llmops-cache-kind")).isEqualTo("exact");
        assertThat(again.header("x-llmops-cache-similarity")).isEqualTo("1.000");
        assertThat(again.header("x-llmops-cache-source")).isEqualTo(first.header("x-llmops-call-id"));
        assertThat(again.header("Age")).matches("[0-9]");
        CacheUse use = scenarios.record(again).getCache();
        assertThat(use.getAgeMs()).isBetween(0L, 10_000L);
        assertThat(use.toBuilder().clearAgeMs().clearCoalesced().build())
                .isEqualTo(CacheUse.newBuilder()
                        .setStatus("hit")
                        .setKind("exact")
                        .setSourceCallId(first.header("x-llmops-call-id"))
                        .setSimilarity(1)
                        .build());
    }

    @Test
    void aStreamIsGivenAgainAsAStreamAndAsAWhole() {
        Client.Reply first = scenarios.acme().chat(ask("same", "Stream?", ",\"stream\":true"));
        Client.Reply whole = settled().chat(ask("same", "Stream?", ""));
        Client.Reply streamed = scenarios.acme().chat(ask("same", "Stream?", ",\"stream\":true"));

        assertThat(text(whole)).isEqualTo(first.streamedText());
        assertThat(streamed.header("x-llmops-cache")).isEqualTo("hit");
        assertThat(streamed.header("Content-Type")).startsWith("text/event-stream");
        assertThat(streamed.header("Age")).isNotEmpty();
        assertThat(streamed.streamedText()).isEqualTo(first.streamedText());
        assertThat(streamed.events()).last().isEqualTo("[DONE]");
    }

    @Test
    void everyFormatKeepsItsOwnAnswersAndGivesThemInItsOwnWords() {
        String request = "{\"model\":\"route:alike\",\"input\":\"In which format is this?\"}";
        scenarios.acme().chat(ask("alike", "In which format is this?", ""));
        Client.Reply first = settled().post("/v1/responses", request, it -> it);
        Client.Reply again = settled().post("/v1/responses", request, it -> it);
        Client.Reply streamed =
                settled().post("/v1/responses", request.replace("{\"model", "{\"stream\":true,\"model"), it -> it);
        Client.Reply alike = settled().post("/v1/responses", request.replace("In which", "in which"), it -> it);
        Client.Reply stateful = settled()
                .post(
                        "/v1/responses",
                        request.replace("{\"model", "{\"previous_response_id\":\"resp_0\",\"model"),
                        it -> it);

        assertThat(first.header("x-llmops-cache")).isEqualTo("miss");
        assertThat(again.header("x-llmops-cache-kind")).isEqualTo("exact");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(streamed.header("x-llmops-cache-kind")).isEqualTo("exact");
        assertThat(streamed.body()).contains("event: response.completed");
        assertThat(alike.header("x-llmops-cache-kind")).isEqualTo("semantic");
        assertThat(alike.body()).isEqualTo(first.body());
        assertThat(stateful.header("x-llmops-cache")).isEqualTo("bypass");
    }

    /** A beta changes what Anthropic's members mean, so its answers are answers to something else. */
    @Test
    void messagesKeepAnswersForEachBetaApart() {
        String request =
                "{\"model\":\"route:alike\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Which beta is this?\"}]}";
        Client.Reply first = scenarios.acme().post("/v1/messages", request, it -> it);
        Client.Reply again = settled().post("/v1/messages", request, it -> it);
        Client.Reply beta = settled().post("/v1/messages", request, it -> it.header("anthropic-beta", "new-2026"));
        Client.Reply betaAgain = settled().post("/v1/messages", request, it -> it.header("anthropic-beta", "new-2026"));
        Client.Reply alike = settled().post("/v1/messages", request.replace("Which beta", "which beta"), it -> it);

        assertThat(first.header("x-llmops-cache")).isEqualTo("miss");
        assertThat(again.header("x-llmops-cache-kind")).isEqualTo("exact");
        assertThat(beta.header("x-llmops-cache")).isEqualTo("miss");
        assertThat(betaAgain.header("x-llmops-cache-kind")).isEqualTo("exact");
        assertThat(alike.header("x-llmops-cache-kind")).isEqualTo("semantic");
    }

    @Test
    void aClientCanForbidButNotAllow() {
        Client.Reply secret = saying("no-store", ask("same", "Secret?", ""));
        Client.Reply after = scenarios.acme().chat(ask("same", "Secret?", ""));
        settled().chat(ask("same", "Secret?", ""));
        Client.Reply stillSecret = saying("no-store", ask("same", "Secret?", ""));
        Client.Reply fresh = saying("no-cache", ask("same", "Secret?", ""));
        assertThat(text(settled().chat(ask("same", "Secret?", "")))).isEqualTo(text(fresh));

        assertThat(secret.header("x-llmops-cache")).isEqualTo("bypass");
        assertThat(after.header("x-llmops-cache")).isEqualTo("miss");
        assertThat(text(stillSecret)).isNotEqualTo(text(after));
        assertThat(fresh.header("x-llmops-cache")).isEqualTo("bypass");
        assertThat(saying(
                                "public, max-stale",
                                "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                        .header("x-llmops-cache"))
                .isEqualTo("off");
    }

    @Test
    void anAnswerOlderThanTheClientWantsIsAMiss() {
        Client.Reply first = scenarios.acme().chat(ask("same", "Old?", ""));
        assertThat(text(settled().chat(ask("same", "Old?", "")))).isEqualTo(text(first));
        await().until(() -> scenarios
                        .record(scenarios.acme().chat(ask("same", "Old?", "")))
                        .getCache()
                        .getAgeMs()
                > 1_000);

        assertThat(text(saying("max-age=600", ask("same", "Old?", "")))).isEqualTo(text(first));
        assertThat(text(saying("max-age=1", ask("same", "Old?", "")))).isNotEqualTo(text(first));
    }

    @Test
    void aClientThatWantsNothingElseGetsARememberedAnswerOr504() {
        int asked = provider.requests().size();
        Client.Reply none = saying("only-if-cached", ask("same", "Known?", ""));
        Client.Reply noCache =
                saying("only-if-cached", ask("same", "Known?", "").replace("route:same", "gated/guess"));
        assertThat(provider.requests()).hasSize(asked);
        scenarios.acme().chat(ask("same", "Known?", ""));
        settled().chat(ask("same", "Known?", ""));

        assertThat(none.status()).isEqualTo(504);
        assertThat(none.json()).isEqualTo(Client.json("""
                {"error":{"message":"No remembered answer fits this request, and only one would do (Cache-Control: only-if-cached).",
                 "type":"invalid_request_error","param":null,"code":"not_cached"}}"""));
        assertThat(scenarios.record(none).getStatus()).isEqualTo(CallStatus.CALL_STATUS_REFUSED);
        assertThat(noCache.status()).isEqualTo(504);
        assertThat(saying("only-if-cached", ask("same", "Known?", "")).status()).isEqualTo(200);
    }

    @Test
    void aLikeQuestionGetsTheAnswerUnlessItMeansAnother() {
        Client acme = scenarios.acme();
        Client.Reply first = acme.chat(ask("alike", "How do I reset my password?", ""));
        Client.Reply alike = settled().chat(ask("alike", "how do I reset my password, please?", ""));

        assertThat(text(alike)).isEqualTo(text(first));
        assertThat(alike.header("x-llmops-cache-kind")).isEqualTo("semantic");
        assertThat(alike.header("x-llmops-cache-source")).isEqualTo(first.header("x-llmops-call-id"));
        assertThat(Double.parseDouble(alike.header("x-llmops-cache-similarity")))
                .isBetween(0.75, 0.999);
        CacheUse use = scenarios.record(alike).getCache();
        assertThat(use.getSimilarity()).isBetween(0.75, 0.9999);
        assertThat(use.getKind()).isEqualTo("semantic");
        assertThat(scenarios.record(alike).getCost().getNanoUsd()).isZero();
        assertThat(saying("only-if-cached", ask("alike", "How do I reset my passwords?", ""))
                        .status())
                .isEqualTo(200);
        for (String other : List.of(
                ask("alike", "How do I not reset my password?", ""),
                ask("alike", "How do I reset my password 2?", ""),
                ask("alike", "How do I reset my passport?", ""),
                ask("alike", "How do I reset my password?!", ",\"n\":2"),
                ask("alike", "How do I reset my password?!", ",\"temperature\":1.5"),
                ask("alike", "How do I reset my password?!", ",\"max_tokens\":7"),
                ask("alike", "How do I reset my password?!", "")
                        .replace("[{", "[{\"role\":\"system\",\"content\":\"Be rude\"},{"),
                ask("alike", "How do I reset my password?!", "")
                        .replace("[{", "[{\"role\":\"tool\",\"tool_call_id\":\"t\",\"content\":\"x\"},{"),
                ask("same", "How do I reset my password?!", ""))) {
            assertThat(acme.chat(other).header("x-llmops-cache")).as(other).isEqualTo("miss");
        }
    }

    @Test
    void aModelSaysWhatIsAlikeAndThatCallIsPaidFor() {
        Client acme = scenarios.acme();
        Client.Reply first = acme.chat(ask("alike-model", "Tell me about my cat", ""));
        Client.Reply alike = settled().chat(ask("alike-model", "Give me facts about my feline", ""));

        assertThat(text(alike)).isEqualTo(text(first));
        assertThat(alike.header("x-llmops-cache-kind")).isEqualTo("semantic");
        assertThat(acme.chat(ask("alike-model", "Tell me about my horse", "")).header("x-llmops-cache"))
                .isEqualTo("miss");
        CallRecord embedding = scenarios.recordWhere(record ->
                first.header("x-llmops-call-id").equals(record.getMetadataOrDefault(InnerPipeline.MADE_FOR, "")));
        assertThat(embedding.getOperation()).isEqualTo("embeddings");
        assertThat(embedding.getCaller().getApp()).isEqualTo("shop");
        assertThat(embedding.getUsage().getInputTokens()).isEqualTo(3);
        assertThat(embedding.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
        assertThat(embedding.getShadowOfCallId()).isEmpty();
    }

    @Test
    void aShareOfLikeAnswersIsCheckedOnTheOperatorsAccount() {
        Client acme = scenarios.acme();
        acme.chat(ask("alike-checked", "Where do swallows sleep?", ""));
        Client.Reply alike =
                settled().chat(ask("alike-checked", "Where do swallows sleep, please?", ",\"stream\":true"));

        CallRecord copy =
                scenarios.recordWhere(record -> record.getShadowOfCallId().equals(alike.header("x-llmops-call-id")));
        assertThat(alike.streamedText()).contains("Where do swallows sleep?");
        assertThat(copy.getRoute().getName()).isEqualTo("alike-checked");
        assertThat(copy.getStreamed()).isFalse();
        assertThat(copy.getResponse().getJson()).contains("Where do swallows sleep, please?");
        assertThat(copy.getCost().getNanoUsd()).isEqualTo(140_000);
        assertThat(copy.getLeasesList()).isEmpty();
        await().untilAsserted(() -> {
            DistributionSummary far = metrics.find("llmops.cache.disagreement")
                    .tags("workspace", "acme", "route", "alike-checked")
                    .summary();
            assertThat(far).isNotNull();
            assertThat(far.count()).isPositive();
            assertThat(far.mean()).isBetween(0.01, 0.5);
        });
    }

    @Test
    void callsThatAskTheSameAtOnceMakeOne() {
        provider.shut();
        int asked = provider.requests().size();
        List<CompletableFuture<Client.Reply>> replies = together(6, ask("same", "All at once?", ""));
        await().until(() -> provider.requests().size() > asked && gauge("llmops.cache.following") == 5);
        provider.open();
        List<Client.Reply> answers =
                replies.stream().map(CompletableFuture::join).toList();

        assertThat(provider.requests()).hasSize(asked + 1);
        assertThat(answers).extracting(CacheAppTest::text).containsOnly(text(answers.getFirst()));
        assertThat(answers).extracting(Client.Reply::status).containsOnly(200);
        List<Client.Reply> leaders = answers.stream()
                .filter(reply -> reply.header("x-llmops-cache").equals("miss"))
                .toList();
        assertThat(leaders).hasSize(1);
        for (Client.Reply reply : answers) {
            CacheUse use = scenarios.record(reply).getCache();
            boolean leads = reply == leaders.getFirst();
            assertThat(use.getSourceCallId())
                    .isEqualTo(leads ? "" : leaders.getFirst().header("x-llmops-call-id"));
            assertThat(use.getKind()).isEqualTo(leads ? "" : "exact");
        }
        await().untilAsserted(() -> assertThat(gauge("llmops.cache.leading")).isZero());
    }

    @Test
    void whoFollowsALeaderThatFailsAsksByItself() {
        provider.shut();
        provider.fail(true);
        int asked = provider.requests().size();
        List<CompletableFuture<Client.Reply>> replies = together(3, ask("same", "Will it fail?", ""));
        await().until(() -> provider.requests().size() == asked + 1);
        await().until(() -> gauge("llmops.cache.following") == 2);
        provider.letOneThrough();
        await().until(() -> provider.requests().size() == asked + 3);
        provider.fail(false);
        provider.open();

        assertThat(replies.stream().map(reply -> reply.join().status())).containsExactlyInAnyOrder(400, 200, 200);
        await().untilAsserted(() -> assertThat(gauge("llmops.cache.leading")).isZero());
    }

    @Test
    void whoFollowsALeaderThatIsLeftAsksByItself() throws Exception {
        provider.shut();
        int asked = provider.requests().size();
        CompletableFuture<Void> leader = CompletableFuture.runAsync(
                () -> scenarios.acme().leaveAfter(Duration.ofSeconds(2), ask("same", "Will it leave?", "")));
        await().until(() -> provider.requests().size() == asked + 1);
        List<CompletableFuture<Client.Reply>> followers = together(1, ask("same", "Will it leave?", ""));
        await().until(() -> gauge("llmops.cache.following") == 1);
        leader.join();
        await().until(() -> provider.requests().size() == asked + 2);
        provider.open();

        assertThat(followers.getFirst().join().status()).isEqualTo(200);
        assertThat(followers.getFirst().join().header("x-llmops-cache")).isEqualTo("miss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"same", "alike"})
    void nothingIsSharedWithAnotherWorkspaceOrAnotherVersion(String route) {
        String question = ask(route, "Whose answer is this?", "");
        scenarios.acme().chat(question);
        settled().chat(question);

        assertThat(scenarios.globex().chat(question).header("x-llmops-cache")).isEqualTo("miss");
        assertThat(scenarios
                        .globex()
                        .chat(ask(route, "whose answer is this", ",\"seed\":1"))
                        .header("x-llmops-cache"))
                .isEqualTo("miss");
        route(Api.of(Api.ALICE), route, route.equals("same") ? "" : ",\"semantic\":{\"threshold\":0.75}");
        await().until(() -> {
            Client.Reply reply = scenarios.acme().chat(ask(route, "Whose answer is this?", ",\"user\":\"new\""));
            return scenarios.record(reply).getRoute().getVersion() == 2
                    && reply.header("x-llmops-cache").equals("miss");
        });
    }

    private List<CompletableFuture<Client.Reply>> together(int calls, String body) {
        return IntStream.range(0, calls)
                .mapToObj(call -> CompletableFuture.supplyAsync(
                        () -> scenarios.acme().chat(body),
                        task -> Thread.ofVirtual().start(task)))
                .toList();
    }

    private int gauge(String name) {
        return (int) metrics.get(name).gauge().value();
    }
}
