package org.llmops.router.telemetry;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Client;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Nobody;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Credential;
import org.llmops.router.providers.Dialect;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.v1.Attempt;
import org.llmops.router.v1.RouteTaken;
import org.llmops.router.v1.Usage;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.completions.CompletionsFormat;

class CallTelemetryTest {
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final CallSpans spans = new CallSpans(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .build());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CallMeters meters = new CallMeters(registry);

    @Test
    void anAnsweredCallIsASpanBelowTheClientsOwn() {
        Exchange exchange = call(Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        answered(exchange);

        spans.after(exchange);

        SpanData span = exported.getFinishedSpanItems().getFirst();
        assertThat(span.getName()).isEqualTo("chat route:support");
        assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getAttributes().asMap())
                .containsEntry(stringKey("gen_ai.operation.name"), "chat")
                .containsEntry(stringKey("gen_ai.provider.name"), "anthropic")
                .containsEntry(stringKey("gen_ai.request.model"), "route:support")
                .containsEntry(stringKey("gen_ai.response.model"), "claude")
                .containsEntry(booleanKey("gen_ai.request.stream"), false)
                .containsEntry(stringArrayKey("gen_ai.response.finish_reasons"), List.of("stop"))
                .containsEntry(longKey("gen_ai.usage.input_tokens"), 100L)
                .containsEntry(longKey("gen_ai.usage.cache_read.input_tokens"), 40L)
                .containsEntry(longKey("gen_ai.usage.output_tokens"), 10L)
                .containsEntry(stringKey("server.address"), "api.anthropic.com");
        assertThat(span.getEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.getAttributes().get(stringKey("llmops.target")))
                        .isEqualTo("anthropic/claude"));
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void operationsAreNamedAsTheConventionsNameThem() {
        Exchange exchange = call(Map.of(), Operation.TEXT_COMPLETION, CompletionsFormat.COMPLETIONS);
        answered(exchange);

        spans.after(exchange);
        meters.after(exchange);

        SpanData span = exported.getFinishedSpanItems().getFirst();
        assertThat(span.getName()).isEqualTo("text_completion route:support");
        assertThat(span.getAttributes().get(stringKey("gen_ai.operation.name"))).isEqualTo("text_completion");
        assertThat(registry.get("gen_ai.client.operation.duration")
                        .tag("gen_ai.operation.name", "text_completion")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(Operation.EMBEDDINGS.recordedName()).isEqualTo("embeddings");
    }

    @Test
    void aRefusedCallSaysWhyAndWhoseFaultItIs() {
        Exchange exchange = call(Map.of());
        exchange.refusal(RefusalReason.BUDGET_EXHAUSTED.because("No money"));
        exchange.story().setFaultDomain("policy");

        spans.after(exchange);

        SpanData span = exported.getFinishedSpanItems().getFirst();
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().asMap())
                .containsEntry(stringKey("error.type"), "insufficient_quota")
                .containsEntry(stringKey("llmops.fault_domain"), "policy");
    }

    @Test
    void measuresDurationsAndTokens() {
        Exchange exchange = call(Map.of());
        answered(exchange);

        meters.after(exchange);
        meters.after(exchange);

        assertThat(registry.get("gen_ai.client.operation.duration")
                        .tag("gen_ai.provider.name", "anthropic")
                        .tag("gen_ai.response.model", "claude")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "input")
                        .summary()
                        .totalAmount())
                .isEqualTo(200);
        assertThat(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "output")
                        .summary()
                        .totalAmount())
                .isEqualTo(20);
    }

    private static Exchange call(Map<String, String> headers) {
        return call(headers, Operation.CHAT, ChatFormat.CHAT);
    }

    private static Exchange call(Map<String, String> headers, Operation operation, WireFormat format) {
        Client client = new Nobody();
        client.headers().addAll(headers);
        Exchange exchange = new Exchange(
                client, Vertx.vertx().getOrCreateContext(), operation, format, Instant.parse("2026-01-02T03:04:05Z"));
        exchange.story().setRequestedModel("route:support");
        return exchange;
    }

    private static void answered(Exchange exchange) {
        Provider provider = new Provider(
                new WorkspaceId("acme"),
                "anthropic",
                "anthropic",
                Dialect.ANTHROPIC,
                URI.create("https://api.anthropic.com/v1"),
                Credential.none(),
                List.of(new ProviderModel("claude", 0, 0)));
        exchange.answering(new Target(provider, provider.models().getFirst()));
        exchange.story()
                .setRoute(RouteTaken.newBuilder().setModel("claude"))
                .setFinishReason("stop")
                .addAttempts(Attempt.newBuilder().setTarget("anthropic/claude").setHttpStatus(200))
                .setUsage(Usage.newBuilder()
                        .setInputTokens(100)
                        .setCacheReadTokens(40)
                        .setOutputTokens(10));
    }
}
